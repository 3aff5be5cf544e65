import type { DateTime } from 'luxon';
import type { Decimal } from '../numeric/decimal.ts';
import { toDateTime } from '../time/date-time.ts';
import { Resolution } from '../time/resolution.ts';
import { TimeZone } from '../time/time-zone.ts';
import type { FineFundamentalProvider } from './fine-fundamentals.ts';
import type { SecuritySymbol } from './symbol.ts';

/** Where a custom source lies. */
export const SubscriptionTransportMedium = {
  /** A file of the data folder, by its path below it. */
  LocalFile: 'LocalFile',
  /** A key of the object store. */
  ObjectStore: 'ObjectStore',
} as const;
export type SubscriptionTransportMedium =
  (typeof SubscriptionTransportMedium)[keyof typeof SubscriptionTransportMedium];

/** How a custom source is handed to the reader. */
export const FileFormat = {
  /** Line by line. */
  Csv: 'Csv',
  /** The whole text at once, as for JSON; the reader may return a list. */
  UnfoldingCollection: 'UnfoldingCollection',
  /** Line by line; the points that end together are one `BaseDataCollection`. */
  FoldingCollection: 'FoldingCollection',
} as const;
export type FileFormat = (typeof FileFormat)[keyof typeof FileFormat];

/** What a custom type reads for a day. */
export interface SubscriptionDataSource {
  /** Path below the data folder, or key of the object store. Of a `.zip` its first file is read. */
  readonly source: string;
  /** A file of the data folder unless given. */
  readonly transportMedium?: SubscriptionTransportMedium;
  /** Lines unless given. */
  readonly format?: FileFormat;
  /** The source is not in order of time: it is sorted. */
  readonly sort?: boolean;
}

/** The subscription that a custom type reads for. */
export interface CustomDataConfig {
  readonly symbol: SecuritySymbol;
  readonly resolution: Resolution;
  /** Ticker that the underlying security has on the day; the symbol's own for others. */
  readonly mappedTicker: string;
  /** Zone in which the strategy sees the data. */
  readonly exchangeTimeZone: TimeZone;
  /** Zone in which days begin for `getSource`. */
  readonly dataTimeZone: TimeZone;
  /** What this run knows of companies beyond prices. */
  readonly fineFundamentals: FineFundamentalProvider;
}

/**
 * A data point of a type of the strategy's own. Extend it with the fields that the data has; `addData` subscribes it. The
 * engine asks an instance where the data of a day lies and has it read each line.
 *
 * @example
 * class Weather extends BaseData {
 *   degrees = 0;
 *   getSource() {
 *     return { source: 'alternative/weather.csv' };
 *   }
 *   reader(config: CustomDataConfig, line: string) {
 *     const [day = '', degrees] = line.split(',');
 *     const point = new Weather();
 *     point.timeMs = config.exchangeTimeZone.toUtc(Date.parse(`${day}Z`));
 *     point.value = point.degrees = Number(degrees);
 *     return point;
 *   }
 * }
 */
export abstract class BaseData {
  /** That of the subscription, set by the engine, unless the reader names another, as in data that universes choose from. */
  symbol!: SecuritySymbol;
  /** What the data describes, or its start; epoch ms UTC. */
  timeMs = Number.NaN;
  /** The price: of orders, indicators and the portfolio. */
  value = 0;
  /** The value with the decimals that it was written with; null: as many as the number needs. */
  exactValue: Decimal | null = null;
  #endTimeMs = Number.NaN;

  /** Where the data of a day lies, or null for a day without. @param date midnight in the data's zone */
  abstract getSource(config: CustomDataConfig, date: DateTime): SubscriptionDataSource | null;

  /** The data of a line, or of a whole text; null for one to leave out, such as a heading. @param date as in `getSource` */
  abstract reader(config: CustomDataConfig, text: string, date: DateTime): BaseData | readonly BaseData[] | null;

  /** Instant from which the data may be seen, epoch ms UTC: `timeMs` unless set. */
  get endTimeMs(): number {
    return Number.isNaN(this.#endTimeMs) ? this.timeMs : this.#endTimeMs;
  }

  set endTimeMs(utcMs: number) {
    this.#endTimeMs = utcMs;
  }

  /** The value. */
  get price(): number {
    return this.value;
  }

  /** `timeMs` as a date. @param zone UTC unless given */
  time(zone: TimeZone = TimeZone.of('UTC')): DateTime {
    return toDateTime(this.timeMs, zone);
  }

  /** Resolution of a subscription that names none. */
  defaultResolution(): Resolution {
    return Resolution.Minute;
  }

  /** Zone of the data and of its exchange, which is always open. */
  dataTimeZone(): TimeZone {
    return TimeZone.of('America/New_York');
  }

  /** The data follows the ticker of an equity through its changes. */
  requiresMapping(): boolean {
    return false;
  }
}

/** Name of a custom type. Bundlers put an underscore before the name of a class that speaks of itself: it does not count. */
export function typeNameOf(type: BaseDataClass): string {
  return type.name.replace(/^_/, '');
}

/** A class of custom data: made without arguments. */
export type BaseDataClass<T extends BaseData = BaseData> = new () => T;

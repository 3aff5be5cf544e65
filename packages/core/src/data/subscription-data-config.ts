import type { BaseDataClass } from '../market/base-data.ts';
import { DataKind } from '../market/data-batch.ts';
import type { DataNormalizationMode } from '../market/data-normalization-mode.ts';
import { MarginInterestRate } from '../market/margin-interest-rate.ts';
import type { SecuritySymbol } from '../market/symbol.ts';
import { TickType } from '../market/tick-type.ts';
import type { ExchangeHours } from '../market-hours/exchange-hours.ts';
import { Resolution, resolutionToMs } from '../time/resolution.ts';
import type { TimeZone } from '../time/time-zone.ts';

/** What a subscription asks for: one kind of data of one security at one resolution. */
export class SubscriptionDataConfig {
  readonly symbol: SecuritySymbol;
  readonly resolution: Resolution;
  readonly tickType: TickType;
  readonly kind: DataKind;
  /** Bar length in ms; 0 for ticks. */
  readonly incrementMs: number;
  /** Zone in which files are written and bars are rounded down. */
  readonly dataTimeZone: TimeZone;
  readonly exchangeHours: ExchangeHours;
  readonly fillForward: boolean;
  readonly extendedMarketHours: boolean;
  /** Made by the engine (benchmark, currency conversion), not by the strategy: not in slices. */
  readonly isInternal: boolean;
  /** May be changed until the subscription begins. */
  normalization: DataNormalizationMode;
  /** The strategy's own type of data; null for market data. */
  readonly customType: BaseDataClass | null;
  /** Daily bars run from market open to market close instead of midnight to midnight (LEAN's `DailyPreciseEndTime`). */
  readonly strictDailyEndTimes: boolean;

  constructor(options: {
    readonly symbol: SecuritySymbol;
    readonly resolution: Resolution;
    readonly tickType: TickType;
    readonly dataTimeZone: TimeZone;
    readonly exchangeHours: ExchangeHours;
    readonly fillForward: boolean;
    readonly extendedMarketHours: boolean;
    readonly isInternal: boolean;
    readonly normalization: DataNormalizationMode;
    readonly strictDailyEndTimes: boolean;
    readonly customType?: BaseDataClass | null;
  }) {
    this.symbol = options.symbol;
    this.resolution = options.resolution;
    this.tickType = options.tickType;
    this.kind =
      options.customType === MarginInterestRate ? DataKind.Auxiliary : kindOf(options.resolution, options.tickType);
    this.incrementMs = resolutionToMs(options.resolution);
    this.dataTimeZone = options.dataTimeZone;
    this.exchangeHours = options.exchangeHours;
    this.fillForward = options.fillForward && this.kind <= DataKind.QuoteBar;
    this.extendedMarketHours = options.extendedMarketHours;
    this.isInternal = options.isInternal;
    this.normalization = options.normalization;
    this.strictDailyEndTimes = options.strictDailyEndTimes;
    this.customType = options.customType ?? null;
  }

  /** The same data as it comes at another resolution: gaps stay, and days run from midnight to midnight. */
  unfilled(resolution: Resolution): SubscriptionDataConfig {
    const { kind: _kind, incrementMs: _incrementMs, ...options } = this;
    return new SubscriptionDataConfig({ ...options, resolution, fillForward: false, strictDailyEndTimes: false });
  }

  /** Whether it asks for the same data. */
  equals(other: SubscriptionDataConfig): boolean {
    return (
      this.symbol.id === other.symbol.id &&
      this.resolution === other.resolution &&
      this.tickType === other.tickType &&
      this.fillForward === other.fillForward &&
      this.extendedMarketHours === other.extendedMarketHours &&
      this.isInternal === other.isInternal &&
      this.normalization === other.normalization &&
      this.strictDailyEndTimes === other.strictDailyEndTimes &&
      this.customType === other.customType
    );
  }
}

function kindOf(resolution: Resolution, tickType: TickType): DataKind {
  if (resolution === Resolution.Tick) return DataKind.Tick;
  return tickType === TickType.Quote ? DataKind.QuoteBar : DataKind.TradeBar;
}

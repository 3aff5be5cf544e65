import { type BaseData, type BaseDataClass, typeNameOf } from '../../market/base-data.ts';
import { BaseDataCollection } from '../../market/base-data-collection.ts';
import { SecurityType } from '../../market/security-type.ts';
import { SecuritySymbol } from '../../market/symbol.ts';
import type { ExchangeHours } from '../../market-hours/exchange-hours.ts';
import {
  requireSelector,
  type Selection,
  type SelectionData,
  type SelectionFeed,
  type SelectionRound,
  Universe,
  type UniverseOptions,
} from './universe.ts';

/** Chooses securities from data: all of an instant. */
export type DataSelector<T extends BaseData> = (data: readonly T[]) => Selection | Promise<Selection>;

/** How a universe on data is made. */
export interface FuncUniverseOptions<T extends BaseData> extends UniverseOptions {
  /** What is subscribed: a type of the strategy's own or one that comes with the engine. */
  readonly dataType: BaseDataClass;
  /** Chooses from the points; all securities that they are about unless given. */
  readonly selector: DataSelector<T> | null;
  /** Stands for the data; made from the name unless given. */
  readonly symbol?: SecuritySymbol;
}

/** A universe that a function chooses from data each time it comes. LEAN's `FuncUniverse`. */
export class FuncUniverse<T extends BaseData = BaseData> extends Universe {
  readonly #dataType: BaseDataClass;
  readonly #selector: DataSelector<T>;
  readonly #symbol: SecuritySymbol | null;

  constructor(options: FuncUniverseOptions<T>) {
    super(options);
    this.#dataType = options.dataType;
    this.#symbol = options.symbol ?? null;
    this.#selector = options.selector ?? ((data) => data.map(({ symbol }) => symbol));
    requireSelector(options.name, this.#selector, 'a function of data that returns tickers or symbols');
  }

  override get dataType(): BaseDataClass {
    return this.#dataType;
  }

  override get kind(): string {
    return `${typeNameOf(this.#dataType)}-${this.market}`;
  }

  override get symbol(): SecuritySymbol {
    if (this.#symbol !== null) return this.#symbol;
    const { name, securityType, market } = this;
    const isOwn = securityType === SecurityType.Base;
    const ticker = isOwn ? `${name.toUpperCase()}.${typeNameOf(this.#dataType)}` : name;
    return new SecuritySymbol(name, { ticker, securityType, market }, this.#dataType);
  }

  override *selections(feed: SelectionFeed): Generator<SelectionData> {
    const end = feed.delistedUtc;
    for (const { day, points } of feed.days()) {
      for (const data of this.dataOf(day, points, feed.hours)) {
        if (end !== null && data.utcMs >= end) break;
        yield data;
      }
    }
    if (end !== null && end < feed.endUtc) yield { utcMs: end, points: [], pointCount: 1, isEnd: true };
  }

  /** What a day brings to select from: the points that end together, in the order of time. */
  protected *dataOf(_day: number, points: readonly BaseData[], _hours: ExchangeHours): Generator<SelectionData> {
    for (let first = 0; first < points.length; ) {
      const utcMs = (points[first] as BaseData).endTimeMs;
      let end = first + 1;
      while (points[end]?.endTimeMs === utcMs) end += 1;
      const together = points.slice(first, end);
      yield { utcMs, points: together, pointCount: countOf(together), isEnd: false };
      first = end;
    }
  }

  override select({ points }: SelectionRound): Selection | Promise<Selection> {
    return this.#selector(points as readonly T[]);
  }
}

function countOf(points: readonly BaseData[]): number {
  return points.reduce((sum, point) => sum + (point instanceof BaseDataCollection ? point.data.length : 1), 0);
}

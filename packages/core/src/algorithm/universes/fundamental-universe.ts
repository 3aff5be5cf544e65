import type { BaseData } from '../../market/base-data.ts';
import type { CoarseFundamental, Fundamental } from '../../market/fundamental.ts';
import { Market } from '../../market/market.ts';
import { SecurityType } from '../../market/security-type.ts';
import { FundamentalUniverseData } from '../../market/universe-data.ts';
import type { ExchangeHours } from '../../market-hours/exchange-hours.ts';
import { MS_PER_DAY, Resolution } from '../../time/resolution.ts';
import { type DataSelector, FuncUniverse } from './func-universe.ts';
import type { SelectionData } from './universe.ts';
import type { UniverseSettings } from './universe-settings.ts';

/**
 * A universe of US equities that a function chooses by price, volume and fundamentals, at the midnight after each trading
 * day; where the folder has no file of a day, from nothing.
 */
export class FundamentalUniverse<T extends CoarseFundamental = Fundamental> extends FuncUniverse<T> {
  constructor(selector: DataSelector<T> | null, settings: UniverseSettings | null = null, name = '') {
    super({
      name,
      selector,
      settings,
      dataType: FundamentalUniverseData,
      resolution: Resolution.Daily,
      securityType: SecurityType.Equity,
      market: Market.USA,
    });
  }

  /** LEAN's way to make one. */
  static usa(selector: DataSelector<Fundamental>, settings: UniverseSettings | null = null): FundamentalUniverse {
    return new FundamentalUniverse(selector, settings);
  }

  override get kind(): string {
    return `FundamentalUniverse-${this.market}`;
  }

  /** Every trading day makes a selection. */
  protected override *dataOf(
    day: number,
    points: readonly BaseData[],
    { timeZone }: ExchangeHours,
  ): Generator<SelectionData> {
    const [all = new FundamentalUniverseData()] = points as readonly FundamentalUniverseData[];
    const utcMs = timeZone.toUtc((day + 1) * MS_PER_DAY);
    yield { utcMs, points: [all], pointCount: all.data.length, isEnd: false };
  }
}

/** A fundamental universe whose selector looks at price and volume. */
export class CoarseFundamentalUniverse extends FundamentalUniverse<CoarseFundamental> {}

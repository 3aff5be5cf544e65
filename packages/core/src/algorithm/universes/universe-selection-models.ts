import type { DateTime } from 'luxon';
import type { CoarseFundamental, Fundamental } from '../../market/fundamental.ts';
import { Market } from '../../market/market.ts';
import { SecurityType } from '../../market/security-type.ts';
import type { SecuritySymbol } from '../../market/symbol.ts';
import type { ETFConstituentUniverse } from '../../market/universe-data.ts';
import type { DateRule, TimeRule } from '../../scheduling/schedule-rule.ts';
import { MS_PER_DAY } from '../../time/resolution.ts';
import { ETFConstituentsUniverse } from './constituents-universe.ts';
import { coarseFineUniverse } from './filtered-universe.ts';
import type { DataSelector } from './func-universe.ts';
import { CoarseFundamentalUniverse, FundamentalUniverse } from './fundamental-universe.ts';
import { FunctionUniverse, ScheduledUniverse, type UniverseSelector } from './timed-universes.ts';
import { Universe } from './universe.ts';
import type { UniverseSettings } from './universe-settings.ts';

/** Makes the universes of a strategy. */
export interface UniverseSelectionModel {
  /** @param settings the strategy's own, where the model has none */
  createUniverses(settings: UniverseSettings): Iterable<Universe>;
}

/** The universe of a `CustomUniverseSelectionModel`: daily, and content with what others have subscribed to. */
class CustomUniverse extends FunctionUniverse {
  override get sharesSubscriptions(): boolean {
    return true;
  }

  override isFilledForward(settings: UniverseSettings): boolean {
    return settings.fillForward;
  }

  protected override get intervalMs(): number {
    return MS_PER_DAY;
  }
}

/** A universe that a function chooses each day on which the market is open. */
export class CustomUniverseSelectionModel implements UniverseSelectionModel {
  readonly name: string;
  readonly #selector: UniverseSelector;
  readonly #settings: UniverseSettings | null;

  constructor(name: string, selector: UniverseSelector, settings: UniverseSettings | null = null) {
    this.name = name;
    this.#selector = selector;
    this.#settings = settings;
  }

  createUniverses(settings: UniverseSettings): Universe[] {
    const own = this.#settings ?? settings;
    const name = `${this.name}-Equity-${Market.USA}`;
    return [new CustomUniverse(name, this.#selector, own.resolution, SecurityType.Equity, Market.USA, own)];
  }
}

/** A universe of tickers that come in on a date each and stay. */
export class InceptionDateUniverseSelectionModel extends CustomUniverseSelectionModel {
  /** @param tickersByDate the date of each ticker, at midnight of the algorithm's zone */
  constructor(name: string, tickersByDate: Readonly<Record<string, DateTime>>) {
    const waiting = Object.entries(tickersByDate).sort((a, b) => a[1].toMillis() - b[1].toMillis());
    const tickers: string[] = [];
    super(name, (time) => {
      const before = tickers.length;
      while (waiting[0] !== undefined && waiting[0][1].toMillis() <= time.toMillis()) {
        tickers.push((waiting.shift() as [string, DateTime])[0]);
      }
      return tickers.length > before ? tickers : Universe.unchanged;
    });
  }
}

/** A universe that a function chooses at the times that a date rule and a time rule name. */
export class ScheduledUniverseSelectionModel implements UniverseSelectionModel {
  readonly #universe: ScheduledUniverse;

  constructor(
    dateRule: DateRule,
    timeRule: TimeRule,
    selector: UniverseSelector,
    settings: UniverseSettings | null = null,
  ) {
    this.#universe = new ScheduledUniverse(dateRule, timeRule, selector, settings);
  }

  createUniverses(): Universe[] {
    return [this.#universe];
  }
}

/** US equities that a function chooses by price, volume and fundamentals. */
export class FundamentalUniverseSelectionModel implements UniverseSelectionModel {
  readonly #selector: DataSelector<Fundamental>;
  readonly #settings: UniverseSettings | null;

  constructor(selector: DataSelector<Fundamental>, settings: UniverseSettings | null = null) {
    this.#selector = selector;
    this.#settings = settings;
  }

  createUniverses(settings: UniverseSettings): Universe[] {
    return [new FundamentalUniverse(this.#selector, this.#settings ?? settings)];
  }
}

/** US equities that a function chooses by price and volume. */
export class CoarseFundamentalUniverseSelectionModel implements UniverseSelectionModel {
  readonly #selector: DataSelector<CoarseFundamental>;
  readonly #settings: UniverseSettings | null;

  constructor(selector: DataSelector<CoarseFundamental>, settings: UniverseSettings | null = null) {
    this.#selector = selector;
    this.#settings = settings;
  }

  createUniverses(settings: UniverseSettings): Universe[] {
    return [new CoarseFundamentalUniverse(this.#selector, this.#settings ?? settings)];
  }
}

/** US equities that one function chooses by price and volume, and a second one from those by fundamentals. */
export class FineFundamentalUniverseSelectionModel implements UniverseSelectionModel {
  readonly #coarse: DataSelector<CoarseFundamental>;
  readonly #fine: DataSelector<Fundamental>;
  readonly #settings: UniverseSettings | null;

  constructor(
    coarse: DataSelector<CoarseFundamental>,
    fine: DataSelector<Fundamental>,
    settings: UniverseSettings | null = null,
  ) {
    this.#coarse = coarse;
    this.#fine = fine;
    this.#settings = settings;
  }

  createUniverses(settings: UniverseSettings): Universe[] {
    return [coarseFineUniverse(this.#coarse, this.#fine, this.#settings ?? settings)];
  }
}

/** What a fund holds. */
export class ETFConstituentsUniverseSelectionModel implements UniverseSelectionModel {
  readonly #universe: ETFConstituentsUniverse;

  constructor(
    etf: SecuritySymbol,
    settings: UniverseSettings | null = null,
    filter: DataSelector<ETFConstituentUniverse> | null = null,
  ) {
    this.#universe = new ETFConstituentsUniverse(etf, settings, filter);
  }

  createUniverses(): Universe[] {
    return [this.#universe];
  }
}

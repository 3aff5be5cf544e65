import { LockstepError } from '../../errors/lockstep-error.ts';
import type { BaseData, BaseDataClass } from '../../market/base-data.ts';
import type { Fundamental } from '../../market/fundamental.ts';
import { SecurityType } from '../../market/security-type.ts';
import { SecuritySymbol } from '../../market/symbol.ts';
import type { ExchangeHours } from '../../market-hours/exchange-hours.ts';
import type { ActiveSecurities } from '../../securities/active-securities.ts';
import type { Security } from '../../securities/security.ts';
import type { Resolution } from '../../time/resolution.ts';
import type { UniverseSettings } from './universe-settings.ts';

/** What a selection comes to: tickers or symbols, or `Universe.unchanged`. */
export type Selection = Iterable<string | SecuritySymbol>;

/** What a universe selects from at an instant. */
export interface SelectionData {
  /** Instant from which it may be seen, epoch ms UTC. */
  readonly utcMs: number;
  /** Empty for a universe that selects by time alone. A collection stands for the points in it. */
  readonly points: readonly BaseData[];
  /** What it counts for among the data points of the run. */
  readonly pointCount: number;
  /** The security that it is about is no longer listed: the universe ends. */
  readonly isEnd: boolean;
}

/** What the run gives a universe to take its selection data from. */
export interface SelectionFeed {
  /** First instant at which it may select, epoch ms UTC. */
  readonly startUtc: number;
  readonly endUtc: number;
  /** Of its market. */
  readonly hours: ExchangeHours;
  /** Its data, from so long before the start that there is some at the start. Days on which the market opens. */
  days(): Iterable<{ readonly day: number; readonly points: readonly BaseData[] }>;
  /** Midnight after the last day of the security that its data is about, epoch ms UTC; null while that is listed. */
  readonly delistedUtc: number | null;
}

/** A selection under way. */
export interface SelectionRound {
  /** Now, epoch ms UTC. */
  readonly utcMs: number;
  /** Of the universe's market. */
  readonly hours: ExchangeHours;
  /** The data that it selects from; a filter leaves what it has looked at. */
  points: readonly BaseData[];
  pointCount: number;
  /** What is known of an equity today. */
  fundamentals(symbol: SecuritySymbol): Fundamental;
  /** The symbol of a ticker of the universe's market; symbols are as they are. */
  symbolOf(chosen: string | SecuritySymbol): SecuritySymbol;
}

/** How a universe is made. */
export interface UniverseOptions {
  /** Empty: the run gives it one. Of two universes with the same name the first stays. */
  readonly name: string;
  readonly securityType: SecurityType;
  readonly market: string;
  readonly resolution: Resolution;
  readonly settings: UniverseSettings | null;
}

/**
 * Securities that a strategy trades because they were chosen: they come and go with every selection. A universe is data
 * that comes at instants, and a selector that chooses from it.
 */
export abstract class Universe {
  /** The answer of a selector that leaves its securities as they are. */
  static readonly unchanged: Selection = Object.freeze([]);
  /** Given by the run where it is made without one. */
  name: string;
  readonly securityType: SecurityType;
  readonly market: string;
  /** Of universes that select at one time the finest is first. */
  readonly resolution: Resolution;
  /** How its securities are subscribed; the strategy's `universeSettings` unless given. */
  readonly settings: UniverseSettings | null;
  /** What was chosen last, in the order of the choice. Set by the run. */
  selected: readonly SecuritySymbol[] = [];
  /** Its securities: those chosen, and those that cannot leave yet, having a position or orders. Set by the run. */
  members: readonly Security[] = [];

  constructor({ name, securityType, market, resolution, settings }: UniverseOptions) {
    this.name = name;
    this.securityType = securityType;
    this.market = market;
    this.resolution = resolution;
    this.settings = settings;
  }

  /** Type of the data that it selects from; null where it selects by time alone. */
  get dataType(): BaseDataClass | null {
    return null;
  }

  /** What a name that the run gives begins with. */
  get kind(): string {
    return this.constructor.name;
  }

  /** Stands for its data: `history(universe.dataType, universe.symbol, …)`. */
  get symbol(): SecuritySymbol {
    const { market, securityType, dataType } = this;
    return new SecuritySymbol(this.name, { ticker: this.name, securityType, market }, dataType);
  }

  /** Its securities are those of other universes where they have some: it subscribes to nothing of its own then. */
  get sharesSubscriptions(): boolean {
    return false;
  }

  /** LEAN treats its times as data that is filled forward: they begin anew when the finest resolution changes. */
  isFilledForward(_settings: UniverseSettings): boolean {
    return false;
  }

  /** What it selects from, in the order of time. */
  abstract selections(feed: SelectionFeed): Iterator<SelectionData>;

  /** Chooses. */
  abstract select(round: SelectionRound): Selection | Promise<Selection>;
}

/** The universes of a run. LEAN's `UniverseManager`. */
export interface UniverseManager extends Iterable<Universe> {
  readonly count: number;
  /** The securities of all universes, and those that the strategy itself has added. */
  readonly activeSecurities: ActiveSecurities;
  /** The universe of a name, or undefined. */
  find(name: string): Universe | undefined;
  /** Adds a universe: it selects for the first time at the start, or from now on. One with the name of another is left out. */
  add(universe: Universe): void;
  /** Ends a universe with this time step: its securities leave as if it chose none. False when it is not there. */
  remove(universe: Universe): boolean;
}

/** @throws LockstepError `ARGUMENT_INVALID` unless it is a function */
export function requireSelector(name: string, selector: unknown, expected: string): void {
  if (typeof selector === 'function') return;
  const what = name === '' ? 'A universe' : `The universe '${name}'`;
  throw new LockstepError('ARGUMENT_INVALID', `${what} has ${String(selector)} as its selector; expected ${expected}.`);
}

/** Equities unless a universe is of another type. */
export function selectedType(securityType: SecurityType): SecurityType {
  return securityType === SecurityType.Base ? SecurityType.Equity : securityType;
}

import type { DateTime } from 'luxon';
import { LockstepError } from '../errors/lockstep-error.ts';
import { Market } from '../market/market.ts';
import { SecurityType } from '../market/security-type.ts';
import type { SecuritySymbol } from '../market/symbol.ts';
import type { ExchangeHours } from '../market-hours/exchange-hours.ts';
import type { DateRule, TimeRule } from '../scheduling/schedule-rule.ts';
import { dayOf } from '../time/calendar.ts';
import { toDateTime } from '../time/date-time.ts';
import { Resolution, resolutionToMs } from '../time/resolution.ts';
import { TimeZone } from '../time/time-zone.ts';
import type { UniverseSettings } from './universe-settings.ts';

/** What a selection comes to: tickers or symbols, or `Universe.unchanged`. */
export type Selection = Iterable<string | SecuritySymbol>;

/** Chooses securities at a time: on the clock of the market, or in UTC where there is none. */
export type UniverseSelector = (time: DateTime) => Selection | Promise<Selection>;

/** Securities that a strategy trades because they were chosen: they come and go with every selection. */
export abstract class Universe {
  /** The answer of a selector that leaves its securities as they are. */
  static readonly unchanged: Selection = Object.freeze([]);
  readonly name: string;
  readonly securityType: SecurityType;
  readonly market: string;
  /** Of universes that select at one time the finest is first. */
  readonly resolution: Resolution;
  /** How its securities are subscribed; the strategy's `universeSettings` unless given. */
  readonly settings: UniverseSettings | null;
  readonly #selector: UniverseSelector;

  constructor(options: {
    readonly name: string;
    readonly securityType: SecurityType;
    readonly market: string;
    readonly resolution: Resolution;
    readonly settings: UniverseSettings | null;
    readonly selector: UniverseSelector;
  }) {
    this.name = options.name;
    this.securityType = options.securityType;
    this.market = options.market;
    this.resolution = options.resolution;
    this.settings = options.settings;
    this.#selector = options.selector;
    if (typeof options.selector === 'function') return;
    throw new LockstepError(
      'ARGUMENT_INVALID',
      `The universe '${options.name}' has ${String(options.selector)} as its selector; expected a function of a time that returns tickers or symbols, as in addUniverse('mine', () => ['SPY']).`,
    );
  }

  /** Its securities are those of other universes where they have some: it subscribes to nothing of its own then. */
  get sharesSubscriptions(): boolean {
    return false;
  }

  /** LEAN treats its times as data that is filled forward: they begin anew when the finest resolution changes. */
  isFilledForward(_settings: UniverseSettings): boolean {
    return false;
  }

  /** Instants (epoch ms UTC) at which it selects, from a start on. @param hours of its market */
  abstract triggerTimes(startUtc: number, endUtc: number, hours: ExchangeHours): Iterator<number>;

  /** Chooses. @param utcMs now @param hours of its market */
  select(utcMs: number, hours: ExchangeHours): Selection | Promise<Selection> {
    return this.#selector(toDateTime(utcMs, this.zone(hours)));
  }

  /** Zone in which the selector is told the time. */
  protected abstract zone(hours: ExchangeHours): TimeZone;
}

/** A universe that a function chooses at the start, then once in each period in which its market is open. */
export class FunctionUniverse extends Universe {
  constructor(
    name: string,
    selector: UniverseSelector,
    resolution: Resolution = Resolution.Daily,
    securityType: SecurityType = SecurityType.Equity,
    market: string = Market.USA,
    settings: UniverseSettings | null = null,
  ) {
    super({ name, selector, resolution, securityType, market, settings });
  }

  /** Time between two selections, ms. */
  protected get intervalMs(): number {
    return resolutionToMs(this.resolution);
  }

  override *triggerTimes(startUtc: number, endUtc: number, hours: ExchangeHours): Generator<number> {
    const { timeZone } = hours;
    const interval = this.intervalMs;
    const end = timeZone.toLocal(endUtc);
    yield startUtc;
    for (let local = timeZone.toLocal(startUtc) + interval; local < end; local += interval) {
      if (hours.isOpenBetween(local, local + interval, false)) yield timeZone.toUtc(local);
    }
  }

  protected override zone(hours: ExchangeHours): TimeZone {
    return hours.timeZone;
  }
}

/** A universe that a function chooses at the times that a date rule and a time rule name. */
export class ScheduledUniverse extends Universe {
  readonly #dateRule: DateRule;
  readonly #timeRule: TimeRule;

  constructor(
    dateRule: DateRule,
    timeRule: TimeRule,
    selector: UniverseSelector,
    settings: UniverseSettings | null = null,
  ) {
    super({
      name: `${dateRule.name}_${timeRule.name}`,
      selector,
      resolution: Resolution.Daily,
      securityType: SecurityType.Base,
      market: Market.USA,
      settings,
    });
    this.#dateRule = dateRule;
    this.#timeRule = timeRule;
  }

  override *triggerTimes(startUtc: number, endUtc: number): Generator<number> {
    const days = this.#dateRule.days(dayOf(startUtc), dayOf(endUtc));
    for (const utcMs of this.#timeRule.utcTimes(days)) {
      if (utcMs > endUtc) return;
      if (utcMs >= startUtc) yield utcMs;
    }
  }

  protected override zone(): TimeZone {
    return TimeZone.of('UTC');
  }
}

/** The universes of a run. LEAN's `UniverseManager`. */
export interface UniverseManager {
  /** Adds a universe: it selects for the first time at the start, or from now on. */
  add(universe: Universe): void;
}

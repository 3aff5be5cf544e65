import type { DateTime } from 'luxon';
import { Market } from '../../market/market.ts';
import { SecurityType } from '../../market/security-type.ts';
import type { ExchangeHours } from '../../market-hours/exchange-hours.ts';
import type { DateRule, TimeRule } from '../../scheduling/schedule-rule.ts';
import { dayOf } from '../../time/calendar.ts';
import { toDateTime } from '../../time/date-time.ts';
import { Resolution, resolutionToMs } from '../../time/resolution.ts';
import { TimeZone } from '../../time/time-zone.ts';
import {
  requireSelector,
  type Selection,
  type SelectionData,
  type SelectionFeed,
  type SelectionRound,
  Universe,
  type UniverseOptions,
} from './universe.ts';
import type { UniverseSettings } from './universe-settings.ts';

/** Chooses securities at a time: on the clock of the market, or in UTC where there is none. */
export type UniverseSelector = (time: DateTime) => Selection | Promise<Selection>;

/** A universe whose selection data is nothing but the time. */
abstract class TimedUniverse extends Universe {
  readonly #selector: UniverseSelector;

  constructor(options: UniverseOptions & { readonly selector: UniverseSelector }) {
    super(options);
    this.#selector = options.selector;
    const expected = "a function of a time that returns tickers or symbols, as in addUniverse('mine', () => ['SPY'])";
    requireSelector(options.name, options.selector, expected);
  }

  override *selections(feed: SelectionFeed): Generator<SelectionData> {
    for (const utcMs of this.triggerTimes(feed)) yield { utcMs, points: [], pointCount: 1, isEnd: false };
  }

  /** Instants (epoch ms UTC) at which it selects. */
  protected abstract triggerTimes(feed: SelectionFeed): Iterable<number>;

  override select({ utcMs, hours }: SelectionRound): Selection | Promise<Selection> {
    return this.#selector(toDateTime(utcMs, this.zone(hours)));
  }

  /** Zone in which the selector is told the time. */
  protected abstract zone(hours: ExchangeHours): TimeZone;
}

/** A universe that a function chooses at the start, then once in each period in which its market is open. */
export class FunctionUniverse extends TimedUniverse {
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

  protected override *triggerTimes({ startUtc, endUtc, hours }: SelectionFeed): Generator<number> {
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
export class ScheduledUniverse extends TimedUniverse {
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

  protected override *triggerTimes({ startUtc, endUtc }: SelectionFeed): Generator<number> {
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

import type { Duration } from 'luxon';
import { LockstepError } from '../errors/lockstep-error.ts';
import { shownValue } from '../errors/shown-value.ts';
import type { ExchangeHours } from '../market-hours/exchange-hours.ts';
import type { SymbolLike } from '../securities/securities.ts';
import { MS_PER_DAY, MS_PER_HOUR, MS_PER_MINUTE, MS_PER_SECOND } from '../time/resolution.ts';
import { TimeZone } from '../time/time-zone.ts';
import type { ScheduleContext } from './schedule-context.ts';
import type { TimeRule } from './schedule-rule.ts';

/**
 * Rules for the times of scheduled events, by LEAN's rules. Times without a zone are in the algorithm's zone. Rules
 * about an open or close take a symbol, or none: then the earliest open and the latest close of all markets count. Days
 * without that open or close have no event.
 */
export class TimeRules {
  readonly #context: ScheduleContext;

  constructor(context: ScheduleContext) {
    this.#context = context;
  }

  /** The current time when the rule is used, whatever the day. */
  get now(): TimeRule {
    return perDay('Now', () => this.#context.utcNow());
  }

  /** Start of the day. */
  get midnight(): TimeRule {
    return perDay('Midnight', (day) => this.#context.timeZone.toUtc(day * MS_PER_DAY));
  }

  /** Twelve hours after midnight: 11:00 or 13:00 on days on which the clocks change. */
  get noon(): TimeRule {
    return perDay('Noon', (day) => this.#context.timeZone.toUtc(day * MS_PER_DAY) + 12 * MS_PER_HOUR);
  }

  /** A time of day, on the clock. */
  at(hour: number, minute: number, second?: number, zone?: TimeZone | string): TimeRule;
  at(hour: number, minute: number, zone: TimeZone | string): TimeRule;
  /** A time since midnight on the clock, in ms or as a duration. */
  at(timeOfDay: number | Duration, zone?: TimeZone | string): TimeRule;
  at(
    first: number | Duration,
    second?: number | TimeZone | string,
    third: number | TimeZone | string = 0,
    fourth?: TimeZone | string,
  ): TimeRule {
    if (typeof second !== 'number') return this.#atTime(toMs(first), second);
    const seconds = typeof third === 'number' ? third : 0;
    const time = (first as number) * MS_PER_HOUR + second * MS_PER_MINUTE + seconds * MS_PER_SECOND;
    return this.#atTime(time, typeof third === 'number' ? fourth : third);
  }

  /**
   * From midnight on at a fixed interval of clock time, within each day.
   * @param interval ms or a duration, more than zero
   * @throws LockstepError `SCHEDULE_INVALID`
   */
  every(interval: number | Duration): TimeRule {
    const step = toMs(interval);
    if (!(step > 0)) {
      throw new LockstepError('SCHEDULE_INVALID', `TimeRules.every got an interval of ${step} ms; use one above zero.`);
    }
    return new GeneratedTimeRule(`Every ${twoDecimals(step / MS_PER_MINUTE)} min`, (days) =>
      everyInterval(days, step, this.#context.timeZone),
    );
  }

  /** Minutes after the first open of the day. */
  afterMarketOpen(minutes?: number, extendedMarketOpen?: boolean): TimeRule;
  afterMarketOpen(symbol: SymbolLike, minutes?: number, extendedMarketOpen?: boolean): TimeRule;
  afterMarketOpen(first?: SymbolLike | number, second?: number | boolean, third?: boolean): TimeRule {
    return this.#marketOpen(marketTime('afterMarketOpen', first, second, third), 1);
  }

  /** Minutes before the first open of the day. */
  beforeMarketOpen(minutes?: number, extendedMarketOpen?: boolean): TimeRule;
  beforeMarketOpen(symbol: SymbolLike, minutes?: number, extendedMarketOpen?: boolean): TimeRule;
  beforeMarketOpen(first?: SymbolLike | number, second?: number | boolean, third?: boolean): TimeRule {
    return this.#marketOpen(marketTime('beforeMarketOpen', first, second, third), -1);
  }

  /** Minutes before the last close of the day. */
  beforeMarketClose(minutes?: number, extendedMarketClose?: boolean): TimeRule;
  beforeMarketClose(symbol: SymbolLike, minutes?: number, extendedMarketClose?: boolean): TimeRule;
  beforeMarketClose(first?: SymbolLike | number, second?: number | boolean, third?: boolean): TimeRule {
    return this.#marketClose(marketTime('beforeMarketClose', first, second, third), 1);
  }

  /** Minutes after the last close of the day. */
  afterMarketClose(minutes?: number, extendedMarketClose?: boolean): TimeRule;
  afterMarketClose(symbol: SymbolLike, minutes?: number, extendedMarketClose?: boolean): TimeRule;
  afterMarketClose(first?: SymbolLike | number, second?: number | boolean, third?: boolean): TimeRule {
    return this.#marketClose(marketTime('afterMarketClose', first, second, third), -1);
  }

  #atTime(timeOfDay: number, zone: TimeZone | string | undefined): TimeRule {
    if (!(timeOfDay >= 0 && timeOfDay < MS_PER_DAY)) {
      throw new LockstepError(
        'SCHEDULE_INVALID',
        `TimeRules.at got a time of day of ${twoDecimals(timeOfDay / MS_PER_HOUR)} hours; expected one from 0:00 to before 24:00, as in at(9, 45).`,
      );
    }
    const zoneOfRule =
      zone === undefined ? this.#context.timeZone : typeof zone === 'string' ? TimeZone.of(zone) : zone;
    return perDay(twoDecimals(timeOfDay / MS_PER_HOUR), (day) => zoneOfRule.toUtc(day * MS_PER_DAY + timeOfDay));
  }

  #marketOpen({ symbol, minutes, extended }: MarketTime, sign: 1 | -1): TimeRule {
    const after = minutes * sign;
    const name = ruleName(
      symbol,
      after,
      after > 0 ? 'after' : 'before',
      extended ? 'ExtendedMarketOpen' : 'MarketOpen',
    );
    const hoursOf = this.#hoursOf(symbol);
    return new GeneratedTimeRule(name, (days) => eachOpen(days, hoursOf, after * MS_PER_MINUTE, extended));
  }

  #marketClose({ symbol, minutes, extended }: MarketTime, sign: 1 | -1): TimeRule {
    const before = minutes * sign;
    const name = ruleName(
      symbol,
      before,
      before > 0 ? 'before' : 'after',
      extended ? 'ExtendedMarketClose' : 'MarketClose',
    );
    const hoursOf = this.#hoursOf(symbol);
    return new GeneratedTimeRule(name, (days) => eachClose(days, hoursOf, before * MS_PER_MINUTE, extended));
  }

  /** Hours of a symbol now, or of all markets once the rule is used. */
  #hoursOf(symbol: SymbolLike | null): () => readonly ExchangeHours[] {
    if (symbol === null) return () => [...new Set(this.#context.marketHours())];
    const hours = [this.#context.exchangeHours(symbol)];
    return () => hours;
  }
}

/** A time of an exchange's day: minutes from its first open or last close, for one security or all markets. */
interface MarketTime {
  readonly symbol: SymbolLike | null;
  readonly minutes: number;
  readonly extended: boolean;
}

/** Sorts out the overloads `(minutes, extended)` and `(symbol, minutes, extended)`. */
function marketTime(
  rule: string,
  first: SymbolLike | number | undefined,
  second: number | boolean | undefined,
  third: boolean | undefined,
): MarketTime {
  const isForAll = first === undefined || typeof first === 'number';
  const [minutes = 0, extended] = isForAll ? [first, second] : [second, third];
  if (typeof minutes !== 'number' || !Number.isFinite(minutes)) {
    throw new LockstepError(
      'SCHEDULE_INVALID',
      `TimeRules.${rule} got ${shownValue(minutes)} minutes; expected a finite number, as in ${rule}('SPY', 10).`,
    );
  }
  return { symbol: isForAll ? null : first, minutes, extended: extended === true };
}

function toMs(time: number | Duration): number {
  return typeof time === 'number' ? time : time.toMillis();
}

function twoDecimals(value: number): string {
  return String(Math.round(value * 100) / 100);
}

function ruleName(symbol: SymbolLike | null, minutes: number, side: string, what: string): string {
  const prefix = symbol === null ? '' : `${String(symbol)}: `;
  return `${prefix}${twoDecimals(Math.abs(minutes))} min ${side} ${what}`;
}

class GeneratedTimeRule implements TimeRule {
  readonly name: string;
  readonly #generate: (days: Iterable<number>) => Iterable<number>;

  constructor(name: string, generate: (days: Iterable<number>) => Iterable<number>) {
    this.name = name;
    this.#generate = generate;
  }

  utcTimes(days: Iterable<number>): Iterable<number> {
    return this.#generate(days);
  }
}

function perDay(name: string, utcTime: (day: number) => number): TimeRule {
  return new GeneratedTimeRule(name, function* (days) {
    for (const day of days) yield utcTime(day);
  });
}

function* everyInterval(days: Iterable<number>, step: number, zone: TimeZone): Generator<number> {
  for (const day of days) {
    for (let time = 0; time < MS_PER_DAY; time += step) yield zone.toUtc(day * MS_PER_DAY + time);
  }
}

function* eachOpen(
  days: Iterable<number>,
  hoursOf: () => readonly ExchangeHours[],
  afterMs: number,
  extended: boolean,
): Generator<number> {
  const markets = hoursOf();
  for (const day of days) {
    let earliest = Number.POSITIVE_INFINITY;
    for (const hours of markets) {
      if (!hours.isDateOpen(day, extended)) continue;
      const open = hours.firstMarketOpen(day, extended);
      if (open !== undefined) earliest = Math.min(earliest, hours.timeZone.toUtc(open + afterMs));
    }
    if (earliest !== Number.POSITIVE_INFINITY) yield earliest;
  }
}

function* eachClose(
  days: Iterable<number>,
  hoursOf: () => readonly ExchangeHours[],
  beforeMs: number,
  extended: boolean,
): Generator<number> {
  const markets = hoursOf();
  for (const day of days) {
    let latest = Number.NEGATIVE_INFINITY;
    for (const hours of markets) {
      if (!hours.isDateOpen(day, extended)) continue;
      const close = hours.lastDailyMarketClose(day * MS_PER_DAY, extended);
      latest = Math.max(latest, hours.timeZone.toUtc(close - beforeMs));
    }
    if (latest !== Number.NEGATIVE_INFINITY) yield latest;
  }
}

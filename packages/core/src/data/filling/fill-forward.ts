import type { ExchangeHours } from '../../market-hours/exchange-hours.ts';
import { dayOf } from '../../time/calendar.ts';
import { MS_PER_DAY, MS_PER_HOUR } from '../../time/resolution.ts';
import type { TimeZone } from '../../time/time-zone.ts';
import { roundDownInZone } from '../round-down.ts';
import type { SubscriptionDataConfig } from '../subscription-data-config.ts';
import { dailyBarEnd, dailyBarStart } from './daily-calendar.ts';

/** What became of a place where a fill might stand. */
const Verdict = { Closed: 0, Filled: 1, TooLate: 2 } as const;
type Verdict = (typeof Verdict)[keyof typeof Verdict];

/**
 * Decides where the gap between two items of a subscription is filled with a copy of the earlier one, by LEAN's rules.
 * All times are epoch ms UTC. `timeMs` and `endTimeMs` hold the last fill found; a fill has the length of the
 * subscription's bars even when it stands on a finer grid, and gets its final times from `BarStamps`.
 */
export class FillForward {
  timeMs: number;
  endTimeMs: number;
  private readonly hours: ExchangeHours;
  private readonly zone: TimeZone;
  private readonly dataZone: TimeZone;
  private readonly incrementMs: number;
  private readonly extended: boolean;
  private readonly strict: boolean;
  /** Places on the exchange's clock where a fill might stand, sorted by their end. */
  private readonly starts: number[];
  private readonly periods: number[];
  private previousTime: number;
  private previousEnd: number;
  private previousIsFill: boolean;
  private limitUtc: number;
  private limitIsIncluded: boolean;

  constructor(config: SubscriptionDataConfig) {
    this.timeMs = Number.NaN;
    this.endTimeMs = Number.NaN;
    this.hours = config.exchangeHours;
    this.zone = config.exchangeHours.timeZone;
    this.dataZone = config.dataTimeZone;
    this.incrementMs = config.incrementMs;
    this.extended = config.extendedMarketHours;
    this.strict = config.strictDailyEndTimes;
    this.starts = [];
    this.periods = [];
    this.previousTime = Number.NaN;
    this.previousEnd = Number.NaN;
    this.previousIsFill = false;
    this.limitUtc = Number.NaN;
    this.limitIsIncluded = false;
  }

  /** Sets the earlier item: where the gap begins. */
  startAfter(time: number, endTime: number, isFill: boolean): void {
    this.previousTime = time;
    this.previousEnd = endTime;
    this.previousIsFill = isFill;
  }

  /**
   * Looks for the first fill before the later item.
   * @param isEvent whether that is a corporate event: a fill may then end with it
   * @param gridMs the shared fill-forward resolution
   * @returns whether there is one
   */
  findBefore(time: number, endTime: number, isEvent: boolean, gridMs: number): boolean {
    const previousTime = this.previousTime;
    const smaller = Math.min(gridMs, this.incrementMs);
    if (endTime < previousTime || time - previousTime <= smaller) return false;
    const period = endTime - time;
    if (this.previousIsFill && (!this.strict || period <= MS_PER_HOUR)) {
      // Times of fills are rounded down, those of the next bar need not be: compare like with like.
      if (this.roundDown(time, period) - previousTime <= smaller) return false;
    }
    this.limitUtc = time + (this.strict || period === 0 ? period : this.incrementMs);
    this.limitIsIncluded = isEvent;
    return this.search(this.zone.toLocal(this.previousEnd), smaller, Math.max(gridMs, this.incrementMs));
  }

  /**
   * Live, where no later item is known: looks for the first place after the earlier item, whenever that is.
   * @param gridMs the shared fill-forward resolution
   * @returns whether there is one
   */
  findNext(gridMs: number): boolean {
    this.limitUtc = Number.POSITIVE_INFINITY;
    this.limitIsIncluded = false;
    const { incrementMs } = this;
    return this.search(
      this.zone.toLocal(this.previousEnd),
      Math.min(gridMs, incrementMs),
      Math.max(gridMs, incrementMs),
    );
  }

  /** Sets the times of the last bar that a subscription can have up to an instant. */
  seekLastBar(lastUtc: number): void {
    if (!this.strict) {
      this.timeMs = roundDownInZone(lastUtc, this.incrementMs, this.dataZone);
      this.endTimeMs = this.zone.toUtc(this.zone.toLocal(this.timeMs) + this.incrementMs);
      return;
    }
    const last = this.zone.toLocal(lastUtc);
    let start = dailyBarStart(this.hours, last);
    let end = dailyBarEnd(this.hours, start);
    while (end > last) {
      start = dailyBarStart(this.hours, start - MS_PER_DAY);
      end = dailyBarEnd(this.hours, start);
    }
    this.timeMs = this.zone.toUtc(start);
    this.endTimeMs = this.zone.toUtc(end);
  }

  private search(previousEnd: number, smaller: number, larger: number): boolean {
    const { hours, extended } = this;
    this.starts.length = 0;
    this.periods.length = 0;
    const isNextOpen = hours.isOpenBetween(previousEnd, previousEnd + smaller, extended);
    if (this.strict) {
      if (smaller !== larger) this.addStrictPlaces(previousEnd, smaller, isNextOpen);
      this.addDailyBar(hours.nextMarketOpen(previousEnd, false));
      return this.judgeAll();
    }
    if (isNextOpen) {
      // Judged before the others even when it ends later.
      const verdict = this.judge(previousEnd, smaller);
      if (verdict !== Verdict.Closed) return verdict === Verdict.Filled;
    }
    if (smaller !== larger) {
      const start = this.zone.toLocal(this.roundDown(this.zone.toUtc(previousEnd), larger));
      if (hours.isOpenBetween(start, start + larger, extended)) this.add(start, larger);
    }
    this.add(hours.nextMarketOpen(previousEnd, extended), smaller);
    return this.judgeAll();
  }

  private addStrictPlaces(previousEnd: number, smaller: number, isNextOpen: boolean): void {
    if (isNextOpen) this.add(previousEnd, smaller);
    const start = dailyBarStart(this.hours, previousEnd);
    const end = dailyBarEnd(this.hours, start);
    if (previousEnd < end) this.add(start, end - start);
    this.add(this.hours.nextMarketOpen(previousEnd, this.extended), smaller);
  }

  private addDailyBar(openLocal: number): void {
    const start = dailyBarStart(this.hours, openLocal);
    this.add(start, dailyBarEnd(this.hours, start) - start);
  }

  private add(start: number, period: number): void {
    let i = this.starts.length;
    this.starts.push(start);
    this.periods.push(period);
    for (; i > 0 && (this.starts[i - 1] as number) + (this.periods[i - 1] as number) > start + period; i--) {
      this.starts[i] = this.starts[i - 1] as number;
      this.periods[i] = this.periods[i - 1] as number;
    }
    this.starts[i] = start;
    this.periods[i] = period;
  }

  private judgeAll(): boolean {
    for (let i = 0; i < this.starts.length; i++) {
      const verdict = this.judge(this.starts[i] as number, this.periods[i] as number);
      if (verdict !== Verdict.Closed) return verdict === Verdict.Filled;
    }
    return false;
  }

  private judge(startLocal: number, period: number): Verdict {
    const start = this.zone.toUtc(startLocal);
    const isDailyBar = this.strict && period > MS_PER_HOUR;
    const end = (isDailyBar ? start : this.roundDown(start, period)) + period;
    if (end > this.limitUtc || (end === this.limitUtc && !this.limitIsIncluded)) return Verdict.TooLate;
    const endLocal = this.zone.toLocal(end);
    if (!this.hours.isOpenBetween(endLocal - period, endLocal, this.extended)) return Verdict.Closed;
    this.timeMs = end - (this.strict ? this.sessionLength(endLocal, startLocal) : this.incrementMs);
    this.endTimeMs = end;
    return Verdict.Filled;
  }

  /** Rounds down on the data's clock, to an instant that the exchange's clock can tell. */
  private roundDown(utcMs: number, interval: number): number {
    return this.zone.toUtc(this.zone.toLocal(roundDownInZone(utcMs, interval, this.dataZone)));
  }

  /** Length of regular trading on the day of a daily bar that ends at a local time. */
  private sessionLength(endLocal: number, startLocal: number): number {
    const day = dayOf(Math.max(endLocal - this.hours.regularSessionMs, startLocal));
    let length = 0;
    for (const segment of this.hours.segments(day)) {
      if (segment.state === 'market') length += segment.end - segment.start;
    }
    return length;
  }
}

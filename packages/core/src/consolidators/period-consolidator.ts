import { LockstepError } from '../errors/lockstep-error.ts';
import type { PriceData } from '../market/price-data.ts';
import type { QuoteBar } from '../market/quote-bar.ts';
import type { SecuritySymbol } from '../market/symbol.ts';
import type { TradeBar } from '../market/trade-bar.ts';
import { dayOf } from '../time/calendar.ts';
import { MS_PER_HOUR } from '../time/resolution.ts';
import type { TimeZone } from '../time/time-zone.ts';
import type { BarPeriod } from './bar-period.ts';
import { Consolidator } from './consolidator.ts';

/** What must be known of a bar to find the longer one that it belongs to. */
interface ConsolidatorInput {
  readonly symbol: SecuritySymbol | null;
  readonly timeZone: TimeZone | null;
  readonly timeMs: number;
  readonly endTimeMs: number;
}

/**
 * Finishes a bar after a time, after a number of inputs, or both, by LEAN's rules. All times in here are wall-clock ms
 * of the exchange, so that an hour bar is the clock's hour also when the clocks change.
 *
 * @typeParam Input what it reads of the bars that it takes
 */
export abstract class PeriodConsolidator<
  T extends TradeBar | QuoteBar,
  I extends PriceData = T,
  Input extends ConsolidatorInput = I,
> extends Consolidator<T, I> {
  override readonly needsScan: boolean;
  /** Whether it makes trade bars: of those an input that finishes one sets the length anew. */
  protected abstract readonly makesTradeBars: boolean;
  protected symbol: SecuritySymbol | null;
  protected zone: TimeZone | null;
  protected workStart: number;
  protected workEnd: number;
  #isWorking: boolean;
  readonly #period: BarPeriod;
  /** Length of the working bar; NaN if only inputs are counted. */
  private periodMs: number;
  readonly #isTimeBased: boolean;
  private lastEmit: number;
  #count: number;
  #isLengthChecked: boolean;

  constructor(period: BarPeriod) {
    super();
    this.#period = period;
    this.periodMs = period.initialPeriodMs;
    this.#isTimeBased = period.maxCount === 0;
    this.needsScan = !Number.isNaN(period.initialPeriodMs) && period.initialPeriodMs !== 0;
    this.symbol = null;
    this.zone = null;
    this.workStart = Number.NaN;
    this.workEnd = Number.NaN;
    this.#isWorking = false;
    this.lastEmit = Number.NaN;
    this.#count = 0;
    this.#isLengthChecked = false;
  }

  override get hasWorkingData(): boolean {
    return this.#isWorking;
  }

  override get workingData(): T | null {
    return this.#isWorking ? this.#build() : null;
  }

  /** Takes the next bar in. */
  protected take(bar: Input): void {
    if (this.symbol !== bar.symbol) this.#bind(bar);
    const time = (bar.timeZone as TimeZone).toLocal(bar.timeMs);
    if (this.goesOn(time)) this.merge(bar);
    else this.#takeByRules(bar, time);
  }

  /** Whether an input that starts at a time is just another one of the working bar, as nearly all are. */
  protected goesOn(time: number): boolean {
    return this.#isWorking && this.#isTimeBased && time - this.workStart < this.periodMs && time >= this.lastEmit;
  }

  #takeByRules(bar: Input, time: number): void {
    const endTime = (bar.timeZone as TimeZone).toLocal(bar.endTimeMs);
    if (!this.#isLengthChecked) this.#checkLength(endTime - time);
    let isFinished = this.#isTimeBased ? false : this.#isCountReached();
    if (Number.isNaN(this.lastEmit)) this.lastEmit = this.#isTimeBased ? Number.NEGATIVE_INFINITY : time;
    if (this.#isWorking && time - this.workStart >= this.periodMs && this.#startOf(time, endTime) > this.lastEmit) {
      isFinished = true;
    }
    const isEach = this.periodMs === 0;
    const isBefore = !this.#isTimeBased || isEach;
    if (isBefore && time >= this.lastEmit) this.#aggregate(bar, time, endTime);
    if (isFinished || isEach) this.#finish(time);
    if (!isBefore && time >= this.lastEmit) this.#aggregate(bar, time, endTime);
  }

  override scan(localMs: number): void {
    if (this.#isWorking && localMs - this.workStart >= this.periodMs) this.#finishByTime(localMs);
  }

  #finishByTime(localMs: number): void {
    if (this.periodMs === 0 || !(this.#period.startOf(localMs) > this.lastEmit)) return;
    this.lastEmit = this.workEnd;
    this.#emitWorking();
  }

  override reset(): void {
    super.reset();
    this.symbol = null;
    this.zone = null;
    this.#isWorking = false;
    this.lastEmit = Number.NaN;
    this.#count = 0;
    this.#isLengthChecked = false;
  }

  /** Length of a bar that has just begun. @param length that of the period, or of the input where inputs are counted */
  protected unfinishedLength(length: number): number {
    return length;
  }

  /** Starts the working bar. */
  protected abstract open(bar: Input): void;

  /** Adds to the working bar. */
  protected abstract merge(bar: Input): void;

  /** The working bar as an object. */
  protected abstract build(startUtc: number, endUtc: number): T;

  #bind(bar: Input): void {
    const symbol = bar.symbol as SecuritySymbol;
    if (this.symbol !== null && this.symbol.id !== symbol.id) {
      throw new LockstepError(
        'CONSOLIDATOR_INVALID',
        `A consolidator of ${this.symbol.id} got a bar of ${symbol.id}; use one consolidator per security.`,
      );
    }
    this.symbol = symbol;
    this.zone = bar.timeZone;
  }

  #checkLength(length: number): void {
    this.#isLengthChecked = true;
    if (!this.#period.isFixed || length <= this.periodMs) return;
    throw new LockstepError(
      'CONSOLIDATOR_INVALID',
      `A consolidator of ${this.periodMs} ms got a bar of ${length} ms; its input must not be longer than its output.`,
    );
  }

  #isCountReached(): boolean {
    this.#count++;
    if (this.#count < this.#period.maxCount) return false;
    this.#count = 0;
    return true;
  }

  #aggregate(bar: Input, time: number, endTime: number): void {
    if (this.#isWorking) {
      this.merge(bar);
    } else {
      this.workStart = this.#startOf(time, endTime);
      const isTimed = this.#isTimeBased && !Number.isNaN(this.periodMs);
      this.workEnd = this.workStart + this.unfinishedLength(isTimed ? this.periodMs : endTime - time);
      this.#isWorking = true;
      this.open(bar);
    }
    if (!this.#isTimeBased) this.workEnd = endTime;
  }

  /** Start of the bar that an input belongs to. */
  #startOf(time: number, endTime: number): number {
    const start = this.#roundedStart(time);
    if (!(start + this.periodMs < endTime)) return start;
    // An hour bar that began before the market opened belongs to the bar that its end lies in. Any other input that
    // reaches beyond its bar starts one of its own.
    if (endTime - time === MS_PER_HOUR && dayOf(start) < dayOf(time)) return this.#roundedStart(endTime);
    return time;
  }

  #roundedStart(localMs: number): number {
    const start = this.#period.startOf(localMs);
    if (!this.#isWorking) this.periodMs = this.#period.periodMs;
    return start;
  }

  #finish(time: number): void {
    if (!this.#isWorking) {
      this.lastEmit = time;
      return;
    }
    if (this.makesTradeBars && !Number.isNaN(this.periodMs)) this.workEnd = this.workStart + this.periodMs;
    this.lastEmit = this.#isTimeBased ? this.workEnd : time;
    this.#emitWorking();
  }

  #emitWorking(): void {
    this.emit(this.#build());
    this.#isWorking = false;
  }

  #build(): T {
    const zone = this.zone as TimeZone;
    return this.build(zone.toUtc(this.workStart), zone.toUtc(this.workEnd));
  }
}

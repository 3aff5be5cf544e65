import {
  Algorithm,
  Duration,
  MS_PER_HOUR,
  type PriceBar,
  Resolution,
  type SimpleMovingAverage,
  type Slice,
} from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

const SESSION_MS = 6.5 * MS_PER_HOUR;

/** Hours that are warmed up with days: an average takes both, trades come in each, quotes do not exist by the day. */
export default class WarmupDailyResolution extends Algorithm {
  protected readonly resolution: Resolution = Resolution.Hour;
  protected readonly periodMs: number = MS_PER_HOUR;
  protected readonly warmUpResolution: Resolution = Resolution.Daily;
  protected readonly warmUpPeriodMs: number = SESSION_MS;
  #average: SimpleMovingAverage | null = null;
  #samples = 0;
  #hasTrades = false;
  #hasQuotes = false;

  override initialize(): void {
    this.setStartDate(2013, 10, 10);
    this.setEndDate(2013, 10, 11);
    this.addEquity('SPY', this.resolution);
    this.setWarmUp(Duration.fromObject({ days: 3 }), this.warmUpResolution);
    this.#average = this.sma('SPY', 2);
  }

  override onData(slice: Slice): void {
    const samples = this.#average?.samples ?? 0;
    requireThat(samples > this.#samples, `the average has ${samples} samples still`);
    this.#samples = samples;
    const trade = slice.bars.get('SPY');
    const quote = slice.quoteBars.get('SPY');
    for (const bar of [trade, quote]) if (bar !== undefined) this.#check(bar);
    this.#hasTrades ||= trade !== undefined && this.isWarmingUp;
    this.#hasQuotes ||= quote !== undefined && this.isWarmingUp;
  }

  #check(bar: PriceBar): void {
    const isEarly = this.utcTimeMs <= this.startDate.toMillis();
    const periodMs = isEarly ? this.warmUpPeriodMs : this.periodMs;
    requireThat(bar.periodMs === periodMs, `a bar of ${bar.periodMs} ms came at ${this.time.toISO()}`);
    requireThat(!isEarly || !bar.isFillForward, 'a bar of the warm-up is filled forward');
    const isTimely = periodMs === SESSION_MS ? bar.endTime.hour === 16 : bar.endTimeMs % periodMs === 0;
    requireThat(isTimely, `a bar of ${periodMs} ms ends at ${bar.endTime.toISO()}`);
  }

  override onEndOfAlgorithm(): void {
    requireThat(this.#hasTrades, 'the warm-up had no trades');
    requireThat(this.#hasQuotes === (this.warmUpPeriodMs !== SESSION_MS), 'the quotes of the warm-up are wrong');
  }
}

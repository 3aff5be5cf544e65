import { Algorithm, Duration, MS_PER_MINUTE, MS_PER_SECOND, Resolution, type Slice } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

/** Seconds that are warmed up with minutes, a day of them; each kind of bar keeps to its time. */
export default class WarmupLowerResolutionTimeSpan extends Algorithm {
  #hasTrades = false;
  #hasQuotes = false;

  override initialize(): void {
    this.setStartDate(2013, 10, 8);
    this.setEndDate(2013, 10, 9);
    this.addEquity('SPY', Resolution.Second);
    this.warmUp();
  }

  protected warmUp(): void {
    this.setWarmUp(Duration.fromObject({ days: 1 }), Resolution.Minute);
  }

  override onData(slice: Slice): void {
    const trade = slice.bars.get('SPY');
    const quote = slice.quoteBars.get('SPY');
    const periodMs = this.isWarmingUp ? MS_PER_MINUTE : MS_PER_SECOND;
    for (const bar of [trade, quote]) {
      if (bar === undefined) continue;
      requireThat(bar.periodMs === periodMs, `a bar of ${bar.periodMs} ms came at ${this.time.toISO()}`);
      requireThat(!this.isWarmingUp || !bar.isFillForward, 'a bar of the warm-up is filled forward');
    }
    if (!this.isWarmingUp) return;
    this.#hasTrades ||= trade !== undefined;
    this.#hasQuotes ||= quote !== undefined;
  }

  override onEndOfAlgorithm(): void {
    requireThat(this.#hasTrades && this.#hasQuotes, 'the warm-up had no trades or no quotes');
  }
}

import { Algorithm, MS_PER_MINUTE, Resolution, type Security, type Slice, type TradeBar } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

/** SPY by the hour, by the minute on even days through a universe, and as the benchmark: none gets in another's way. */
export default class CustomUniverseWithBenchmark extends Algorithm {
  #spy!: Security;
  #isSelected = false;
  #previousPrice = Number.NaN;
  #previousMs = Number.NaN;
  #hasData = false;

  override initialize(): void {
    this.setStartDate(2013, 10, 4);
    this.setEndDate(2013, 10, 11);
    this.#spy = this.addEquity('SPY', Resolution.Hour);
    this.addUniverse('my-universe', (time) => {
      this.#isSelected = time.day % 2 === 0;
      return this.#isSelected ? ['SPY'] : [];
    });
    this.setBenchmark('SPY');
  }

  override onData(slice: Slice): void {
    this.#hasData = true;
    const bars = slice.bars.values;
    requireThat(bars.length === 1, `the slice has ${bars.length} bars`);
    if (this.#isSelected) this.#checkMinute(bars[0] as TradeBar);
    else this.#checkHour();
    this.#previousPrice = this.#spy.price;
    this.#previousMs = this.utcTimeMs;
    requireThat(this.#spy.leverage === 2, `the leverage is ${this.#spy.leverage}`);
  }

  #checkMinute(bar: TradeBar): void {
    requireThat(!bar.isFillForward && bar.periodMs === MS_PER_MINUTE, `a bar of ${bar.periodMs} ms`);
    const gap = this.utcTimeMs - this.#previousMs;
    const isSameDay = gap < 12 * 60 * MS_PER_MINUTE;
    requireThat(!isSameDay || gap === MS_PER_MINUTE, `data came ${gap} ms after the last`);
  }

  #checkHour(): void {
    const hasChanged = this.#previousPrice !== this.#spy.price;
    const isHour = this.time.minute === 0;
    requireThat(!isHour || hasChanged, `the price stayed at ${this.time.toISO()}`);
    requireThat(isHour || !hasChanged || !this.#spy.isTradable, `the price moved at ${this.time.toISO()}`);
  }

  override onEndOfAlgorithm(): void {
    requireThat(this.#hasData, 'there was no data');
  }
}

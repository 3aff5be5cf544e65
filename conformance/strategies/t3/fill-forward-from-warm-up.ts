import { Algorithm, MS_PER_MINUTE, Resolution, type Slice } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

/** Days without data after a warm-up that had some: its last bars are filled forward from the first minute on. */
export default class FillForwardFromWarmUp extends Algorithm {
  #firstOpenMs = Number.NaN;
  #isChecked = false;

  override initialize(): void {
    this.setStartDate(2013, 10, 15);
    this.setEndDate(2013, 10, 16);
    const { exchange } = this.addEquity('SPY', Resolution.Minute, { fillForward: true });
    this.#firstOpenMs = exchange.hours.nextMarketOpen(exchange.localTimeMs, false);
    this.setBenchmark(() => 0);
    this.setWarmUp(1000);
  }

  override onData(slice: Slice): void {
    if (this.isWarmingUp) return;
    if (!this.#isChecked) {
      this.#isChecked = true;
      const { localTimeMs } = this.securities.get('SPY').exchange;
      requireThat(localTimeMs === this.#firstOpenMs + MS_PER_MINUTE, `the first data came at ${this.time.toISO()}`);
    }
    for (const bar of slice.allData) requireThat(bar.isFillForward, `${bar.toString()} is new at ${this.time.toISO()}`);
  }
}

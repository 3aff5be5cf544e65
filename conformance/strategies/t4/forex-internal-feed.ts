import { Algorithm, Resolution, type Slice } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

/** Adds a pair at its first data that the run reads already for the rate of another. */
export abstract class ForexInternalFeed extends Algorithm {
  protected abstract readonly resolution: Resolution;
  protected abstract readonly expected: Readonly<Record<string, number>>;
  readonly #counts = new Map<string, number>();
  #isAdded = false;
  #lastMs = Number.NaN;

  override initialize(): void {
    this.setStartDate(2013, 10, 7);
    this.setEndDate(2013, 10, 8);
    this.setCash(100_000);
    this.addForex('EURGBP', Resolution.Daily);
  }

  override onData(slice: Slice): void {
    requireThat(slice.utcMs !== this.#lastMs, 'two slices have one time');
    this.#lastMs = slice.utcMs;
    requireThat(this.securities.has('EURUSD') === this.#isAdded, 'the pair is the strategy’s own before it was added');
    if (!this.#isAdded) this.addForex('EURUSD', this.resolution);
    this.#isAdded = true;
    for (const { value } of slice.quoteBars.keys) this.#counts.set(value, (this.#counts.get(value) ?? 0) + 1);
  }

  override onEndOfAlgorithm(): void {
    for (const [ticker, count] of Object.entries(this.expected)) {
      requireThat(
        this.#counts.get(ticker) === count,
        `${ticker} brought ${this.#counts.get(ticker)} bars, not ${count}`,
      );
    }
  }
}

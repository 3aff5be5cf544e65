import { Algorithm, Resolution, type Slice } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

/** A daily pair filled forward on the hours of another. */
export default class ForexMultiResolution extends Algorithm {
  readonly #counts = { EURGBP: 0, EURUSD: 0 };

  override initialize(): void {
    this.setStartDate(2013, 10, 7);
    this.setEndDate(2013, 10, 8);
    this.addForex('EURGBP', Resolution.Daily);
    this.addForex('EURUSD', Resolution.Hour);
  }

  override onData(slice: Slice): void {
    if (slice.quoteBars.has('EURGBP')) this.#counts.EURGBP += 1;
    const hour = slice.quoteBars.get('EURUSD');
    if (hour === undefined) return;
    this.#counts.EURUSD += 1;
    requireThat(!hour.isFillForward, `the hour of ${this.time.toISO()} is filled forward`);
  }

  override onEndOfAlgorithm(): void {
    const { EURGBP: daily, EURUSD: hourly } = this.#counts;
    requireThat(daily === 29 && hourly === 49, `${daily} daily bars and ${hourly} hours instead of 29 and 49`);
  }
}

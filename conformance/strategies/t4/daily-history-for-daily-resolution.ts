import { Algorithm, Resolution, type Slice } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';
import { ADDED } from './securities-of-all-types.ts';

/** Each security that has data today had a day before. */
export default class DailyHistoryForDailyResolution extends Algorithm {
  readonly #seen = new Set<string>();

  override initialize(): void {
    this.setStartDate(2018, 3, 26);
    this.setEndDate(2018, 4, 10);
    for (const [type, ticker, market] of ADDED) this.addSecurity(type, ticker, Resolution.Daily, market);
  }

  override async onData(slice: Slice): Promise<void> {
    for (const quotes of [false, true]) {
      for (const { value } of (quotes ? slice.quoteBars : slice.bars).keys) {
        this.#seen.add(value);
        const past = await this.history(1, Resolution.Daily);
        const bars = past.filter((each) => (quotes ? each.quoteBars : each.bars).has(value));
        requireThat(bars.length > 0, `${value} has no day before ${this.time.toISO()}`);
      }
    }
  }

  override onEndOfAlgorithm(): void {
    requireThat(this.#seen.size === ADDED.length, `only ${[...this.#seen].join(', ')} had data`);
  }
}

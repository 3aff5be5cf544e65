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
    const tickers = new Set([...slice.bars.keys, ...slice.quoteBars.keys].map(({ value }) => value));
    for (const ticker of tickers) {
      this.#seen.add(ticker);
      const past = await this.history(1, Resolution.Daily);
      const hasPast = past.some((each) => (slice.bars.has(ticker) ? each.bars : each.quoteBars).has(ticker));
      requireThat(hasPast, `${ticker} has no day before ${this.time.toISO()}`);
    }
  }

  override onEndOfAlgorithm(): void {
    requireThat(this.#seen.size === ADDED.length, `only ${[...this.#seen].join(', ')} had data`);
  }
}

import { Algorithm, Resolution, type Slice } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

/** Hours of TAPA, with gaps: the dividend comes on its day all the same. */
export default class SparseData extends Algorithm {
  #dividends = 0;

  override initialize(): void {
    this.setStartDate(2010, 2, 22);
    this.setEndDate(2010, 2, 27);
    this.addEquity('TAPA', Resolution.Hour);
  }

  override onData(slice: Slice): void {
    for (const dividend of slice.dividends.values) {
      this.#dividends += 1;
      const onTime = dividend.timeMs === this.utcTimeMs && this.time.day === 24;
      requireThat(onTime, `a dividend of ${new Date(dividend.timeMs).toISOString()} at ${this.time.toISO()}`);
    }
  }

  override onEndOfAlgorithm(): void {
    requireThat(this.#dividends > 0, 'there was no dividend');
  }
}

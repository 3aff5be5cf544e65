import type { PriceBar } from '../algorithm/history.ts';
import type { DataPoint } from '../data/data-point.ts';
import { barOf } from '../data/slice.ts';
import type { PriceBatch } from '../market/data-batch.ts';

/** Bar objects of a subscription's data points: made when first asked for, one for all consumers of a point. */
export class PointBars {
  #batch: PriceBatch | null = null;
  #row = -1;
  #endTimeMs = Number.NaN;
  #isFillForward = false;
  #bar: PriceBar | null = null;

  of(point: DataPoint): PriceBar {
    if (
      this.#bar === null ||
      this.#row !== point.row ||
      this.#endTimeMs !== point.endTimeMs ||
      this.#batch !== point.batch ||
      this.#isFillForward !== point.isFillForward
    ) {
      this.#batch = point.batch;
      this.#row = point.row;
      this.#endTimeMs = point.endTimeMs;
      this.#isFillForward = point.isFillForward;
      this.#bar = barOf(point);
    }
    return this.#bar;
  }
}

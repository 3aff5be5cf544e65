import type { DataPoint } from '../../data/data-point.ts';
import { priceDataOf } from '../../data/slice.ts';
import type { PriceBatch } from '../../market/data-batch.ts';
import type { PriceData } from '../../market/price-data.ts';

/** Bars or ticks as objects, of a subscription's data points: made when first asked for, one for all consumers of a point. */
export class PointBars {
  #batch: PriceBatch | null = null;
  #row = -1;
  #endTimeMs = Number.NaN;
  #isFillForward = false;
  #bar: PriceData | null = null;

  of(point: DataPoint): PriceData {
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
      this.#bar = priceDataOf(point);
    }
    return this.#bar;
  }
}

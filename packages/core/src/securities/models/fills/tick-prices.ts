import { BarField } from '../../../market/bar-field.ts';
import type { TickBatch } from '../../../market/data-batch.ts';
import type { Decimal } from '../../../numeric/decimal.ts';
import type { TickRun } from '../../tick-cache.ts';

/** What of a tick is looked at. */
export const TickPrice = { Value: 0, Bid: 1, Ask: 2 } as const;
export type TickPrice = (typeof TickPrice)[keyof typeof TickPrice];

/** One tick, or the trades of an instant as if they were a bar. */
export class TickPrices {
  #batch: TickBatch | null = null;
  #price: TickPrice = TickPrice.Value;
  #first = 0;
  #high = 0;
  #low = 0;
  #last = 0;

  /** Points at one tick: its price is open, high, low and close. */
  pointAtTick(batch: TickBatch, row: number, price: TickPrice): void {
    this.#batch = batch;
    this.#price = price;
    this.#first = this.#high = this.#low = this.#last = row;
  }

  /** Points at the trades of an instant. */
  pointAtRun(run: TickRun): void {
    const batch = run.batch as TickBatch;
    this.pointAtTick(batch, run.last, TickPrice.Value);
    const { value, suspicious } = batch;
    let isFirst = true;
    for (let row = run.from; row < run.to; row += 1) {
      if (suspicious[row] !== 0) continue;
      if (isFirst) this.#first = this.#high = this.#low = row;
      isFirst = false;
      if (value[row]! > value[this.#high]!) this.#high = row;
      if (value[row]! < value[this.#low]!) this.#low = row;
      this.#last = row;
    }
  }

  get timeMs(): number {
    return this.#batch!.time[this.#first]!;
  }

  get endTimeMs(): number {
    return this.#batch!.time[this.#last]!;
  }

  at(field: BarField): number {
    const batch = this.#batch!;
    const row = this.#rowOf(field);
    if (this.#price === TickPrice.Value) return batch.value[row]!;
    return (this.#price === TickPrice.Bid ? batch.bidPrice : batch.askPrice)[row]!;
  }

  exact(field: BarField): Decimal {
    const batch = this.#batch!;
    const row = this.#rowOf(field);
    if (this.#price === TickPrice.Value) return batch.exactValue(row);
    return batch.exact.at(this.#price === TickPrice.Bid ? 0 : 1, row);
  }

  #rowOf(field: BarField): number {
    if (field === BarField.Close) return this.#last;
    if (field === BarField.Open) return this.#first;
    return field === BarField.High ? this.#high : this.#low;
  }
}

import type { BarPrices } from '../../market/exact-prices.ts';
import { Decimal } from '../../numeric/decimal.ts';

/** Where the decimals of a price stand; of a bar the column of its open. */
export interface ExactPlace {
  readonly exact: BarPrices;
  readonly column: number;
  readonly row: number;
}

/** Open, high, low and close. */
export type BarPriceValues = readonly [number, number, number, number];

/** A price, when it was, and its decimals, which are read when they are asked for. */
class TimedPrice {
  value = Number.NaN;
  timeMs = Number.NaN;
  #place: ExactPlace | null = null;

  set(timeMs: number, value: number, place: ExactPlace | null): void {
    this.timeMs = timeMs;
    this.value = value;
    this.#place = place;
  }

  copy(other: TimedPrice): void {
    this.set(other.timeMs, other.value, other.#place);
  }

  get decimal(): Decimal {
    return this.#place === null ? Decimal.ZERO : this.#place.exact.at(this.#place.column, this.#place.row);
  }
}

/**
 * Open, high, low and close of what has come so far, in whatever order it came: the open is what was first by its own
 * time. A price of zero is none.
 */
export class BuildingPrices {
  volume = 0;
  size = 0;
  #sizeTimeMs = Number.NEGATIVE_INFINITY;
  readonly #open = new TimedPrice();
  readonly #high = new TimedPrice();
  readonly #low = new TimedPrice();
  readonly #close = new TimedPrice();

  get isEmpty(): boolean {
    return Number.isNaN(this.#open.value);
  }

  clear(): void {
    this.volume = 0;
    this.size = 0;
    this.#sizeTimeMs = Number.NEGATIVE_INFINITY;
    for (const price of this.#prices()) price.set(Number.NaN, Number.NaN, null);
  }

  addPrice(timeMs: number, price: number, place: ExactPlace): void {
    if (price === 0) return;
    if (!(timeMs >= this.#open.timeMs)) this.#open.set(timeMs, price, place);
    if (!(price <= this.#high.value)) this.#high.set(timeMs, price, place);
    if (!(price >= this.#low.value)) this.#low.set(timeMs, price, place);
    if (!(timeMs < this.#close.timeMs)) this.#close.set(timeMs, price, place);
  }

  addBar(timeMs: number, [open, high, low, close]: BarPriceValues, place: ExactPlace): void {
    if (open === 0 && close === 0) return;
    const at = (field: number): ExactPlace => ({ ...place, column: place.column + field });
    if (!(timeMs >= this.#open.timeMs)) this.#open.set(timeMs, open, at(0));
    if (!(high <= this.#high.value)) this.#high.set(timeMs, high, at(1));
    if (!(low >= this.#low.value)) this.#low.set(timeMs, low, at(2));
    if (!(timeMs < this.#close.timeMs)) this.#close.set(timeMs, close, at(3));
  }

  addVolume(volume: number): void {
    this.volume += volume;
  }

  /** The latest size counts; zero is none. */
  setSize(timeMs: number, size: number): void {
    if (size === 0 || timeMs < this.#sizeTimeMs) return;
    this.size = size;
    this.#sizeTimeMs = timeMs;
  }

  absorb(other: BuildingPrices): void {
    this.volume += other.volume;
    this.setSize(other.#sizeTimeMs, other.size);
    if (other.isEmpty) return;
    if (!(other.#open.timeMs >= this.#open.timeMs)) this.#open.copy(other.#open);
    if (!(other.#high.value <= this.#high.value)) this.#high.copy(other.#high);
    if (!(other.#low.value >= this.#low.value)) this.#low.copy(other.#low);
    if (!(other.#close.timeMs < this.#close.timeMs)) this.#close.copy(other.#close);
  }

  /** Opens at the close of the bar before. */
  startAt(previous: BuildingPrices): void {
    const last = previous.#close;
    if (Number.isNaN(last.value)) return;
    if (this.size === 0) this.size = previous.size;
    this.#open.copy(last);
    if (!(last.value <= this.#high.value)) this.#high.copy(last);
    if (!(last.value >= this.#low.value)) this.#low.copy(last);
    if (Number.isNaN(this.#close.value)) this.#close.copy(last);
  }

  /** The four prices as columns of one row; zeros where there are none. */
  columns(): readonly [Float64Array, Float64Array, Float64Array, Float64Array] {
    const column = ({ value }: TimedPrice): Float64Array => Float64Array.of(Number.isNaN(value) ? 0 : value);
    return [column(this.#open), column(this.#high), column(this.#low), column(this.#close)];
  }

  decimals(): readonly Decimal[] {
    return this.#prices().map(({ decimal }) => decimal);
  }

  #prices(): readonly TimedPrice[] {
    return [this.#open, this.#high, this.#low, this.#close];
  }
}

import { POWERS_OF_TEN } from '../bars/powers-of-ten.ts';
import type { TickColumns, TickShape } from './tick-columns.ts';
import { TickRowReader } from './tick-row-reader.ts';

const LINE_FEED = 10;

/** What follows the prices and sizes of a row. */
export type TickTail =
  /** Exchange, sale condition, suspicious. */
  | 'conditions'
  /** Suspicious. */
  | 'suspicious';

/** How the rows of a tick file are written. */
export interface TickFileLayout {
  readonly shape: TickShape;
  readonly tail: TickTail;
  /** Digits that are implied in prices (LEAN divides them away, zeros and all); 0: prices have their own point. */
  readonly priceScale: number;
}

/**
 * Reads a tick file. Fields after prices and sizes may be missing.
 *
 * @param file named in errors
 * @throws DataError `DATA_ROW_INVALID`
 */
export function parseTickFile(bytes: Uint8Array, layout: TickFileLayout, file: string): TickColumns {
  const reader = new TickRowReader(bytes, file);
  const columns = new TickColumnsBuilder(countLines(bytes), layout);
  while (reader.startRow()) columns.read(reader);
  return columns.build();
}

function countLines(bytes: Uint8Array): number {
  let count = 1;
  for (let at = bytes.indexOf(LINE_FEED); at >= 0; at = bytes.indexOf(LINE_FEED, at + 1)) count += 1;
  return count;
}

class TickColumnsBuilder {
  #length = 0;
  readonly #layout: TickFileLayout;
  readonly #time: Float64Array;
  readonly #prices: readonly Float64Array[];
  readonly #scales: readonly Uint8Array[] | null;
  readonly #sizes: readonly Float64Array[];
  readonly #exchange: Uint8Array;
  readonly #exchanges: string[] = [''];
  readonly #saleCondition: Uint32Array;
  readonly #suspicious: Uint8Array;

  constructor(capacity: number, layout: TickFileLayout) {
    const sides = layout.shape === 'trade' ? 1 : 2;
    const doubles = (count: number): Float64Array[] => Array.from({ length: count }, () => new Float64Array(capacity));
    this.#layout = layout;
    this.#time = new Float64Array(capacity);
    this.#prices = doubles(sides);
    this.#sizes = doubles(layout.shape === 'sides' ? 0 : sides);
    this.#scales = layout.priceScale > 0 ? null : Array.from({ length: sides }, () => new Uint8Array(capacity));
    this.#exchange = new Uint8Array(capacity);
    this.#saleCondition = new Uint32Array(capacity);
    this.#suspicious = new Uint8Array(capacity);
  }

  read(reader: TickRowReader): void {
    const row = this.#length;
    this.#time[row] = reader.number('milliseconds since midnight');
    for (let side = 0; side < this.#prices.length; side += 1) {
      this.#prices[side]![row] = reader.number('a price') / POWERS_OF_TEN[this.#layout.priceScale]!;
      if (this.#scales !== null) this.#scales[side]![row] = reader.decimals;
      if (side < this.#sizes.length) this.#sizes[side]![row] = reader.number('a quantity');
    }
    if (reader.hasMore) this.#readTail(reader, row);
    reader.endRow();
    this.#length = row + 1;
  }

  #readTail(reader: TickRowReader, row: number): void {
    if (this.#layout.tail === 'conditions') {
      this.#exchange[row] = this.#exchangeIndex(reader.text());
      this.#saleCondition[row] = reader.hexadecimal('a sale condition');
    }
    if (reader.hasMore) this.#suspicious[row] = reader.text() === '1' ? 1 : 0;
  }

  #exchangeIndex(code: string): number {
    const index = this.#exchanges.indexOf(code);
    return index >= 0 ? index : this.#exchanges.push(code) - 1;
  }

  build(): TickColumns {
    const length = this.#length;
    return {
      length,
      time: this.#time.subarray(0, length),
      prices: this.#prices.map((column) => column.subarray(0, length)),
      scales: this.#scales?.map((column) => column.subarray(0, length)) ?? null,
      sizes: this.#sizes.map((column) => column.subarray(0, length)),
      exchange: this.#exchange.subarray(0, length),
      exchanges: this.#exchanges,
      saleCondition: this.#saleCondition.subarray(0, length),
      suspicious: this.#suspicious.subarray(0, length),
    };
  }
}

import type { JsonFields } from '@lockstep/core';
import { JsonBytes } from './json-bytes.ts';

/** Rows are written into blocks of memory of this size. */
const BLOCK_LENGTH = 1_048_576;
/** A block begins no further row from this length on, so that few rows make it grow. */
const FULL = BLOCK_LENGTH - 4_096;
/** Room for a row while nothing is known of it. */
const ROW_ROOM = 1_024;
const SEPARATOR = Buffer.from(',\n    ');
const END = Buffer.from('}');

/**
 * A long list of JSON rows, kept as text: that is what is written, and far smaller than the rows as objects. A row is
 * made when it is asked for.
 */
export class RowText<Row> {
  /** The text of all rows, separated as they stand in `result.json`. */
  readonly blocks: readonly Buffer[];
  readonly length: number;
  /** First row of each block. */
  readonly #firstRows: readonly number[];
  /** Where each row begins in its block. */
  readonly #starts: Uint32Array;
  #rows: readonly Row[] | null = null;

  private constructor(blocks: readonly Buffer[], firstRows: readonly number[], starts: Uint32Array) {
    this.blocks = blocks;
    this.length = starts.length;
    this.#firstRows = firstRows;
    this.#starts = starts;
  }

  /** The rows of objects. @param also what else is to be done with each, while it is at hand */
  static of<Item, Row>(
    items: readonly Item[],
    fields: JsonFields<Item, Row>,
    also: (item: Item) => void = () => {},
  ): RowText<Row> {
    const writer = new RowWriter(fields);
    const starts = new Uint32Array(items.length);
    const blocks: Buffer[] = [];
    const firstRows: number[] = [];
    for (let row = 0; row < items.length; ) {
      const block = new JsonBytes(Math.min(BLOCK_LENGTH, (items.length - row) * ROW_ROOM));
      firstRows.push(row);
      writer.begin();
      do {
        if (row > 0) block.raw(SEPARATOR);
        starts[row] = block.length;
        const item = items[row]!;
        writer.write(item, block);
        also(item);
        row += 1;
      } while (row < items.length && block.length < FULL);
      blocks.push(block.written);
    }
    return new RowText<Row>(blocks, firstRows, starts);
  }

  /** A row by its index; the index must exist. */
  at(index: number): Row {
    let block = 0;
    for (let above = this.blocks.length; block + 1 < above; ) {
      const middle = (block + above) >> 1;
      if (this.#firstRows[middle]! <= index) block = middle;
      else above = middle;
    }
    const bytes = this.blocks[block]!;
    const isLast = index + 1 === (this.#firstRows[block + 1] ?? this.length);
    const end = isLast ? bytes.length : this.#starts[index + 1]! - SEPARATOR.length;
    return JSON.parse(bytes.toString('utf8', this.#starts[index], end)) as Row;
  }

  /** All rows, made on the first call. */
  rows(): readonly Row[] {
    this.#rows ??= Array.from({ length: this.length }, (_, index) => this.at(index));
    return this.#rows;
  }
}

/** Stands for the value of a field of which nothing is written yet. */
const NOTHING = Symbol('nothing');

/** Writes rows of one kind. Rows are much alike: what is as it was in the row before is copied from there. */
class RowWriter<Item, Row> {
  /** What stands before each value: the row's or the field's beginning, and the name. */
  readonly #heads: readonly Uint8Array[];
  readonly #values: readonly ((item: Item) => unknown)[];
  /** The values of the row before. */
  readonly #last: unknown[];
  /** Where the row before begins, and where each of its fields ends. */
  #start = 0;
  readonly #ends: Int32Array;

  constructor(fields: JsonFields<Item, Row>) {
    this.#heads = Object.keys(fields).map((name, index) =>
      Buffer.from(`${index === 0 ? '{' : ','}${JSON.stringify(name)}:`),
    );
    this.#values = Object.values<(item: Item) => unknown>(fields);
    this.#last = this.#values.map(() => NOTHING);
    this.#ends = new Int32Array(this.#values.length);
  }

  /** Forgets the row before, since the next one goes elsewhere. */
  begin(): void {
    this.#last.fill(NOTHING);
  }

  write(item: Item, bytes: JsonBytes): void {
    const last = this.#last;
    const ends = this.#ends;
    const values = this.#values;
    // What is to be copied from the row before, and the end there of the field before.
    let from = 0;
    let to = 0;
    let before = this.#start;
    this.#start = bytes.length;
    for (let i = 0; i < values.length; i++) {
      const value = values[i]!(item);
      const end = ends[i]!;
      if (value === last[i]) {
        if (to === from) from = before;
        to = end;
        ends[i] = bytes.length + to - from;
      } else {
        bytes.repeat(from, to);
        from = to;
        bytes.raw(this.#heads[i]!);
        bytes.value(value);
        last[i] = value;
        ends[i] = bytes.length;
      }
      before = end;
    }
    bytes.repeat(from, to);
    bytes.raw(END);
  }
}

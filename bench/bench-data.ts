import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Bars as columns; times are epoch ms UTC. */
export interface Bars {
  readonly time: Float64Array;
  readonly endTime: Float64Array;
  readonly open: Float64Array;
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly close: Float64Array;
  readonly volume: Float64Array;
}

/** Bars of one symbol in `one_1m.bin`, and of each of the hundred in `multi_100.bin`. */
export const ONE_SYMBOL_BARS = 1_000_000;
export const MANY_SYMBOLS_BARS = 10_000;
export const SYMBOLS = 100;

const MINUTE_MS = 60_000;
const COLUMNS = 6;

/** The bars of the single symbol, as views of the file's bytes. */
export function readOne(folder: string): Bars {
  return barsAt(readColumns(folder, 'one_1m.bin'), 0, ONE_SYMBOL_BARS);
}

/** The bars of all hundred symbols. */
export function readMany(folder: string): Bars[] {
  const columns = readColumns(folder, 'multi_100.bin');
  return Array.from({ length: SYMBOLS }, (_, symbol) => barsAt(columns, symbol, MANY_SYMBOLS_BARS));
}

/** The first bars. */
export function firstBars(bars: Bars, count: number): Bars {
  return mapColumns(bars, (column) => column.subarray(0, count));
}

/** The bars without every third one, beginning with number `offset`. */
export function withoutEveryThird(bars: Bars, offset: number): Bars {
  return mapColumns(bars, (column) => column.filter((_, row) => row % 3 !== offset));
}

function mapColumns(bars: Bars, change: (column: Float64Array) => Float64Array): Bars {
  return {
    time: change(bars.time),
    endTime: change(bars.endTime),
    open: change(bars.open),
    high: change(bars.high),
    low: change(bars.low),
    close: change(bars.close),
    volume: change(bars.volume),
  };
}

function readColumns(folder: string, file: string): Float64Array {
  const bytes = readFileSync(join(folder, file));
  return new Float64Array(bytes.buffer, bytes.byteOffset, bytes.length / Float64Array.BYTES_PER_ELEMENT);
}

function barsAt(columns: Float64Array, symbol: number, rows: number): Bars {
  const column = (index: number): Float64Array => {
    const start = (symbol * COLUMNS + index) * rows;
    return columns.subarray(start, start + rows);
  };
  const time = column(0);
  return {
    time,
    endTime: time.map((start) => start + MINUTE_MS),
    open: column(1),
    high: column(2),
    low: column(3),
    close: column(4),
    volume: column(5),
  };
}

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

const MINUTE_MS = 60_000;
const COLUMNS = 6;

/** Reads one symbol of a file that the generator wrote: `rows` bars a symbol, column after column. */
export function readBars(folder: string, file: string, rows: number, symbol = 0, count = rows): Bars {
  const bytes = readFileSync(join(folder, file));
  const all = new Float64Array(bytes.buffer, bytes.byteOffset, bytes.length / 8);
  const column = (index: number): Float64Array => {
    const start = (symbol * COLUMNS + index) * rows;
    return all.slice(start, start + count);
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

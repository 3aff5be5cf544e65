import { type CachedSource, CacheFolder } from '../cache-folder.ts';
import { BarColumns, type BarShape, columnCount, MIXED_DECIMALS } from './bar-columns.ts';

const VERSION = 4;

/** A source file and the rows that came from it. */
export interface CachedRows extends CachedSource {
  /** First row and row after the last. */
  readonly from: number;
  readonly to: number;
}

/** Rows of one or more source files. */
export interface CachedBars {
  readonly sources: readonly CachedRows[];
  readonly bars: BarColumns;
}

interface Description {
  readonly shape: BarShape;
  readonly length: number;
  readonly decimals: number;
  readonly isRegular: boolean;
  readonly sources: readonly CachedRows[];
}

/** Parsed bars in a cache folder. */
export class ColumnCache {
  readonly #files: CacheFolder<Description>;

  constructor(folder: string) {
    this.#files = new CacheFolder(folder, VERSION, 'bars');
  }

  /** What was stored under a key; null when there is nothing usable. */
  read(key: string): CachedBars | null {
    const entry = this.#files.read(key);
    if (entry === null) return null;
    const { sources } = entry.description;
    const bars = barsOf(entry.description, entry.data);
    return bars === null ? null : { sources, bars };
  }

  /** Stores bars under a key; does nothing when that is impossible. */
  write(key: string, { sources, bars }: CachedBars): void {
    const { shape, length, decimals, regularTime } = bars;
    const description = { shape, length, decimals, isRegular: regularTime !== null, sources };
    this.#files.write(key, description, [regularTime ?? bars.time, ...bars.values, ...(bars.scales ?? [])]);
  }
}

function barsOf({ shape, length, decimals, isRegular }: Description, data: ArrayBuffer): BarColumns | null {
  const timeLength = isRegular ? length + 1 : length;
  const columns = columnCount(shape);
  const scaleColumns = decimals === MIXED_DECIMALS ? (columns / 5) * 4 : 0;
  if (data.byteLength !== 8 * timeLength + length * (8 * columns + scaleColumns)) return null;
  const times = new Float64Array(data, 0, timeLength);
  const values = Array.from(
    { length: columns },
    (_, i) => new Float64Array(data, 8 * (timeLength + i * length), length),
  );
  const scaleStart = 8 * (timeLength + columns * length);
  const scales = Array.from({ length: scaleColumns }, (_, i) => new Uint8Array(data, scaleStart + i * length, length));
  const digits = scaleColumns === 0 ? decimals : scales;
  return new BarColumns(shape, times.subarray(0, length), values, digits, isRegular ? times : null);
}

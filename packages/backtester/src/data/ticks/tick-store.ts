import { readFileSync, statSync } from 'node:fs';
import { DataError } from '@lockstep/core';
import { type CachedSource, CacheFolder } from '../cache-folder.ts';
import { readFirstZipEntry } from '../zip/zip-reader.ts';
import type { TickColumns } from './tick-columns.ts';
import { parseTickFile, type TickFileLayout } from './tick-file-parser.ts';

const VERSION = 1;

/** The ticks of a file, and the CRC-32 of its text. */
export interface TickFile {
  readonly ticks: TickColumns;
  readonly checksum: number;
}

interface Description {
  readonly source: CachedSource;
  readonly length: number;
  /** Number of columns: prices, digits of prices, sizes. */
  readonly prices: number;
  readonly scales: number;
  readonly sizes: number;
  readonly exchanges: readonly string[];
}

/** Reads zipped tick files, through the cache folder when there is one. */
export class TickStore {
  readonly #cache: CacheFolder<Description> | null;

  /** @param cacheFolder null for none */
  constructor(cacheFolder: string | null) {
    this.#cache = cacheFolder === null ? null : new CacheFolder(cacheFolder, VERSION, 'ticks');
  }

  /** The ticks of a file; null when it does not exist. @throws DataError for a damaged file */
  read(path: string, layout: TickFileLayout): TickFile | null {
    const stats = statSync(path, { throwIfNoEntry: false });
    if (stats === undefined) return null;
    const { size, mtimeMs } = stats;
    const key = `${path}|${layout.shape}|${layout.tail}|${layout.priceScale}`;
    return this.#cached(key, { path, size, mtimeMs }) ?? this.#parsed(key, { path, size, mtimeMs }, layout);
  }

  #cached(key: string, file: Omit<CachedSource, 'checksum'>): TickFile | null {
    const entry = this.#cache?.read(key) ?? null;
    if (entry === null) return null;
    const { source } = entry.description;
    if (source.path !== file.path || source.size !== file.size || source.mtimeMs !== file.mtimeMs) return null;
    const ticks = ticksOf(entry.description, entry.data);
    return ticks === null ? null : { ticks, checksum: source.checksum };
  }

  #parsed(key: string, file: Omit<CachedSource, 'checksum'>, layout: TickFileLayout): TickFile {
    const { name, bytes, checksum } = readFirstZipEntry(readArchive(file.path), file.path);
    const ticks = parseTickFile(bytes, layout, `${file.path}#${name}`);
    const { length, prices, scales, sizes, exchanges } = ticks;
    const counts = { prices: prices.length, scales: scales?.length ?? 0, sizes: sizes.length };
    // The widest columns come first, so that each begins at a multiple of its width.
    const doubles = [ticks.time, ...prices, ...sizes];
    const bytesOfRows = [...(scales ?? []), ticks.exchange, ticks.suspicious];
    this.#cache?.write(key, { source: { ...file, checksum }, length, ...counts, exchanges }, [
      ...doubles,
      ticks.saleCondition,
      ...bytesOfRows,
    ]);
    return { ticks, checksum };
  }
}

function readArchive(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (cause) {
    throw new DataError('DATA_FILE_CORRUPT', 'Cannot read the file', { file: path }, cause);
  }
}

function ticksOf({ length, prices, scales, sizes, exchanges }: Description, data: ArrayBuffer): TickColumns | null {
  const doubles = 1 + prices + sizes;
  if (data.byteLength !== length * (8 * doubles + 4 + scales + 2)) return null;
  const double = (index: number): Float64Array => new Float64Array(data, 8 * length * index, length);
  const bytesStart = length * (8 * doubles + 4);
  const byte = (index: number): Uint8Array => new Uint8Array(data, bytesStart + length * index, length);
  return {
    length,
    time: double(0),
    prices: Array.from({ length: prices }, (_, side) => double(1 + side)),
    sizes: Array.from({ length: sizes }, (_, side) => double(1 + prices + side)),
    scales: scales === 0 ? null : Array.from({ length: scales }, (_, side) => byte(side)),
    saleCondition: new Uint32Array(data, 8 * length * doubles, length),
    exchange: byte(scales),
    suspicious: byte(scales + 1),
    exchanges,
  };
}

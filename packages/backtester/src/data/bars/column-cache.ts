import { createHash } from 'node:crypto';
import { closeSync, fstatSync, mkdirSync, openSync, readSync, renameSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { BarColumns, type BarShape, columnCount, MIXED_DECIMALS } from './bar-columns.ts';

/** Raised whenever the parser or the format changes, so that older files are not read. */
const VERSION = 3;
const MAGIC = 0x4253_4c01;
const PREFIX_LENGTH = 16;
const MAX_HEADER_LENGTH = 1 << 20;

/** A source file and the rows that came from it. A file with other size or time has changed. */
export interface CachedSource {
  readonly path: string;
  readonly size: number;
  readonly mtimeMs: number;
  /** First row and row after the last. */
  readonly from: number;
  readonly to: number;
  /** CRC-32 of the text inside the file. */
  readonly checksum: number;
}

/** Rows of one or more source files. */
export interface CachedBars {
  readonly sources: readonly CachedSource[];
  readonly bars: BarColumns;
}

interface Header {
  readonly version: number;
  readonly key: string;
  readonly shape: BarShape;
  readonly length: number;
  readonly decimals: number;
  readonly isRegular: boolean;
  readonly crc: number;
  readonly sources: readonly CachedSource[];
}

/**
 * Parsed bars as binary files: a header, then the columns as they lie in memory. A file that is missing, damaged or of
 * another version counts as absent, and a folder that cannot be written is left alone: the cache never fails a run.
 */
export class ColumnCache {
  readonly #folder: string;
  #isWritable = true;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** What was stored under a key; null when there is nothing usable. */
  read(key: string): CachedBars | null {
    let descriptor: number | undefined;
    try {
      descriptor = openSync(this.#pathOf(key), 'r');
      return readCacheFile(descriptor, key);
    } catch {
      return null;
    } finally {
      if (descriptor !== undefined) closeSync(descriptor);
    }
  }

  /** Stores bars under a key; does nothing when that is impossible. */
  write(key: string, entry: CachedBars): void {
    if (!this.#isWritable) return;
    const path = this.#pathOf(key);
    const temporary = `${path}.${process.pid}.tmp`;
    try {
      mkdirSync(this.#folder, { recursive: true });
      writeCacheFile(temporary, key, entry);
      renameSync(temporary, path);
    } catch {
      this.#isWritable = false;
      try {
        rmSync(temporary, { force: true });
      } catch {
        // Left behind; it is never read.
      }
    }
  }

  #pathOf(key: string): string {
    return join(this.#folder, `${createHash('sha1').update(key).digest('hex')}.bars`);
  }
}

function readCacheFile(descriptor: number, key: string): CachedBars | null {
  const prefix = new Uint32Array(PREFIX_LENGTH / 4);
  if (readSync(descriptor, prefix) !== PREFIX_LENGTH || prefix[0] !== MAGIC) return null;
  const headerLength = prefix[1]!;
  if (headerLength > MAX_HEADER_LENGTH) return null;
  const headerBytes = Buffer.alloc(headerLength);
  if (readSync(descriptor, headerBytes) !== headerLength || crc32(headerBytes) !== prefix[2]) return null;
  const header = JSON.parse(headerBytes.toString('utf8')) as Header;
  if (header.version !== VERSION || header.key !== key) return null;
  const { shape, length, decimals, isRegular } = header;
  const timeLength = isRegular ? length + 1 : length;
  const columns = columnCount(shape);
  const scaleColumns = decimals === MIXED_DECIMALS ? (columns / 5) * 4 : 0;
  const dataLength = 8 * timeLength + length * (8 * columns + scaleColumns);
  if (fstatSync(descriptor).size !== PREFIX_LENGTH + headerLength + dataLength) return null;
  const data = Buffer.allocUnsafeSlow(dataLength);
  if (readSync(descriptor, data) !== dataLength || crc32(data) !== header.crc) return null;
  const times = new Float64Array(data.buffer, 0, timeLength);
  const values = Array.from(
    { length: columns },
    (_, i) => new Float64Array(data.buffer, 8 * (timeLength + i * length), length),
  );
  const scaleStart = 8 * (timeLength + columns * length);
  const scales = Array.from(
    { length: scaleColumns },
    (_, i) => new Uint8Array(data.buffer, scaleStart + i * length, length),
  );
  const digits = scaleColumns === 0 ? decimals : scales;
  const bars = new BarColumns(shape, times.subarray(0, length), values, digits, isRegular ? times : null);
  return { sources: header.sources, bars };
}

function writeCacheFile(path: string, key: string, { sources, bars }: CachedBars): void {
  const parts = [bars.regularTime ?? bars.time, ...bars.values, ...(bars.scales ?? [])];
  let crc = 0;
  for (const part of parts) crc = crc32(part, crc);
  const { shape, length, decimals } = bars;
  const header: Header = {
    version: VERSION,
    key,
    shape,
    length,
    decimals,
    isRegular: bars.regularTime !== null,
    crc,
    sources,
  };
  const headerBytes = Buffer.from(JSON.stringify(header), 'utf8');
  const prefix = Uint32Array.of(MAGIC, headerBytes.length, crc32(headerBytes), 0);
  const descriptor = openSync(path, 'w');
  try {
    for (const part of [prefix, headerBytes, ...parts]) writeFully(descriptor, part);
  } finally {
    closeSync(descriptor);
  }
}

function writeFully(descriptor: number, part: NodeJS.ArrayBufferView): void {
  const bytes = new Uint8Array(part.buffer, part.byteOffset, part.byteLength);
  for (let written = 0; written < bytes.length; ) written += writeSync(descriptor, bytes, written);
}

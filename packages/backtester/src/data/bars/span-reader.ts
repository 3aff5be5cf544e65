import { readFileSync, statSync } from 'node:fs';
import { DataError, MS_PER_DAY } from '@lockstep/core';
import { readFirstZipEntry } from '../zip/zip-reader.ts';
import { type BarColumns, BarColumnsBuilder, type BarShape } from './bar-columns.ts';
import { parseBarFile } from './bar-file-parser.ts';
import { type CachedRows, ColumnCache } from './column-cache.ts';

/** Files whose rows are read and cached together: neighbouring days of one ticker, or the one file of its history. */
export interface SpanRequest {
  /** Names the span, also in the cache. */
  readonly key: string;
  readonly shape: BarShape;
  readonly priceScale: number;
  readonly files: readonly SpanFile[];
}

/** A file of a span; `day` is null for a file of all history. */
export interface SpanFile {
  readonly path: string;
  readonly day: number | null;
}

/** Rows that came from one file, and what tells the file's content: checksum (CRC-32) of the unpacked text. */
export interface SpanRows {
  readonly from: number;
  readonly to: number;
  readonly path: string;
  readonly checksum: number;
}

/** The rows of a span's files; by day, a file of all history as day 0. Files that are missing or damaged are left out. */
export interface Span {
  readonly bars: BarColumns;
  readonly days: ReadonlyMap<number, SpanRows>;
}

interface SourceFile extends SpanFile {
  readonly size: number;
  readonly mtimeMs: number;
}

/** Reads spans of zipped bar files, through the cache folder when there is one. */
export class SpanReader {
  readonly #cache: ColumnCache | null;
  readonly #builders = new Map<BarShape, BarColumnsBuilder>();

  /** @param cacheFolder null for none */
  constructor(cacheFolder: string | null) {
    this.#cache = cacheFolder === null ? null : new ColumnCache(cacheFolder);
  }

  /**
   * @param wanted day whose file must not be damaged; null for none
   * @throws DataError for a damaged file of the wanted day, or of all history
   */
  read(request: SpanRequest, wanted: number | null): Span {
    const sources = request.files.flatMap(sourceOf);
    return this.#cached(request, sources) ?? this.#parsed(request, sources, wanted);
  }

  #cached(request: SpanRequest, sources: readonly SourceFile[]): Span | null {
    if (this.#cache === null || sources.length === 0) return null;
    const entry = this.#cache.read(cacheKey(request));
    if (entry === null || entry.bars.shape !== request.shape || entry.sources.length !== sources.length) return null;
    const days = new Map<number, SpanRows>();
    for (const [i, source] of sources.entries()) {
      const cached = entry.sources[i]!;
      if (cached.path !== source.path || cached.size !== source.size || cached.mtimeMs !== source.mtimeMs) return null;
      days.set(source.day ?? 0, cached);
    }
    return { bars: entry.bars, days };
  }

  #parsed(request: SpanRequest, sources: readonly SourceFile[], wanted: number | null): Span {
    const builder = this.#builder(request.shape);
    const days = new Map<number, SpanRows>();
    const cachedSources: CachedRows[] = [];
    for (const { day, path, size, mtimeMs } of sources) {
      const from = builder.length;
      try {
        const checksum = parseZip(path, builder, day === null ? null : day * MS_PER_DAY, request.priceScale);
        cachedSources.push({ path, size, mtimeMs, from, to: builder.length, checksum });
        days.set(day ?? 0, cachedSources.at(-1)!);
      } catch (error) {
        if (day === null || day === wanted || !(error instanceof DataError)) throw error;
        builder.truncate(from);
      }
    }
    const bars = builder.build();
    if (cachedSources.length > 0) this.#cache?.write(cacheKey(request), { sources: cachedSources, bars });
    return { bars, days };
  }

  #builder(shape: BarShape): BarColumnsBuilder {
    let builder = this.#builders.get(shape);
    if (builder === undefined) {
      builder = new BarColumnsBuilder(shape);
      this.#builders.set(shape, builder);
    }
    builder.truncate(0);
    return builder;
  }
}

function cacheKey({ key, shape, priceScale }: SpanRequest): string {
  return `${key}|${shape}|${priceScale}`;
}

function sourceOf({ path, day }: SpanFile): SourceFile[] {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats === undefined || !stats.isFile() ? [] : [{ day, path, size: stats.size, mtimeMs: stats.mtimeMs }];
}

/** Appends the rows of a file. Returns the checksum of its text. */
function parseZip(path: string, builder: BarColumnsBuilder, dayStart: number | null, priceScale: number): number {
  let archive: Buffer;
  try {
    archive = readFileSync(path);
  } catch (cause) {
    throw new DataError('DATA_FILE_CORRUPT', 'Cannot read the file', { file: path }, cause);
  }
  const { name, bytes, checksum } = readFirstZipEntry(archive, path);
  parseBarFile(bytes, builder, { dayStart, priceScale }, `${path}#${name}`);
  return checksum;
}

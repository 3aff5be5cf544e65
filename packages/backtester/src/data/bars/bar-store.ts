import { readdirSync, readFileSync, statSync } from 'node:fs';
import { resolve, sep } from 'node:path';
import { DataError, formatDay, MS_PER_DAY } from '@lockstep/core';
import { readFirstZipEntry } from '../zip/zip-reader.ts';
import { type BarColumns, BarColumnsBuilder, type BarShape } from './bar-columns.ts';
import { parseBarFile } from './bar-file-parser.ts';
import { type CachedSource, ColumnCache } from './column-cache.ts';

/** Day files are parsed and cached in spans of that many days: few and large enough, small enough to hold in memory. */
const DAYS_PER_SPAN = 16;
/** Parsed columns that are kept for another subscription or a history request. */
const KEPT_BYTES = 64 * 1024 * 1024;

/** What a store needs to know about the files of one ticker. */
export interface BarFiles {
  readonly folder: string;
  /** The one file of all history, null for one file per day. */
  readonly file: string | null;
  /** Ends the name of day files: `<yyyyMMdd><daySuffix>`. */
  readonly daySuffix: string;
  readonly shape: BarShape;
  readonly priceScale: number;
  /** Whether a day holds so many rows that days are kept apart (seconds). */
  readonly isDense: boolean;
}

/** Rows of one day, or of all history, inside columns that are shared with other days. */
export interface BarRange {
  readonly bars: BarColumns;
  readonly from: number;
  readonly to: number;
}

interface Span {
  readonly bars: BarColumns;
  readonly days: ReadonlyMap<number, { readonly from: number; readonly to: number }>;
}

interface SourceFile {
  readonly day: number | null;
  readonly path: string;
  readonly size: number;
  readonly mtimeMs: number;
}

/** Reads zipped bar files, through the cache folder when there is one, and keeps what was read last in memory. */
export class BarStore {
  readonly #cache: ColumnCache | null;
  readonly #spans = new Map<string, Span>();
  readonly #listings = new Map<string, ReadonlySet<string>>();
  readonly #builders = new Map<BarShape, BarColumnsBuilder>();
  #keptBytes = 0;

  /** @param cacheFolder null for none */
  constructor(cacheFolder: string | null) {
    this.#cache = cacheFolder === null ? null : new ColumnCache(cacheFolder);
  }

  /**
   * All rows of a ticker that has one file of all history; null when the file does not exist.
   * @throws DataError
   */
  history(files: BarFiles): BarRange | null {
    const path = resolve(files.file!);
    const span = this.#span(
      path,
      files,
      () => {
        const source = sourceFile(path, null);
        return source === null ? [] : [source];
      },
      null,
    );
    return span.days.size === 0 ? null : { bars: span.bars, from: 0, to: span.bars.length };
  }

  /**
   * Rows of one day; null when there is no file.
   * @throws DataError
   */
  day(files: BarFiles, day: number): BarRange | null {
    if (!this.#names(files.folder).has(formatDay(day) + files.daySuffix)) return null;
    const perSpan = files.isDense || this.#cache === null ? 1 : DAYS_PER_SPAN;
    const first = Math.floor(day / perSpan) * perSpan;
    const key = `${files.folder}${sep}${first}+${perSpan}${files.daySuffix}`;
    const span = this.#span(key, files, () => this.#dayFiles(files, first, perSpan), day);
    const range = span.days.get(day);
    return range === undefined ? null : { bars: span.bars, ...range };
  }

  #dayFiles(files: BarFiles, first: number, count: number): SourceFile[] {
    const names = this.#names(files.folder);
    const folder = resolve(files.folder) + sep;
    const sources: SourceFile[] = [];
    for (let day = first; day < first + count; day++) {
      const name = formatDay(day) + files.daySuffix;
      const source = names.has(name) ? sourceFile(`${folder}${name}`, day) : null;
      if (source !== null) sources.push(source);
    }
    return sources;
  }

  #span(key: string, files: BarFiles, sourcesOf: () => SourceFile[], wanted: number | null): Span {
    const kept = this.#spans.get(key);
    if (kept !== undefined && (wanted === null || kept.days.has(wanted))) {
      this.#spans.delete(key);
      this.#spans.set(key, kept);
      return kept;
    }
    const sources = sourcesOf();
    const span = this.#cached(key, files, sources) ?? this.#parsed(key, files, sources, wanted);
    this.#keep(key, span);
    return span;
  }

  #cached(key: string, files: BarFiles, sources: readonly SourceFile[]): Span | null {
    if (this.#cache === null || sources.length === 0) return null;
    const entry = this.#cache.read(cacheKey(key, files));
    if (entry === null || entry.bars.shape !== files.shape || entry.sources.length !== sources.length) return null;
    const days = new Map<number, { from: number; to: number }>();
    for (const [i, source] of sources.entries()) {
      const cached = entry.sources[i]!;
      if (cached.path !== source.path || cached.size !== source.size || cached.mtimeMs !== source.mtimeMs) return null;
      days.set(source.day ?? 0, { from: cached.from, to: cached.to });
    }
    return { bars: entry.bars, days };
  }

  /** Damaged files of other days than the wanted one are left out: they fail when their day is asked for. */
  #parsed(key: string, files: BarFiles, sources: readonly SourceFile[], wanted: number | null): Span {
    const builder = this.#builder(files.shape);
    const days = new Map<number, { from: number; to: number }>();
    const cachedSources: CachedSource[] = [];
    for (const { day, path, size, mtimeMs } of sources) {
      const from = builder.length;
      try {
        parseZip(path, builder, day === null ? null : day * MS_PER_DAY, files.priceScale);
      } catch (error) {
        if (day === wanted || !(error instanceof DataError)) throw error;
        builder.truncate(from);
        continue;
      }
      days.set(day ?? 0, { from, to: builder.length });
      cachedSources.push({ path, size, mtimeMs, from, to: builder.length });
    }
    const bars = builder.build();
    if (cachedSources.length > 0) this.#cache?.write(cacheKey(key, files), { sources: cachedSources, bars });
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

  #names(folder: string): ReadonlySet<string> {
    let names = this.#listings.get(folder);
    if (names === undefined) {
      try {
        names = new Set(readdirSync(folder));
      } catch {
        names = new Set();
      }
      this.#listings.set(folder, names);
    }
    return names;
  }

  #keep(key: string, span: Span): void {
    const replaced = this.#spans.get(key);
    if (replaced !== undefined) this.#drop(key, replaced);
    this.#spans.set(key, span);
    this.#keptBytes += span.bars.byteLength;
    for (const [oldest, old] of this.#spans) {
      if (this.#keptBytes <= KEPT_BYTES || oldest === key) break;
      this.#drop(oldest, old);
    }
  }

  #drop(key: string, span: Span): void {
    this.#spans.delete(key);
    this.#keptBytes -= span.bars.byteLength;
  }
}

function cacheKey(key: string, files: BarFiles): string {
  return `${resolve(key)}|${files.shape}|${files.priceScale}`;
}

function sourceFile(path: string, day: number | null): SourceFile | null {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats === undefined || !stats.isFile() ? null : { day, path, size: stats.size, mtimeMs: stats.mtimeMs };
}

function parseZip(path: string, builder: BarColumnsBuilder, dayStart: number | null, priceScale: number): void {
  let archive: Buffer;
  try {
    archive = readFileSync(path);
  } catch (cause) {
    throw new DataError('DATA_FILE_CORRUPT', 'Cannot read the file', { file: path }, cause);
  }
  const { name, bytes } = readFirstZipEntry(archive, path);
  parseBarFile(bytes, builder, { dayStart, priceScale }, `${path}#${name}`);
}

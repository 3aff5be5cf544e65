import { readdirSync } from 'node:fs';
import { resolve, sep } from 'node:path';
import { formatDay } from '@lockstep/core';
import type { BarColumns, BarShape } from './bar-columns.ts';
import { SpanPrefetcher } from './span-prefetcher.ts';
import { type Span, SpanReader, type SpanRequest, type SpanRows } from './span-reader.ts';

/** Day files are parsed and cached in spans of that many days: few and large enough, small enough to hold in memory. */
const DAYS_PER_SPAN = 16;
/** Parsed columns that are kept for another subscription or a history request. */
const KEPT_BYTES = 64 * 1024 * 1024;
/** Spans that are read ahead. */
const SPANS_AHEAD = 6;
/** Fewer spans than this to come are not worth another thread. */
const WORTH_A_THREAD = 4;

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
export interface BarRange extends SpanRows {
  readonly bars: BarColumns;
}

/** Reads zipped bar files, through the cache folder when there is one, and keeps what was read last in memory. */
export class BarStore {
  readonly #reader: SpanReader;
  readonly #prefetcher: SpanPrefetcher;
  readonly #isCached: boolean;
  readonly #spans = new Map<string, Span>();
  readonly #listings = new Map<string, ReadonlySet<string>>();
  #keptBytes = 0;

  /** @param cacheFolder null for none */
  constructor(cacheFolder: string | null) {
    this.#reader = new SpanReader(cacheFolder);
    this.#prefetcher = new SpanPrefetcher(cacheFolder);
    this.#isCached = cacheFolder !== null;
  }

  /**
   * All rows of a ticker that has one file of all history; null when the file does not exist.
   * @throws DataError
   */
  history(files: BarFiles): BarRange | null {
    const path = resolve(files.file!);
    const span =
      this.#kept(path) ??
      this.#keep(path, this.#reader.read({ ...files, key: path, files: [{ path, day: null }] }, null));
    const rows = span.days.get(0);
    return rows === undefined ? null : { bars: span.bars, ...rows };
  }

  /**
   * Rows of one day; null when there is no file.
   *
   * @param lastDay days up to this one are likely to be asked for next
   * @throws DataError
   */
  day(files: BarFiles, day: number, lastDay: number): BarRange | null {
    if (!this.#names(files.folder).has(formatDay(day) + files.daySuffix)) return null;
    const daysPerSpan = files.isDense || !this.#isCached ? 1 : DAYS_PER_SPAN;
    const first = Math.floor(day / daysPerSpan) * daysPerSpan;
    const key = spanKey(files, first, daysPerSpan);
    let span = this.#kept(key);
    if (span === undefined || !span.days.has(day)) {
      span = this.#prefetcher.take(key);
      this.#readAhead(files, first + daysPerSpan, daysPerSpan, lastDay);
      if (span === undefined || !span.days.has(day)) {
        span = this.#reader.read(this.#request(files, first, daysPerSpan), day);
      }
      this.#keep(key, span);
    }
    const rows = span.days.get(day);
    return rows === undefined ? null : { bars: span.bars, ...rows };
  }

  #readAhead(files: BarFiles, first: number, daysPerSpan: number, lastDay: number): void {
    if (lastDay - first < WORTH_A_THREAD * daysPerSpan && !this.#prefetcher.isRunning) return;
    const end = Math.min(lastDay, first + SPANS_AHEAD * daysPerSpan - 1);
    for (let next = first; next <= end; next += daysPerSpan) {
      const key = spanKey(files, next, daysPerSpan);
      if (this.#spans.has(key) || this.#prefetcher.expects(key)) continue;
      const request = this.#request(files, next, daysPerSpan);
      if (request.files.length > 0) this.#prefetcher.expect(request);
    }
  }

  #request(files: BarFiles, first: number, count: number): SpanRequest {
    const names = this.#names(files.folder);
    const folder = resolve(files.folder) + sep;
    const found: { readonly path: string; readonly day: number }[] = [];
    for (let day = first; day < first + count; day++) {
      const name = formatDay(day) + files.daySuffix;
      if (names.has(name)) found.push({ path: `${folder}${name}`, day });
    }
    return { key: spanKey(files, first, count), shape: files.shape, priceScale: files.priceScale, files: found };
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

  #kept(key: string): Span | undefined {
    const kept = this.#spans.get(key);
    if (kept !== undefined) {
      this.#spans.delete(key);
      this.#spans.set(key, kept);
    }
    return kept;
  }

  #keep(key: string, span: Span): Span {
    const replaced = this.#spans.get(key);
    if (replaced !== undefined) this.#drop(key, replaced);
    this.#spans.set(key, span);
    this.#keptBytes += span.bars.byteLength;
    for (const [oldest, old] of this.#spans) {
      if (this.#keptBytes <= KEPT_BYTES || oldest === key) break;
      this.#drop(oldest, old);
    }
    return span;
  }

  #drop(key: string, span: Span): void {
    this.#spans.delete(key);
    this.#keptBytes -= span.bars.byteLength;
  }
}

function spanKey({ folder, daySuffix }: BarFiles, first: number, count: number): string {
  return `${resolve(folder)}${sep}${first}+${count}${daySuffix}`;
}

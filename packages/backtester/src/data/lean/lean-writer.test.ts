import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { daysFromCivil, MS_PER_DAY, Resolution, SecurityType } from '@lockstep/core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type BarColumns, BarColumnsBuilder, MIXED_DECIMALS } from '../bars/bar-columns.ts';
import { parseBarFile } from '../bars/bar-file-parser.ts';
import { hasLeanSampleData, leanSampleData } from '../fixtures/lean-sample-data.ts';
import { readFirstZipEntry } from '../zip/zip-reader.ts';
import { impliedDecimals } from './lean-paths.ts';
import { type LeanBarTarget, writeLeanBars } from './lean-writer.ts';
import type { WritableBars } from './writable-bars.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lockstep-writer-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const textOf = (path: string): string => readFirstZipEntry(readFileSync(path), path).bytes.toString('latin1');

const DAILY: LeanBarTarget = {
  ticker: 'ABC',
  securityType: SecurityType.Equity,
  market: 'usa',
  resolution: Resolution.Daily,
};

/** Daily bars whose four prices are alike. */
function days(first: number, ...prices: number[]): WritableBars {
  const time = prices.map((_, i) => (daysFromCivil(2024, 3, first) + i) * MS_PER_DAY);
  return { time, open: prices, high: prices, low: prices, close: prices, volume: prices.map(() => 1) };
}

describe('writeLeanBars', () => {
  it('keeps every digit of an equity price, in ten-thousandths', () => {
    const [path] = writeLeanBars(folder, DAILY, days(4, 10.5, 0.01234567));
    expect(textOf(path!)).toBe(
      '20240304 00:00,105000,105000,105000,105000,1\n20240305 00:00,123.4567,123.4567,123.4567,123.4567,1\n',
    );
  });

  it('replaces a file of all history, or keeps the other times that it holds', () => {
    writeLeanBars(folder, DAILY, days(4, 1, 2, 3));
    const [path] = writeLeanBars(folder, { ...DAILY, keepsOtherTimes: true }, days(5, 7));
    expect(textOf(path!).replaceAll(/,.*,1$/gm, '')).toBe(
      '20240304 00:00,10000\n20240305 00:00,70000\n20240306 00:00,30000\n'.replaceAll(/,.*$/gm, ''),
    );
    expect(textOf(path!)).toContain('20240305 00:00,70000');
    expect(textOf(path!)).toContain('20240306 00:00,30000');
    writeLeanBars(folder, DAILY, days(5, 8));
    expect(textOf(path!)).toBe('20240305 00:00,80000,80000,80000,80000,1\n');
  });

  it('writes a missing side of a quote as empty fields', () => {
    const [one, none] = [[1.25], [0]];
    const bid = { open: one, high: one, low: one, close: one, size: [3] };
    const ask = { open: none, high: none, low: none, close: none, size: [0] };
    const minute = { ...DAILY, resolution: Resolution.Minute };
    const [path] = writeLeanBars(folder, minute, { time: [34_200_000], bid, ask });
    expect(path!.endsWith(join('equity', 'usa', 'minute', 'abc', '19700101_quote.zip'))).toBe(true);
    expect(textOf(path!)).toBe('34200000,12500,12500,12500,12500,3,,,,,0\n');
  });
});

/** Bars that were read, as those to be written. */
function writable(bars: BarColumns): WritableBars {
  const [open, high, low, close, volume] = bars.values as Float64Array[];
  const digits = bars.decimals === MIXED_DECIMALS ? {} : { decimals: bars.decimals };
  const first = { open: open!, high: high!, low: low!, close: close! };
  if (bars.shape === 'trade') return { time: bars.time, ...first, volume: volume!, ...digits };
  const [askOpen, askHigh, askLow, askClose, askSize] = bars.values.slice(5) as Float64Array[];
  const ask = { open: askOpen!, high: askHigh!, low: askLow!, close: askClose!, size: askSize! };
  return { time: bars.time, bid: { ...first, size: volume! }, ask, ...digits };
}

const TYPES = [
  ['equity', SecurityType.Equity],
  ['forex', SecurityType.Forex],
  ['cfd', SecurityType.Cfd],
  ['crypto', SecurityType.Crypto],
] as const;
const RESOLUTIONS = [
  ['second', Resolution.Second],
  ['minute', Resolution.Minute],
  ['hour', Resolution.Hour],
  ['daily', Resolution.Daily],
] as const;
const FILES_OF_A_TICKER = 2;

/** Numbers with more digits than doubles hold for certain come from a converter's arithmetic; readers cut them. */
const cut = (text: string): string =>
  text.replace(/\d+\.\d{12,}/g, (number) => String(Number(Number(number).toPrecision(15))));

/** Bar files of LEAN's sample data: all of hours and days, some of each ticker otherwise. */
function* sampleFiles(): Generator<{ path: string; target: LeanBarTarget; day: number | null }> {
  const list = (...parts: string[]): string[] =>
    existsSync(join(leanSampleData, ...parts)) ? readdirSync(join(leanSampleData, ...parts)).sort() : [];
  for (const [type, securityType] of TYPES) {
    for (const market of list(type)) {
      for (const [name, resolution] of RESOLUTIONS) {
        for (const entry of list(type, market, name)) {
          const path = join(leanSampleData, type, market, name, entry);
          const ticker = entry.replace(/(_(trade|quote))?\.zip$/, '');
          const target = { ticker, securityType, market, resolution };
          if (entry.endsWith('.zip')) {
            if (!entry.includes('openinterest')) yield { path, target, day: null };
            continue;
          }
          const zips = list(type, market, name, entry).filter((file) => /^\d{8}_(trade|quote)\.zip$/.test(file));
          for (const file of zips.slice(0, FILES_OF_A_TICKER)) {
            const [year, month, date] = [file.slice(0, 4), file.slice(4, 6), file.slice(6, 8)].map(Number);
            yield { path: join(path, file), target, day: daysFromCivil(year!, month!, date!) };
          }
        }
      }
    }
  }
}

describe.skipIf(!hasLeanSampleData)("writing back what was read of LEAN's sample data", () => {
  it('gives the text that it was', { timeout: 120_000 }, () => {
    const differing: string[] = [];
    let compared = 0;
    for (const { path, target, day } of sampleFiles()) {
      const { bytes } = readFirstZipEntry(readFileSync(path), path);
      if (bytes.length === 0) continue;
      const columns = bytes.toString('latin1', 0, 300).split('\n')[0]!.split(',').length;
      const builder = new BarColumnsBuilder(columns > 6 ? 'quote' : 'trade');
      const dayStart = day === null ? null : day * MS_PER_DAY;
      try {
        parseBarFile(bytes, builder, { dayStart, priceScale: impliedDecimals(target.securityType) }, path);
      } catch {
        continue;
      }
      const [written] = writeLeanBars(folder, target, writable(builder.build()));
      compared++;
      const [was, is] = [cut(bytes.toString('latin1')).replaceAll('\r', '').trimEnd(), textOf(written!).trimEnd()];
      if (was === is && basename(written!) === basename(path)) continue;
      const line = was.split('\n').findIndex((text, i) => text !== is.split('\n')[i]);
      differing.push(`${path}:${line + 1} "${was.split('\n')[line]}" became "${is.split('\n')[line]}"`);
    }
    expect(compared).toBeGreaterThan(100);
    expect(differing).toEqual([]);
  });
});

import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scratchFolder } from '../../test/scratch-folder.ts';
import { readBarLines } from './bar-files.ts';
import { type GenerateDataOptions, generateData } from './generate-data.ts';
import { inspectData } from './inspect/inspect-data.ts';

const rowsOf = (file: string): string[] => readBarLines(file).filter((line) => line !== '');
const textHash = (file: string): string => createHash('sha256').update(readBarLines(file).join('\n')).digest('hex');
const base = (data: string): GenerateDataOptions => ({ data, symbol: 'demo', from: '2024-03-04' });

describe('generateData', () => {
  it('writes a bar for each minute of a regular trading day', () => {
    const { files, bars, firstDay, lastDay } = generateData({ ...base(scratchFolder()), price: 512 });
    expect({ bars, firstDay, lastDay }).toEqual({ bars: 390, firstDay: '2024-03-04', lastDay: '2024-03-04' });
    expect(files[0]).toMatch(/equity[\\/]usa[\\/]minute[\\/]demo[\\/]20240304_trade\.zip$/);
    const rows = rowsOf(files[0] ?? '');
    expect(rows[0]).toMatch(/^34200000,51\d{5},/);
    expect(rows.at(-1)).toMatch(/^57540000,/);
  });

  it('keeps to early closes, weekends and holidays', () => {
    // Thanksgiving is 2024-11-28; the Friday after closes at 13:00.
    const { bars, files } = generateData({ ...base(scratchFolder()), from: '2024-11-27', to: '2024-12-01' });
    expect(files).toHaveLength(2);
    expect(bars).toBe(390 + 210);
  });

  it('gives the same text for the same seed on every machine, and another for another seed', () => {
    const [first, second, other] = [1, 1, 2].map(
      (seed) => generateData({ ...base(scratchFolder()), seed }).files[0] ?? '',
    );
    expect(textHash(first ?? '')).toBe('32cf93b25442ce35823f14d8dd2d38cb83b89db409f3c00957c94139649b7c60');
    expect(textHash(second ?? '')).toBe(textHash(first ?? ''));
    expect(textHash(other ?? '')).not.toBe(textHash(first ?? ''));
  });

  it('continues the same walk when more days are asked for', () => {
    const one = generateData({ ...base(scratchFolder()), days: 1 });
    const five = generateData({ ...base(scratchFolder()), days: 5 });
    expect(textHash(five.files[0] ?? '')).toBe(textHash(one.files[0] ?? ''));
  });

  it('writes daily and hourly bars into one file, quotes for forex, trades for crypto', () => {
    const data = scratchFolder();
    const daily = generateData({ ...base(data), resolution: 'daily', to: '2024-03-08' });
    expect(rowsOf(daily.files[0] ?? '').map((row) => row.slice(0, 14))).toEqual(
      ['04', '05', '06', '07', '08'].map((day) => `202403${day} 00:00`),
    );
    const hourly = generateData({ ...base(data), resolution: 'hour' });
    expect(rowsOf(hourly.files[0] ?? '').map((row) => row.slice(9, 14))).toEqual([
      '09:00',
      '10:00',
      '11:00',
      '12:00',
      '13:00',
      '14:00',
      '15:00',
    ]);
    const forex = generateData({ ...base(data), symbol: 'EURUSD', type: 'forex', price: 1.1, resolution: 'hour' });
    expect(rowsOf(forex.files[0] ?? '')[0]?.split(',')).toHaveLength(11);
    const crypto = generateData({ ...base(data), symbol: 'BTCUSD', type: 'crypto', price: 60_000 });
    expect(crypto.bars).toBe(1440);
  });

  it('puts bid and ask around the trades', () => {
    const { files } = generateData({ ...base(scratchFolder()), quotes: true, spread: 4 });
    const [trade = [], quote = []] = files.map((file) => (rowsOf(file)[0] ?? '').split(',').map(Number));
    expect(files).toHaveLength(2);
    expect(quote[1]).toBe((trade[1] ?? 0) - 200);
    expect(quote[6]).toBe((trade[1] ?? 0) + 200);
  });

  it('makes bars that the inspection finds sound, for any seed, price and volatility', () => {
    fc.assert(
      fc.property(
        fc.record({
          seed: fc.integer(),
          price: fc.double({ min: 0.02, max: 1e5, noNaN: true }),
          volatility: fc.double({ min: 0, max: 5, noNaN: true }),
        }),
        (choice) => {
          const data = scratchFolder();
          generateData({ ...base(data), ...choice, resolution: 'hour', days: 3 });
          const [series] = inspectData(data).series;
          expect(series).toMatchObject({
            bars: 21,
            missingDays: [],
            duplicates: 0,
            backwards: 0,
            badPrices: 0,
            zeroVolume: 0,
          });
        },
      ),
      { numRuns: 40 },
    );
  });

  it.each<[string, Partial<GenerateDataOptions>, string]>([
    ['an end before the start', { to: '2024-03-01' }, 'is before the first day'],
    ['a range without a trading day', { from: '2024-03-02', to: '2024-03-03' }, 'market is closed'],
    ['an impossible date', { from: '2024-02-30' }, 'expected a date as yyyy-MM-dd'],
    ['a price of 0', { price: 0 }, 'a number above 0'],
    ['a volatility of NaN', { volatility: Number.NaN }, 'a number from 0 to 10'],
    ['half a day', { days: 0.5 }, 'a whole number'],
    ['a seed that is no integer', { seed: 1.5 }, 'a whole number'],
    ['a tick of 0', { tick: 0 }, 'above 0'],
    ['a symbol that is a path', { symbol: '../x' }, 'cannot be a symbol'],
  ])('refuses %s', (_, options, message) => {
    const data = scratchFolder();
    expect(() => generateData({ ...base(data), ...options })).toThrow(expect.objectContaining({ code: 'USAGE' }));
    expect(() => generateData({ ...base(data), ...options })).toThrow(message);
    expect(readdirSync(data)).toEqual([]);
  });

  it('says so when the folder cannot be written', () => {
    const data = scratchFolder({ file: 'not a folder' });
    expect(() => generateData({ ...base(join(data, 'file')) })).toThrow(
      expect.objectContaining({ code: 'OUTPUT_NOT_WRITABLE' }),
    );
  });
});

import { mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { zipFile } from '../zip/zip-writer.ts';
import type { TickFileLayout } from './tick-file-parser.ts';
import { TickStore } from './tick-store.ts';

const TRADES: TickFileLayout = { shape: 'trade', tail: 'conditions', priceScale: 4 };
const QUOTES: TickFileLayout = { shape: 'quote', tail: 'suspicious', priceScale: 0 };
const SIDES: TickFileLayout = { shape: 'sides', tail: 'suspicious', priceScale: 0 };
const TRADE_LINES = '34200007,1674100,100,P,04000000,0\n34200007.5,1674150,7,D,1,1\n34200009,1674150,7,D,1,0\n';

let root: string;
let path: string;
let cache: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'lockstep-ticks-'));
  path = join(root, 'day.zip');
  cache = join(root, 'cache');
});

afterEach(() => rmSync(root, { recursive: true }));

function writeTicks(lines: string, modified = new Date(2020, 1, 1)): void {
  writeFileSync(path, zipFile('day.csv', Buffer.from(lines)));
  utimesSync(path, modified, modified);
}

describe('TickStore', () => {
  test.each([
    ['trades', TRADES, TRADE_LINES],
    ['quotes', QUOTES, '1,6700.10,0.5,6700.2,1,1\n2,0,0,6700.30,2\n'],
    ['bid and ask alone', SIDES, '1,1.10,1.2\n2,1.1,1.25\n3,1.1,1.5\n'],
    ['a day without ticks', TRADES, ''],
  ])('gives %s from the cache as from the file', (_, layout, lines) => {
    writeTicks(lines);
    const parsed = new TickStore(null).read(path, layout);
    expect(new TickStore(cache).read(path, layout)).toEqual(parsed);
    const kept = readFileSync(path);
    writeFileSync(path, Buffer.alloc(kept.length));
    utimesSync(path, new Date(2020, 1, 1), new Date(2020, 1, 1));
    expect(new TickStore(cache).read(path, layout)).toEqual(parsed);
  });

  test('reads a file anew that has changed, or is read in another way', () => {
    writeTicks(TRADE_LINES);
    const first = new TickStore(cache).read(path, TRADES);
    expect(new TickStore(cache).read(path, { ...TRADES, priceScale: 2 })?.ticks.prices[0]![0]).toBe(16_741);
    writeTicks('34200007,1674200,100,P,04000000,0\n', new Date(2020, 1, 2));
    expect([first?.ticks.length, new TickStore(cache).read(path, TRADES)?.ticks.length]).toEqual([3, 1]);
  });

  test('behavior: a damaged cache file is as good as none, and a missing file is no file', () => {
    expect(new TickStore(cache).read(path, TRADES)).toBeNull();
    writeTicks(TRADE_LINES);
    const parsed = new TickStore(cache).read(path, TRADES);
    const [name = ''] = readdirSync(cache);
    const bytes = readFileSync(join(cache, name));
    bytes[bytes.length - 3]! ^= 1;
    writeFileSync(join(cache, name), bytes);
    expect(new TickStore(cache).read(path, TRADES)).toEqual(parsed);
  });

  test('behavior: a folder that cannot be written changes nothing', () => {
    writeTicks(TRADE_LINES);
    writeFileSync(cache, 'not a folder');
    expect(new TickStore(cache).read(path, TRADES)?.ticks.length).toBe(3);
  });

  test('tells a damaged file', () => {
    writeFileSync(path, 'no archive');
    expect(() => new TickStore(cache).read(path, TRADES)).toThrow(
      expect.objectContaining({ code: 'DATA_FILE_CORRUPT' }),
    );
  });
});

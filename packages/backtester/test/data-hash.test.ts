import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Algorithm, Resolution } from '@lockstep/core';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { backtest, openDataFolder, zipFile } from '../src/index.ts';

class TwoDays extends Algorithm {
  protected readonly lastDay: number = 2;

  override initialize() {
    this.setTimeZone('UTC');
    this.setStartDate(2021, 3, 1);
    this.setEndDate(2021, 3, this.lastDay);
    this.setBenchmark(() => 1);
    this.addCrypto('BTCUSD', Resolution.Minute, undefined, false);
  }
}

class OneDay extends TwoDays {
  protected override readonly lastDay = 1;
}

let root = '';
let data = '';

const coinFolder = (): string => join(data, 'crypto', 'coinbase', 'minute', 'btcusd');

function writeDay(day: string, price = 100): void {
  const text = `0,${price},${price},${price},${price},1\n60000,${price},${price},${price},${price},1\n`;
  writeFileSync(join(coinFolder(), `${day}_trade.zip`), zipFile(`${day}_btcusd_minute_trade.csv`, Buffer.from(text)));
}

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'lockstep-hash-'));
  data = join(root, 'data');
  mkdirSync(coinFolder(), { recursive: true });
  for (const day of ['20210301', '20210302', '20210303']) writeDay(day);
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

async function hashOf(strategy: new () => Algorithm, options: Parameters<typeof backtest>[1] = {}): Promise<string> {
  return (await backtest(strategy, { data, cacheFolder: join(root, 'cache'), ...options })).result.dataHash;
}

describe('dataHash', () => {
  test('is that of the files read, parsed or cached, wherever the folder lies', async () => {
    const hash = await hashOf(TwoDays);
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    expect(readdirSync(join(root, 'cache'))).not.toEqual([]);
    expect(await hashOf(TwoDays)).toBe(hash);
    expect(await hashOf(TwoDays, { cacheFolder: false })).toBe(hash);
    cpSync(data, join(root, 'elsewhere'), { recursive: true });
    expect(await hashOf(TwoDays, { data: join(root, 'elsewhere') })).toBe(hash);
  });

  test('changes with what is read, and with nothing else', async () => {
    const [one, two] = [await hashOf(OneDay), await hashOf(TwoDays)];
    expect(one).not.toBe(two);
    writeDay('20210303', 200);
    expect(await hashOf(TwoDays)).toBe(two);
    writeDay('20210302', 200);
    utimesSync(join(coinFolder(), '20210302_trade.zip'), 1, 1);
    expect(await hashOf(OneDay)).toBe(one);
    expect(await hashOf(TwoDays)).not.toBe(two);
  });

  test('is that of one run where several share a source', async () => {
    const source = openDataFolder(data, false);
    const shared = await Promise.all([TwoDays, OneDay].map((strategy) => hashOf(strategy, { data: source })));
    expect(shared).toEqual([await hashOf(TwoDays), await hashOf(OneDay)]);
  });

  test('covers CSV files and the databases of a LEAN folder', async () => {
    const before = await hashOf(OneDay);
    mkdirSync(join(data, 'alternative', 'interest-rate', 'usa'), { recursive: true });
    writeFileSync(join(data, 'alternative', 'interest-rate', 'usa', 'interest-rate.csv'), 'date,rate\n2020-01-01,2\n');
    expect(await hashOf(OneDay)).not.toBe(before);

    const csv = join(root, 'csv');
    const rows = (close: number): string => `date,open,high,low,close,volume\n2021-03-01,1,3,1,${close},1\n`;
    class Daily extends Algorithm {
      override initialize() {
        this.setStartDate(2021, 3, 1);
        this.setEndDate(2021, 3, 2);
        this.setBenchmark(() => 1);
        this.addEquity('ABC', Resolution.Daily);
      }
    }
    mkdirSync(csv);
    const hashes: string[] = [];
    for (const close of [2, 2, 3]) {
      writeFileSync(join(csv, 'abc.csv'), rows(close));
      hashes.push(await hashOf(Daily, { data: csv }));
    }
    expect(hashes[0]).toMatch(/^[0-9a-f]{64}$/);
    expect(hashes[1]).toBe(hashes[0]);
    expect(hashes[2]).not.toBe(hashes[0]);
  });

  test('is empty when nothing was read', async () => {
    rmSync(coinFolder(), { recursive: true });
    expect(await hashOf(OneDay)).toBe('');
  });
});

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Algorithm, DataError, Duration, Resolution, Tick, TickType, TimeZone } from '@lockstep/core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { backtest } from '../../backtest.ts';
import { parseCsvTicks } from './csv-tick-file.ts';

const NEW_YORK = TimeZone.of('America/New_York');
const parse = (text: string) => parseCsvTicks(text, NEW_YORK, NEW_YORK, 'abc_tick.csv');

describe('a CSV file of ticks', () => {
  it('holds trades and quotes, of one time or both in a row', () => {
    const { trades, quotes } = parse(
      'time,price,quantity,bid,bidSize,ask,askSize,exchange,suspicious\n' +
        '2024-03-04 09:30:00.250,10.50,100,,,,,P,0\n2024-03-04 09:30:00.250,,,10.4,300,10.6,400,,\n' +
        '2024-03-04T14:30:01Z,10.6,5,10.5,1,,,Q,1\n',
    );
    const open = Date.UTC(2024, 2, 4, 9, 30);
    expect([...trades.time]).toEqual([open + 250, open + 1_000]);
    expect([...trades.prices[0]!]).toEqual([10.5, 10.6]);
    expect([...trades.sizes[0]!]).toEqual([100, 5]);
    expect(trades.exchanges[trades.exchange[1]!]).toBe('Q');
    expect([...trades.suspicious]).toEqual([0, 1]);
    expect([...quotes.prices[0]!]).toEqual([10.4, 10.5]);
    expect([...quotes.prices[1]!]).toEqual([10.6, 0]);
  });

  it.each([
    ['a time that goes back', 'time,price\n2024-03-04 09:31,1\n2024-03-04 09:30,1\n', 3, 1, 'backwards'],
    ['a date without a time', 'time,price\n2024-03-04,1\n', 2, 1, 'time of day'],
    ['no price', 'time,price\n2024-03-04 09:31,\n', 2, 1, 'neither'],
    ['a price that is no number', 'time,price\n2024-03-04 09:31,x\n', 2, 2, 'expected a number'],
    ['NaN', 'time,price\n2024-03-04 09:31,NaN\n', 2, 2, 'expected a number'],
    ['a negative bid', 'time,bid,ask\n2024-03-04 09:31,-1,2\n', 2, 2, 'above 0'],
    ['a negative size', 'time,price,size\n2024-03-04 09:31,1,-2\n', 2, 3, 'negative'],
    ['a header without prices', 'time,size\n', 1, undefined, 'columns time and price'],
    ['a header only', 'time,price\n', 1, undefined, 'no rows'],
  ])('names the place of %s', (_, text, line, column, message) => {
    const read = (): unknown => parse(text);
    expect(read).toThrow(DataError);
    expect(read).toThrow(message);
    expect(read).toThrow(column === undefined ? `abc_tick.csv:${line})` : `abc_tick.csv:${line}:${column})`);
  });
});

describe('a folder of CSV files', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'lockstep-csv-ticks-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('serves ticks to strategies, consolidators and history', async () => {
    const rows = [1, 30, 61, 90].map(
      (second, i) =>
        `2024-03-04 09:${30 + Math.floor(second / 60)}:${String(second % 60).padStart(2, '0')},${100 + i},10,,`,
    );
    writeFileSync(
      join(folder, 'abc_tick.csv'),
      `time,price,quantity,bid,ask\n2024-03-04 09:30:00,,,99,101\n${rows.join('\n')}\n`,
    );
    const seen: string[] = [];
    class Reads extends Algorithm {
      override initialize(): void {
        this.setStartDate(2024, 3, 4);
        this.setEndDate(2024, 3, 4);
        this.addEquity('ABC', Resolution.Tick);
        this.setBenchmark(() => 1);
        this.consolidate('ABC', Resolution.Minute, (bar) => seen.push(`${bar.open} ${bar.close} ${bar.volume}`));
      }

      override async onEndOfAlgorithm(): Promise<void> {
        const ticks = await this.history(Tick, 'ABC', Duration.fromObject({ hours: 24 }));
        seen.push(
          `${ticks.length} ticks, ${ticks.filter(({ tickType }) => tickType === TickType.Quote).length} of quotes`,
        );
      }
    }
    await backtest(Reads, { data: folder, cacheFolder: false });
    expect(seen).toEqual(['100 101 20', '5 ticks, 1 of quotes']);
  });
});

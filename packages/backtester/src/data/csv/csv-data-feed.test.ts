import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  DataError,
  DataNormalizationMode,
  daysFromCivil,
  formatUtc,
  Resolution,
  SecurityType,
  TickType,
  type TradeBarBatch,
} from '@lockstep/core';
import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { drain, requestFor, type SubscriptionFixture } from '../fixtures/subscription-fixture.ts';
import { builtInReferenceData } from '../lean/lean-reference-data.ts';
import { CsvDataFeed } from './csv-data-feed.ts';
import type { CsvOptions } from './csv-options.ts';

const ABC: SubscriptionFixture = {
  ticker: 'ABC',
  securityType: SecurityType.Equity,
  market: 'usa',
  resolution: Resolution.Daily,
};
const HEADER = 'Date,Open,High,Low,Close,Volume\n';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lockstep-csv-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function read(
  text: string,
  fixture: SubscriptionFixture = ABC,
  options: CsvOptions = {},
  name = 'ABC.csv',
): TradeBarBatch[] {
  writeFileSync(join(folder, name), text);
  const request = requestFor(fixture, builtInReferenceData(), daysFromCivil(2020, 1, 1), daysFromCivil(2021, 1, 1));
  return drain(new CsvDataFeed(folder, options).subscribe(request)) as TradeBarBatch[];
}

describe('a CSV folder', () => {
  it('gives daily bars from open to close', () => {
    const [bars] = read(`${HEADER}2020-01-02,1.10,2,1,1.5,100\n2020-01-03,1.5,2,1,1.25,200\n`);
    expect([...bars!.close]).toEqual([1.5, 1.25]);
    expect(formatUtc(bars!.time[0]!)).toBe('2020-01-02T14:30:00Z');
    expect(formatUtc(bars!.endTime[0]!)).toBe('2020-01-02T21:00:00Z');
    expect(bars!.exact.at(0, 0).toString()).toBe('1.10');
  });

  it.each([
    ['2020-01-02T09:30:00', '2020-01-02T14:30:00Z'],
    ['2020-01-02 09:30', '2020-01-02T14:30:00Z'],
    ['20200102 09:30', '2020-01-02T14:30:00Z'],
    ['20200102 093000', '2020-01-02T14:30:00Z'],
    ['2020-01-02T14:30:00Z', '2020-01-02T14:30:00Z'],
    ['2020-01-02 09:30:00-05:00', '2020-01-02T14:30:00Z'],
    ['1577975400', '2020-01-02T14:30:00Z'],
    ['1577975400000', '2020-01-02T14:30:00Z'],
  ])('understands the time %s', (time, expected) => {
    const later = /^\d{10,13}$/.test(time)
      ? String(Number(time) + (time.length > 10 ? 60_000 : 60))
      : time.replace('30', '31');
    const [bars] = read(`time,open,high,low,close\n${time},1,1,1,1\n${later},1,1,1,1\n`, {
      ...ABC,
      resolution: Resolution.Minute,
    });
    expect([...bars!.time].map(formatUtc)).toEqual([expected, expected.replace('30:00', '31:00')]);
    expect(bars!.endTime[0]! - bars!.time[0]!).toBe(60_000);
    expect(bars!.volume[0]).toBe(0);
  });

  it('takes times in the zone of the options, and columns by their mapping', () => {
    const options = { timeZone: 'UTC', columns: { time: 'When', close: 'Last Price' } };
    const fixture = { ...ABC, resolution: Resolution.Hour };
    const [bars] = read(
      'Open;High;Low;Last Price;When\n1;3;1;2;"2020-01-02 15:00"\n1;3;1;2;"2020-01-02 16:00"\n',
      fixture,
      options,
      'abc_hour.csv',
    );
    expect(formatUtc(bars!.time[0]!)).toBe('2020-01-02T15:00:00Z');
    expect([...bars!.close]).toEqual([2, 2]);
  });

  it("scales prices by Yahoo's adjusted close, unless raw prices are wanted", () => {
    const text = 'Date,Open,High,Low,Close,Adj Close,Volume\n2020-01-02,8,12,8,10,5,100\n';
    const [adjusted] = read(text, { ...ABC, normalization: DataNormalizationMode.Adjusted });
    expect([adjusted!.open[0], adjusted!.high[0], adjusted!.low[0], adjusted!.close[0], adjusted!.volume[0]]).toEqual([
      4, 6, 4, 5, 100,
    ]);
    const [raw] = read(text);
    expect([raw!.open[0], raw!.close[0]]).toEqual([8, 10]);
  });

  it('has no data for other resolutions, tick types and tickers', () => {
    const text = `${HEADER}2020-01-02,1,2,1,1.5,100\n`;
    expect(read(text, { ...ABC, resolution: Resolution.Minute })).toEqual([]);
    expect(read(text, { ...ABC, tickType: TickType.Quote })).toEqual([]);
    expect(read(text, { ...ABC, ticker: 'DEF' })).toEqual([]);
  });

  it('tells what it holds for a ticker', () => {
    writeFileSync(join(folder, 'ghi.csv'), `${HEADER}2020-01-02,1,2,1,1,1\n2020-01-03,1,2,1,2,1\n`);
    writeFileSync(join(folder, 'ghi_minute.csv'), `${HEADER}2020-01-02 09:30,x,2,1,1,1\n`);
    const feed = new CsvDataFeed(folder);
    expect(feed.describe('GHI')).toBe('ghi.csv with 2 daily bars, 2020-01-02 to 2020-01-03; ghi_minute.csv (damaged)');
    expect(feed.describe('GH')).toBe('');
  });

  it('gives as history what ends from the start to the end', () => {
    writeFileSync(
      join(folder, 'abc.csv'),
      `${HEADER}2020-01-02,1,2,1,1,1\n2020-01-03,1,2,1,2,1\n2020-01-06,1,2,1,3,1\n`,
    );
    const request = requestFor(ABC, builtInReferenceData(), 0, 1);
    const feed = new CsvDataFeed(folder);
    const batches = feed.getHistory({
      ...request,
      startUtc: Date.UTC(2020, 0, 2, 21),
      endUtc: Date.UTC(2020, 0, 6, 21),
    });
    expect(batches.flatMap((batch) => [...(batch as TradeBarBatch).close])).toEqual([1, 2, 3]);
  });
});

describe('a malformed CSV file', () => {
  it.each([
    [`${HEADER}2020-01-02,1,2,1,1.5,100\n2020-13-02,1,2,1,1.5,100\n`, '3:1', 'the time "2020-13-02"'],
    [`${HEADER}2020-01-02,1,2,1,null,100\n`, '2:5', 'the close "null"'],
    [`${HEADER}2020-01-02,1,-2,1,1,100\n`, '2:3', 'negative high -2'],
    [`${HEADER}2020-01-02,1,2,1,1,1\n2020-01-03,1,2,0,1,1\n`, '3:4', 'the low 0, expected a price above 0'],
    [`${HEADER}2020-01-02,1,2,1,0.00,100\n`, '2:5', 'the close 0.00'],
    ['Date,Open,High,Low,Close,Adj Close\n2020-01-02,1,2,1,1,0\n', '2:6', 'the adjusted close 0'],
    [`${HEADER}2020-01-02,1,1,2,1,100\n`, '2:3', 'High 1 is below low 2'],
    [`${HEADER}2020-01-03,1,2,1,1,100\n2020-01-02,1,2,1,1,100\n`, '3:1', 'Time goes backwards'],
    [`${HEADER}2020-01-02,1,2,1,1\n`, '2:5', 'Received 5 columns, expected 6'],
    ['Date,Open,High,Low,Volume\n2020-01-02,1,2,1,1\n', '1', 'no column for close'],
    ['', '1', 'no column for time'],
    [HEADER, '1', 'no rows'],
  ])('is an error with its place: %j', (text, place, message) => {
    expect(() => read(text)).toThrow(DataError);
    expect(() => read(text)).toThrow(message);
    expect(() => read(text)).toThrow(new RegExp(`ABC\\.csv:${place}\\)$`));
  });

  it('never crashes or hangs, whatever the text', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '2020-01-02',
        '2020-01-03',
        '1.5',
        ',',
        ',',
        ';',
        '\n',
        '\n',
        'NaN',
        '-1',
        '"',
        '1577975400',
        '9'.repeat(40),
      ),
      fc.string({ maxLength: 4 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), fc.boolean(), (pieces, hasHeader) => {
        try {
          for (const bars of read((hasHeader ? HEADER : '') + pieces.join(''))) {
            for (const price of bars.close) expect(price > 0 && Number.isFinite(price)).toBe(true);
          }
        } catch (error) {
          expect(error).toBeInstanceOf(DataError);
          expect((error as DataError).location.line).toBeGreaterThan(0);
        }
      }),
      { numRuns: 500 },
    );
  });
});

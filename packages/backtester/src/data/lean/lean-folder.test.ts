import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  AuxiliaryType,
  type DataBatch,
  DataError,
  DataKind,
  daysFromCivil,
  formatUtc,
  LockstepError,
  Resolution,
  SecurityType,
  type TradeBarBatch,
} from '@lockstep/core';
import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { drain, requestFor, type SubscriptionFixture } from '../fixtures/subscription-fixture.ts';
import { zipFile } from '../zip/zip-writer.ts';
import { LeanDataFeed } from './lean-data-feed.ts';
import { builtInReferenceData, LeanReferenceData } from './lean-reference-data.ts';
import { writeLeanBars } from './lean-writer.ts';

const FIRST_DAY = daysFromCivil(2021, 3, 1);
const BITCOIN: SubscriptionFixture = {
  ticker: 'BTCUSD',
  securityType: SecurityType.Crypto,
  market: 'coinbase',
  resolution: Resolution.Minute,
};

let root = '';
let folder = '';
let cacheFolder = '';

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'lockstep-lean-'));
  folder = join(root, 'data');
  cacheFolder = join(root, 'cache');
  mkdirSync(folder);
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function minutes(
  days: number,
  perDay = 1_440,
): Record<'time' | 'open' | 'high' | 'low' | 'close' | 'volume', Float64Array> {
  const length = days * perDay;
  const column = (value: (row: number) => number): Float64Array =>
    Float64Array.from({ length }, (_, row) => value(row));
  return {
    time: column((row) => (FIRST_DAY + Math.floor(row / perDay)) * 86_400_000 + (row % perDay) * 60_000),
    open: column((row) => 100 + (row % 7) / 4),
    high: column((row) => 102 + (row % 5) / 100),
    low: column((row) => 99.5 - (row % 3) / 1_000),
    close: column((row) => 100.25 + (row % 11) / 8),
    volume: column((row) => (row % 13) / 8),
  };
}

const read = (feed: LeanDataFeed, days = 40, fixture = BITCOIN): DataBatch[] =>
  drain(feed.subscribe(requestFor(fixture, builtInReferenceData(), FIRST_DAY, FIRST_DAY + days)));

const flat = (batches: readonly DataBatch[]): number[][] =>
  batches
    .filter((batch): batch is TradeBarBatch => batch.kind === DataKind.TradeBar)
    .flatMap((b) =>
      Array.from({ length: b.length }, (_, i) => [
        b.time[i]!,
        b.endTime[i]!,
        b.open[i]!,
        b.high[i]!,
        b.low[i]!,
        b.close[i]!,
        b.volume[i]!,
        b.exact.at(1, i).scale,
      ]),
    );

describe('a LEAN folder that was written', () => {
  it('reads back the same bars', () => {
    const bars = minutes(3);
    const paths = writeLeanBars(folder, BITCOIN, bars);
    expect(paths.length).toBe(3);
    const rows = flat(read(new LeanDataFeed(folder, { cacheFolder: null })));
    expect(rows.map((row) => row[0])).toEqual([...bars.time]);
    for (const [i, name] of (['open', 'high', 'low', 'close', 'volume'] as const).entries())
      expect(rows.map((row) => row[i + 2])).toEqual([...bars[name]]);
  });

  it('has the same bytes when written again', () => {
    const [first] = writeLeanBars(folder, BITCOIN, minutes(1));
    const bytes = readFileSync(first!);
    writeLeanBars(folder, BITCOIN, minutes(1));
    expect(readFileSync(first!)).toEqual(bytes);
  });

  it('holds hours and days of equities in one file, in ten-thousandths', () => {
    const target = { ticker: 'ABC', securityType: SecurityType.Equity, market: 'usa', resolution: Resolution.Daily };
    const day = FIRST_DAY * 86_400_000;
    const column = [10.1234, 10.5];
    writeLeanBars(folder, target, {
      time: [day, day + 86_400_000],
      open: column,
      high: column,
      low: column,
      close: column,
      volume: [5, 6],
    });
    const bars = read(new LeanDataFeed(folder, { cacheFolder: null }), 3, { ...target })[0] as TradeBarBatch;
    expect([...bars.close]).toEqual(column);
    expect(bars.exact.at(3, 1).toString()).toBe('10.5000');
    expect(formatUtc(bars.endTime[0]!)).toBe('2021-03-01T21:00:00Z');
  });

  it('refuses values that no file can hold', () => {
    const bars = minutes(1, 2);
    bars.close[1] = Number.NaN;
    expect(() => writeLeanBars(folder, BITCOIN, bars)).toThrow(/Bar 1 holds/);
    expect(() => writeLeanBars(folder, BITCOIN, { ...minutes(1, 2), time: [5, 5] })).toThrow(
      /Bar 1 does not start after/,
    );
    writeFileSync(join(root, 'file'), '');
    expect(() => writeLeanBars(join(root, 'file'), BITCOIN, minutes(1, 2))).toThrow(/Cannot write/);
  });
});

describe('the cache', () => {
  const cached = (): LeanDataFeed => new LeanDataFeed(folder, { cacheFolder });
  const cacheFiles = (): string[] => readdirSync(cacheFolder).map((name) => join(cacheFolder, name));

  it('gives what parsing gives', () => {
    writeLeanBars(folder, BITCOIN, minutes(40, 300));
    const parsed = flat(read(new LeanDataFeed(folder, { cacheFolder: null })));
    expect(parsed.length).toBe(40 * 300);
    expect(flat(read(cached()))).toEqual(parsed);
    expect(cacheFiles().length).toBeGreaterThan(0);
    expect(flat(read(cached()))).toEqual(parsed);
  });

  it('is read instead of the source, until the source changes', () => {
    const [path] = writeLeanBars(folder, BITCOIN, minutes(1));
    const rows = flat(read(cached()));
    const damaged = readFileSync(path!);
    damaged.fill(7, 100, 200);
    const stamp = new Date(1_600_000_000_000);
    utimesSync(path!, stamp, stamp);
    read(cached());
    writeFileSync(path!, damaged);
    utimesSync(path!, stamp, stamp);
    expect(flat(read(cached()))).toEqual(rows);
    utimesSync(path!, new Date(1_600_000_001_000), new Date(1_600_000_001_000));
    expect(() => read(cached())).toThrow(DataError);
  });

  it('parses again when it is damaged anywhere', () => {
    writeLeanBars(folder, BITCOIN, minutes(2, 50));
    const rows = flat(read(cached()));
    const [file] = cacheFiles();
    const intact = readFileSync(file!);
    fc.assert(
      fc.property(fc.nat(intact.length - 1), fc.integer({ min: 1, max: 255 }), fc.boolean(), (at, change, cuts) => {
        const bytes = Buffer.from(intact);
        bytes[at] = bytes[at]! ^ change;
        writeFileSync(file!, cuts ? intact.subarray(0, at) : bytes);
        expect(flat(read(cached()))).toEqual(rows);
      }),
      { numRuns: 300 },
    );
  });

  it('does without a folder that cannot be written', () => {
    writeLeanBars(folder, BITCOIN, minutes(1));
    writeFileSync(join(root, 'occupied'), '');
    expect(flat(read(new LeanDataFeed(folder, { cacheFolder: join(root, 'occupied', 'cache') }))).length).toBe(1_440);
  });

  it('does not fail for a damaged file of a day that nobody asked for', () => {
    const paths = writeLeanBars(folder, BITCOIN, minutes(3, 10));
    writeFileSync(paths[2]!, 'garbage');
    expect(flat(read(cached(), 2)).length).toBe(20);
    expect(() => read(cached(), 3)).toThrow(paths[2]);
  });
});

describe('corrupt files', () => {
  const write = (text: string): string => {
    const path = join(folder, 'crypto', 'coinbase', 'minute', 'btcusd', '20210302_trade.zip');
    mkdirSync(join(path, '..'), { recursive: true });
    writeFileSync(path, zipFile('20210302_btcusd_minute_trade.csv', Buffer.from(text)));
    return path;
  };

  it('are an error that names file, line and column', () => {
    const path = write('0,1,1,1,1,1\n60000,1,1,-1,1,1\n');
    const feed = new LeanDataFeed(folder, { cacheFolder: null });
    expect(() => read(feed)).toThrow(new RegExp(`negative low -1 \\(${path}#20210302_btcusd_minute_trade.csv:2:4\\)`));
  });

  it('are an error after any damage to a row', () => {
    const rows = Array.from({ length: 20 }, (_, i) => `${i * 60_000},10,11,9,10,1`);
    const damage = fc.constantFrom('NaN', '-5', 'abc', '', 'Infinity', '1.2.3');
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 19 }), fc.nat(5), damage, (line, column, text) => {
        const changed = rows.map((row, i) =>
          i === line
            ? row
                .split(',')
                .map((field, c) => (c === column ? text : field))
                .join(',')
            : row,
        );
        const path = write(changed.join('\n'));
        let error: unknown;
        try {
          read(new LeanDataFeed(folder, { cacheFolder: null }));
        } catch (caught) {
          error = caught;
        }
        expect(error).toBeInstanceOf(DataError);
        expect((error as DataError).location).toMatchObject({ line: line + 1, column: column + 1 });
        expect((error as DataError).location.file).toContain(path);
      }),
    );
  });

  it('are an error when time goes backwards; a repeated time is dropped, as in LEAN', () => {
    write('60000,1,1,1,1,1\n0,1,1,1,1,1\n');
    expect(() => read(new LeanDataFeed(folder, { cacheFolder: null }))).toThrow(/Time goes backwards.*:2:1/);
    write('0,1,1,1,1,1\n0,2,2,2,2,2\n60000,3,3,3,3,3\n');
    expect(flat(read(new LeanDataFeed(folder, { cacheFolder: null }))).map((row) => row[2])).toEqual([1, 3]);
  });

  it('need a folder to be in', () => {
    expect(() => new LeanDataFeed(join(root, 'nowhere'))).toThrow(LockstepError);
  });
});

describe('corporate files', () => {
  const ABC: SubscriptionFixture = {
    ticker: 'XYZ',
    securityType: SecurityType.Equity,
    market: 'usa',
    resolution: Resolution.Daily,
  };

  function writeCorporate(map: string, factors: string | null): void {
    for (const name of ['map_files', 'factor_files'])
      mkdirSync(join(folder, 'equity', 'usa', name), { recursive: true });
    writeFileSync(join(folder, 'equity', 'usa', 'map_files', 'xyz.csv'), map);
    if (factors !== null) writeFileSync(join(folder, 'equity', 'usa', 'factor_files', 'xyz.csv'), factors);
  }

  function writeDaily(ticker: string, days: readonly string[], close: number): void {
    const time = days.map((day) => Date.parse(`${day}T00:00:00Z`));
    const column = time.map(() => close);
    writeLeanBars(
      folder,
      { ...ABC, ticker },
      { time, open: column, high: column, low: column, close: column, volume: column },
    );
  }

  const log = (days: number): string[] =>
    drain(
      new LeanDataFeed(folder, { cacheFolder: null }).subscribe(
        requestFor(ABC, new LeanReferenceData(folder), FIRST_DAY, FIRST_DAY + days),
      ),
    ).flatMap((batch) =>
      batch.kind === DataKind.Auxiliary
        ? batch.events.map((event) =>
            event.type === AuxiliaryType.Delisting
              ? `${formatUtc(event.timeMs)} delisting ${event.delistingType} ${event.price}`
              : event.type === AuxiliaryType.SymbolChanged
                ? `${formatUtc(event.timeMs)} ${event.oldSymbol}>${event.newSymbol}`
                : formatUtc(event.timeMs),
          )
        : Array.from(
            { length: batch.length },
            (_, i) => `${formatUtc(batch.endTime[i]!)} ${(batch as TradeBarBatch).close[i]}`,
          ),
    );

  it('announce a delisting on its day and carry it out on the next', () => {
    writeCorporate('20200102,xyz\n20210303,xyz\n', null);
    writeDaily('xyz', ['2021-03-01', '2021-03-02', '2021-03-03'], 5);
    expect(log(10)).toEqual([
      '2021-03-01T21:00:00Z 5',
      '2021-03-02T21:00:00Z 5',
      '2021-03-03T05:00:00Z delisting 0 5.0000',
      '2021-03-03T21:00:00Z 5',
      '2021-03-04T05:00:00Z delisting 1 5.0000',
    ]);
  });

  it('lead from one daily file to the next when the ticker changes', () => {
    writeCorporate('20200102,xya\n20210302,xya\n20501231,xyz\n', null);
    writeDaily('xya', ['2021-03-01', '2021-03-02', '2021-03-03'], 5);
    writeDaily('xyz', ['2021-03-01', '2021-03-02', '2021-03-03', '2021-03-04'], 6);
    expect(log(5)).toEqual([
      '2021-03-01T21:00:00Z 5',
      '2021-03-02T21:00:00Z 5',
      '2021-03-03T05:00:00Z XYA>XYZ',
      '2021-03-03T21:00:00Z 6',
      '2021-03-04T21:00:00Z 6',
    ]);
  });

  it('let data begin with the factor file', () => {
    writeCorporate('20200102,xyz\n20501231,xyz\n', '20210304,0.5,1,10\n20501231,1,1,0\n');
    writeDaily('xyz', ['2021-03-01', '2021-03-02', '2021-03-03', '2021-03-04'], 5);
    // Usable from the day before the first row. As written, the bar before that ends at its first instant: it is in.
    expect(log(4)).toEqual(['2021-03-02T21:00:00Z 5', '2021-03-03T21:00:00Z 5', '2021-03-04T21:00:00Z 5']);
  });

  it('are an error when they are malformed', () => {
    writeCorporate('2020010,xyz\n', null);
    expect(() => new LeanReferenceData(folder).identify('XYZ', SecurityType.Equity, 'usa')).toThrow(/xyz\.csv:1:1/);
    writeCorporate('20200102,xyz\n20501231,xyz\n', '20210304,abc,1,10\n');
    expect(() => log(3)).toThrow(/Received the factor "abc".*xyz\.csv:1:2/);
  });
});

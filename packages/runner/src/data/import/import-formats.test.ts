import { join } from 'node:path';
import { zipFile } from '@lockstep/backtester';
import { describe, expect, it } from 'vitest';
import { scratchFolder } from '../../../test/scratch-folder.ts';
import { readBarLines } from '../bar-files.ts';
import { type ImportDataOptions, importData } from './import-data.ts';

type Files = Readonly<Record<string, string | Buffer>>;

/** Imports a folder of files; of each series also the rows that were written. */
function importFiles(files: Files, options: Partial<ImportDataOptions> = {}) {
  const folder = scratchFolder(Object.fromEntries(Object.entries(files).map(([name, text]) => [`in/${name}`, text])));
  return importData(join(folder, 'in'), { data: join(folder, 'data'), ...options }).map((imported) => ({
    ...imported,
    paths: imported.files.map((file) => file.slice(join(folder, 'data').length + 1).replaceAll('\\', '/')),
    rows: imported.files.flatMap((file) => readBarLines(file).filter((line) => line !== '')),
  }));
}

function errorOf(files: Files, options: Partial<ImportDataOptions> = {}): unknown {
  try {
    importFiles(files, options);
  } catch (error) {
    return error;
  }
  return undefined;
}

describe("Stooq's files", () => {
  const header = '<TICKER>,<PER>,<DATE>,<TIME>,<OPEN>,<HIGH>,<LOW>,<CLOSE>,<VOL>,<OPENINT>\n';

  it('are split by ticker, with the market of the suffix', () => {
    const imported = importFiles({
      'all.txt':
        `${header}AAA.US,D,20240304,000000,10,11,9,10.5,100,0\nAAA.US,D,20240305,000000,10.5,12,10,11,200,0\n` +
        'BTC.V,D,20240304,000000,60000,61000,59000,60500,0,0\nEURUSD,D,20240304,000000,1.1,1.2,1,1.15,0,0\n',
    });
    expect(imported.map(({ symbol, type, market, bars }) => [symbol, type, market, bars])).toEqual([
      ['AAA', 'equity', 'usa', 2],
      ['BTCUSD', 'crypto', 'coinbase', 1],
      ['EURUSD', 'forex', 'oanda', 1],
    ]);
    expect(imported[0]?.rows[1]).toBe('20240305 00:00,105000,120000,100000,110000,200');
  });

  it("have Warsaw's times: hours carry their ends, minutes their starts", () => {
    // 16:00 in Warsaw ends the first, short hour of New York, which LEAN's grid starts at 9:00.
    const hours = importFiles({
      'h.txt': `${header}AAA.US,60,20240304,160000,10,11,9,10,5,0\nAAA.US,60,20240304,170000,10,12,10,11,6,0\n`,
    });
    expect(hours[0]?.rows).toEqual([
      '20240304 09:00,100000,110000,90000,100000,5',
      '20240304 10:00,100000,120000,100000,110000,6',
    ]);
    const fives = `${header}AAA.US,5,20240304,153000,10,11,9,10,5,0\nAAA.US,5,20240304,153500,10,12,10,11,6,0\n`;
    expect(importFiles({ 'm.txt': fives }, { resolution: 'hour' })[0]?.rows).toEqual([
      '20240304 09:00,100000,120000,90000,110000,11',
    ]);
    expect(errorOf({ 'm.txt': fives })).toMatchObject({
      message: expect.stringContaining('--resolution hour or daily'),
    });
  });

  it('of other markets need to be told', () => {
    const error = errorOf({ 'x.txt': `${header}7203.JP,D,20240304,000000,10,11,9,10,5,0\n` });
    expect(error).toMatchObject({ code: 'DATA_FILE_CORRUPT', location: { line: 2, column: 1 } });
    expect(errorOf({ 'x.txt': `${header}A.US,X,20240304,000000,10,11,9,10,5,0\n` })).toMatchObject({
      code: 'DATA_ROW_INVALID',
      location: { line: 2, column: 2 },
    });
  });
});

describe("Binance's klines", () => {
  const row = (open: string, close: string): string => `${open},10.5,11,10,10.75,3.25,${close},34,7,1,10,0\n`;
  const milliseconds = row('1704067200000', '1704067259999') + row('1704067260000', '1704067319999');
  const microseconds = row('1735689600000000', '1735689659999999');

  it.each([
    ['milliseconds without header', milliseconds, '20240101'],
    ['microseconds', microseconds, '20250101'],
    [
      'a header',
      `open_time,open,high,low,close,volume,close_time,quote_volume,count,taker_buy_volume,taker_buy_quote_volume,ignore\n${milliseconds}`,
      '20240101',
    ],
  ])('with %s', (_, text, day) => {
    const [imported] = importFiles({ 'BTCUSDT-1m-2024-01.csv': text });
    expect(imported).toMatchObject({ symbol: 'BTCUSDT', type: 'crypto', market: 'binance', resolution: 'minute' });
    expect(imported?.paths).toEqual([`crypto/binance/minute/btcusdt/${day}_trade.zip`]);
    expect(imported?.rows[0]).toBe('0,10.5,11,10,10.75,3.25');
  });

  it('of several months become one series, zipped or not, and months that overlap are refused', () => {
    const hour = (month: string, open: number): string =>
      row(`${Date.parse(`2024-${month}T00:00Z`) + open}`, '1704070799999');
    const files = {
      'ETHUSDT-1h-2024-01.zip': zipFile(
        'ETHUSDT-1h-2024-01.csv',
        Buffer.from(hour('01-01', 0) + hour('01-01', 3_600_000)),
      ),
      'ETHUSDT-1h-2024-02.csv': hour('02-01', 0),
    };
    const [imported, ...others] = importFiles(files);
    expect(others).toEqual([]);
    expect(imported).toMatchObject({ bars: 3, resolution: 'hour', paths: ['crypto/binance/hour/ethusdt_trade.zip'] });
    expect(imported?.sources).toHaveLength(2);
    const error = errorOf({ ...files, 'ETHUSDT-1h-2024-02-01.csv': hour('02-01', 0) });
    expect(error).toMatchObject({ code: 'DATA_ROW_INVALID', location: { line: 1 } });
    expect(String(error)).toContain('The files overlap');
  });

  it('whose interval no data folder has are consolidated when asked', () => {
    const quarter = (i: number, low: number): string =>
      `${1704067200000 + i * 900_000},10,${12 + i},${low},11,0.1,${1704067200000 + (i + 1) * 900_000 - 1},1,1,1,1,0\n`;
    const text = [9, 8, 7, 8, 9].map((low, i) => quarter(i, low)).join('');
    expect(importFiles({ 'BTCUSDT-15m-2024-01.csv': text }, { resolution: 'hour' })[0]?.rows).toEqual([
      '20240101 00:00,10,15,7,11,0.4',
      '20240101 01:00,10,16,9,11,0.1',
    ]);
    expect(errorOf({ 'BTCUSDT-15m-2024-01.csv': text }, { resolution: 'minute' })).toMatchObject({ code: 'USAGE' });
    expect(errorOf({ 'BTCUSDT-1w-2024-01.csv': text })).toMatchObject({ code: 'DATA_FILE_CORRUPT' });
  });

  it('names the row of a kline that is off its grid', () => {
    const error = errorOf({ 'BTCUSDT-1m-2024-01.csv': milliseconds + row('1704067320500', '1704067379999') });
    expect(error).toMatchObject({ code: 'DATA_ROW_INVALID', location: { line: 3, column: 1 } });
  });
});

describe("Kraken's OHLCVT files", () => {
  it('have symbol and interval in their names; a minute without trades is no gap', () => {
    const [imported] = importFiles({
      'XBTUSD_1.csv': '1704067200,42000.1,42001,42000,42000.5,1.5,12\n1704067380,42000.5,42002,42000,42001,0.25,3\n',
    });
    expect(imported).toMatchObject({ symbol: 'BTCUSD', market: 'kraken', resolution: 'minute', missingDays: [] });
    expect(imported?.rows).toEqual(['0,42000.1,42001,42000,42000.5,1.5', '180000,42000.5,42002,42000,42001,0.25']);
  });

  it('of days lie under their day, and a missing day is told, or an error when gaps are refused', () => {
    const files = { 'ETHXBT_1440.csv': '1704067200,1,2,1,2,3,4\n1704240000,2,3,2,3,4,5\n' };
    expect(importFiles(files)[0]).toMatchObject({ symbol: 'ETHBTC', bars: 2, missingDays: ['2024-01-02'] });
    const error = errorOf(files, { gaps: false });
    expect(error).toMatchObject({ code: 'DATA_ROW_INVALID', location: { line: 2, column: 1 } });
    expect(String(error)).toContain('no bar of 2024-01-02');
  });
});

describe("Alpaca's pages", () => {
  const bar = (t: string, c = 10): string => `{"t":"${t}","o":10,"h":11.5,"l":9.25,"c":${c},"v":100,"n":5,"vw":10.1}`;

  it('of one symbol, with the times of New York for daily bars', () => {
    const text = `{"bars":[${bar('2024-03-08T05:00:00Z')},${bar('2024-03-11T04:00:00Z')}],"symbol":"AAPL","next_page_token":null}`;
    const [imported] = importFiles({ 'page.json': text });
    expect(imported).toMatchObject({ symbol: 'AAPL', type: 'equity', resolution: 'daily', notes: [] });
    expect(imported?.rows.map((row) => row.slice(0, 8))).toEqual(['20240308', '20240311']);
  });

  it('of several symbols on several pages', () => {
    const one = `{"bars":{"AAPL":[${bar('2024-03-04T14:30:00Z')}],"BTC/USD":[${bar('2024-03-04T00:00:00Z')}]},"next_page_token":"abc"}`;
    const two = `{"bars":{"AAPL":[${bar('2024-03-04T14:31:00Z')}],"BTC/USD":null},"next_page_token":"def"}`;
    const options = { resolution: 'minute' } as const;
    expect(errorOf({ 'pages.json': `[${one},${two}]` }, options)).toMatchObject({ code: 'DATA_FILE_CORRUPT' });
    const pages = { 'pages.json': `${one}\n${two.replace('null', '[]')}` };
    const imported = importFiles(pages, options);
    expect(imported.map(({ symbol, type, bars }) => [symbol, type, bars])).toEqual([
      ['AAPL', 'equity', 2],
      ['BTCUSD', 'crypto', 1],
    ]);
    expect(imported[0]?.rows[1]).toBe('34260000,100000,115000,92500,100000,100');
    expect(imported[0]?.notes[0]).toContain('next one');
  });

  it('name line and column of what is wrong', () => {
    const text = `{"bars":[\n${bar('2024-03-04T05:00:00Z')},\n${bar('2024-03-05T05:00:00Z', -1)}\n],"symbol":"A"}`;
    const error = errorOf({ 'p.json': text });
    expect(error).toMatchObject({ code: 'DATA_ROW_INVALID', location: { line: 3, column: 58 } });
    expect(String(error)).toContain('Received "-1"');
    expect(errorOf({ 'p.json': '{"bars":[\n{"t":1,}]}' })).toMatchObject({
      code: 'DATA_FILE_CORRUPT',
      location: { line: 2, column: 8 },
    });
    expect(errorOf({ 'p.json': '{"bars":null,"symbol":"A"}' })).toMatchObject({ code: 'DATA_FILE_CORRUPT' });
  });
});

describe('JSON of any other kind', () => {
  const expected = ['20240304 00:00,100000,120000,90000,110000,5', '20240305 00:00,110000,130000,100000,120000,6'];
  it.each([
    [
      'a list of objects',
      '[{"date":"2024-03-04","open":10,"high":12,"low":9,"close":11,"volume":5},{"date":"2024-03-05","open":11,"high":13,"low":10,"close":12,"volume":6}]',
    ],
    ['a list of lists', '[["2024-03-04",10,12,9,11,5],["2024-03-05",11,13,10,12,6]]'],
    [
      'objects line by line',
      '{"date":"2024-03-04","o":10,"h":12,"l":9,"c":11,"v":5}\n{"date":"2024-03-05","o":11,"h":13,"l":10,"c":12,"v":6}\n',
    ],
    ['columns', '{"s":"ok","t":[1709528400,1709614800],"o":[10,11],"h":[12,13],"l":[9,10],"c":[11,12],"v":[5,6]}'],
    [
      'objects by date',
      '{"Meta Data":{"1. x":"y"},"Time Series (Daily)":{"2024-03-05":{"1. open":"11","2. high":"13","3. low":"10","4. close":"12","5. volume":"6"},"2024-03-04":{"1. open":"10","2. high":"12","3. low":"9","4. close":"11","5. volume":"5"}}}',
    ],
    [
      'a list in a member',
      '{"ticker":"abc","results":[{"t":1709528400000,"o":10,"h":12,"l":9,"c":11,"v":5},{"t":1709614800000,"o":11,"h":13,"l":10,"c":12,"v":6}]}',
    ],
  ])('is read: %s', (_, text) => {
    const [imported] = importFiles({ 'abc.json': text });
    expect(imported).toMatchObject({ symbol: 'ABC', resolution: 'daily' });
    expect(imported?.rows).toEqual(expected);
  });

  it('takes a mapping of names or positions, and a member with symbols', () => {
    const named =
      '[{"Stamp":"2024-03-04","A":10,"B":12,"C":9,"Last":11,"who":"x"},{"Stamp":"2024-03-04","A":20,"B":22,"C":19,"Last":21,"who":"y"}]';
    const columns = { time: 'Stamp', symbol: 'who', open: 'A', high: 'B', low: 'C', close: 'Last' };
    expect(importFiles({ 'z.json': named }, { columns }).map(({ symbol }) => symbol)).toEqual(['X', 'Y']);
    const positions = { time: '5', open: '1', high: '2', low: '3', close: '4' };
    expect(importFiles({ 'z.json': '[[10,12,9,11,"2024-03-04"]]' }, { columns: positions })[0]?.rows).toEqual([
      '20240304 00:00,100000,120000,90000,110000,0',
    ]);
  });

  it.each([
    ['columns of different lengths', '{"t":[1,2],"o":[1]}', 'holds 1 values'],
    ['no list', '{"a":1}', 'no list of bars'],
    ['an empty list', '[]', 'holds no bars'],
    ['a list of numbers', '[1,2]', 'neither objects nor lists'],
    ['mixed rows', '[{"a":1},[1]]', 'no object'],
    ['a member given twice', '[{"a":1,"a":2}]', 'stands twice'],
    ['text that ends early', '[{"a":1}', 'the end of the file'],
    ['no price', '[{"date":"2024-03-04","open":1,"high":1,"low":1}]', 'No column for close'],
  ])('is refused: %s', (_, text, message) => {
    expect(errorOf({ 'abc.json': text })).toMatchObject({
      code: 'DATA_FILE_CORRUPT',
      message: expect.stringContaining(message),
    });
  });
});

describe('importing into a folder that holds data', () => {
  const day = (date: string, price: number): string =>
    `date,open,high,low,close\n${date},${price},${price},${price},${price}\n`;

  it('replaces the days that it brings and keeps the others', () => {
    const folder = scratchFolder({
      'one/abc.csv': `${day('2024-03-04', 1)}2024-03-05,2,2,2,2\n`,
      'two/abc.csv': day('2024-03-05', 7),
    });
    const data = join(folder, 'data');
    importData(join(folder, 'one'), { data });
    const [second] = importData(join(folder, 'two'), { data });
    expect(readBarLines(second!.files[0]!).filter((line) => line !== '')).toEqual([
      '20240304 00:00,10000,10000,10000,10000,0',
      '20240305 00:00,70000,70000,70000,70000,0',
    ]);
  });

  it('writes nothing when a file of the source is wrong', () => {
    const files = { 'a.csv': day('2024-03-04', 1), 'b.csv': day('2024-03-04', -1) };
    const folder = scratchFolder(files);
    expect(() => importData(folder, { data: join(folder, 'data') })).toThrow('b.csv:2:2');
    expect(() => readBarLines(join(folder, 'data', 'equity', 'usa', 'daily', 'a.zip'))).toThrow('ENOENT');
  });
});

it('makes daily bars of minutes within regular hours, and counts the rest', () => {
  const minutes = ['09:29', '09:30', '09:31', '16:00'].map(
    (time, i) => `2024-03-04 ${time},${10 + i},${20 + i},5,15,100\n`,
  );
  const [imported] = importFiles(
    { 'abc.csv': `time,open,high,low,close,volume\n${minutes.join('')}` },
    { resolution: 'daily' },
  );
  expect(imported?.rows).toEqual(['20240304 00:00,110000,220000,50000,150000,200']);
  expect(imported?.outsideRows).toBe(2);
});

it('refuses an archive of several files', () => {
  // Two archives' entries in one: the directory says two.
  const archive = zipFile('a.csv', Buffer.from('date,open,high,low,close\n2024-03-04,1,1,1,1\n'));
  archive.writeUInt16LE(2, archive.length - 12);
  expect(errorOf({ 'a.zip': archive })).toMatchObject({ message: expect.stringContaining('holds 2 files') });
});

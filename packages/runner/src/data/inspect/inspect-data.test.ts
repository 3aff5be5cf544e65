import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { zipFile } from '@lockstep/backtester';
import { describe, expect, it } from 'vitest';
import { scratchFolder } from '../../../test/scratch-folder.ts';
import { generateData } from '../generate-data.ts';
import { inspectData } from './inspect-data.ts';

function dataFolder(files: Readonly<Record<string, string | Buffer>>): string {
  const folder = scratchFolder();
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, typeof content === 'string' ? zipFile('bars.csv', Buffer.from(content)) : content);
  }
  return folder;
}

const shipped = join(import.meta.dirname, '../../../../../examples/data');

describe('inspectData', () => {
  it('finds nothing wrong with the shipped data: every trading day of twenty years is there', () => {
    const { series } = inspectData(shipped);
    expect(series.find(({ symbol }) => symbol === 'SPX')).toMatchObject({
      bars: 5105,
      firstDay: '2000-01-03',
      lastDay: '2020-04-17',
    });
    for (const item of series) {
      expect(item).toMatchObject({
        missingDays: [],
        missingBars: 0,
        duplicates: 0,
        backwards: 0,
        badPrices: 0,
        zeroVolume: 0,
        problems: [],
      });
    }
  });

  it('counts gaps, duplicates, wrong order, bad prices and bars without volume, with file and line', () => {
    const folder = dataFolder({
      'equity/usa/daily/abc.zip': [
        '20240304 00:00,100,120,90,110,5',
        '20240306 00:00,100,120,90,110,0',
        '20240306 00:00,100,120,90,110,5',
        '20240305 00:00,100,120,90,125,5',
        '20240308 00:00,100,80,90,85,5',
        '20240308 00:00,nonsense',
        '',
      ].join('\n'),
    });
    const [series] = inspectData(folder, { symbol: 'abc' }).series;
    expect(series).toMatchObject({
      type: 'equity',
      market: 'usa',
      resolution: 'daily',
      kind: 'trade',
      files: 1,
      bars: 5,
      firstDay: '2024-03-04',
      lastDay: '2024-03-08',
      missingDays: ['2024-03-07'],
      duplicates: 1,
      backwards: 1,
      badPrices: 2,
      zeroVolume: 1,
    });
    expect(series?.problems.map(({ kind, line }) => [kind, line])).toEqual([
      ['duplicate', 3],
      ['backwards', 4],
      ['bad price', 4],
      ['bad price', 5],
      ['corrupt', 6],
    ]);
  });

  it('counts missing minutes of regular trading and leaves extended hours out', () => {
    const minute = (ms: number): string => `${ms},100,100,100,100,1\n`;
    const regular = Array.from({ length: 390 }, (_, i) => minute(34_200_000 + i * 60_000));
    const folder = dataFolder({
      'equity/usa/minute/abc/20240304_trade.zip': minute(20_000_000) + regular.slice(0, 380).join(''),
      'equity/usa/minute/abc/20240306_trade.zip': regular.join(''),
    });
    expect(inspectData(folder).series[0]).toMatchObject({
      files: 2,
      bars: 771,
      missingBars: 10,
      missingDays: ['2024-03-05'],
    });
  });

  it('reports a damaged archive and goes on', () => {
    const folder = dataFolder({
      'equity/usa/minute/abc/20240304_trade.zip': Buffer.from('PK no zip'),
      'equity/usa/minute/abc/20240305_trade.zip': '34200000,100,100,100,100,1\n',
    });
    const [series] = inspectData(folder).series;
    expect(series).toMatchObject({ bars: 1, problems: [{ kind: 'corrupt', line: null }] });
  });

  it('reads quotes: a missing side is no bad price', () => {
    const folder = dataFolder({
      'forex/oanda/hour/eurusd.zip':
        '20240304 10:00,1.1,1.2,1,1.1,0,1.1,1.2,1,1.1,0\n20240304 11:00,0,0,0,0,0,1.1,1.2,1,1.1,0\n20240304 12:00,1.1,1,1.2,1.1,0,1.1,1.2,1,1.1,0\n',
      'crypto/coinbase/daily/btcusd_quote.zip': '20240304 00:00,1,1,1,1,0,1,1,1,1,0\n',
      'crypto/coinbase/daily/btcusd_trade.zip': '20240304 00:00,1,1,1,1,1\n',
    });
    const { series } = inspectData(folder);
    expect(series.map(({ symbol, kind, badPrices }) => [symbol, kind, badPrices])).toEqual([
      ['EURUSD', 'quote', 1],
      ['BTCUSD', 'quote', 0],
      ['BTCUSD', 'trade', 0],
    ]);
  });

  it('reads ticks: they may share a time, and a quote may have one side', () => {
    const folder = dataFolder({
      'equity/usa/tick/abc/20240304_trade.zip':
        '34200000,1000000,100,P,04000000,0\n34200000,1000000,0,Q,0,1\n34200001.5,0,5\n34199000,1000000,5,P,0,0\n1,x,5\n',
      'equity/usa/tick/abc/20240305_trade.zip': '34200000,1000000,100,P,04000000,0\n',
      'equity/usa/tick/abc/20240304_quote.zip': '34200000,1000000,1,0,0,P,0,0\n34200000,1000001,1,1000000,2,P,0,0\n',
      'forex/oanda/tick/eurusd/20240304_quote.zip': '10,1.1,1.2\n11,1.3,1.2\n12,1.1\n',
    });
    const { series } = inspectData(folder);
    expect(series.map(({ symbol, resolution, kind, bars }) => [symbol, resolution, kind, bars])).toEqual([
      ['ABC', 'tick', 'trade', 5],
      ['ABC', 'tick', 'quote', 2],
      ['EURUSD', 'tick', 'quote', 2],
    ]);
    expect(series[0]).toMatchObject({
      files: 2,
      missingBars: 0,
      duplicates: 0,
      backwards: 1,
      badPrices: 1,
      zeroVolume: 1,
    });
    expect(series.flatMap(({ problems }) => problems.map(({ kind, line }) => [kind, line]))).toEqual([
      ['bad price', 3],
      ['backwards', 4],
      ['corrupt', 5],
      ['bad price', 2],
      ['bad price', 2],
      ['corrupt', 3],
    ]);
  });

  it('counts no minutes as missing where the zone of the files is not the exchange’s', () => {
    const folder = scratchFolder();
    generateData({ data: folder, symbol: 'EURUSD', type: 'forex', price: 1.1, from: '2024-03-07', days: 3 });
    expect(inspectData(folder).series[0]).toMatchObject({ missingBars: 0, missingDays: [] });
  });

  it('says what is there when a folder or symbol is not', () => {
    expect(() => inspectData(join(shipped, 'nowhere'))).toThrow(
      expect.objectContaining({ code: 'DATA_FOLDER_MISSING' }),
    );
    expect(() => inspectData(scratchFolder())).toThrow(expect.objectContaining({ code: 'DATA_SYMBOL_MISSING' }));
    expect(() => inspectData(shipped, { symbol: 'SPY' })).toThrow(/nothing for SPY.* SPX/);
  });

  it("uses the folder's own market hours", () => {
    const folder = dataFolder({ 'equity/usa/daily/abc.zip': '20240304 00:00,1,1,1,1,1\n20240306 00:00,1,1,1,1,1\n' });
    mkdirSync(join(folder, 'market-hours'));
    const file = join(folder, 'market-hours', 'market-hours-database.json');
    const day = [{ start: '09:30:00', end: '16:00:00', state: 'market' }];
    writeFileSync(
      file,
      JSON.stringify({
        entries: {
          'Equity-usa-[*]': {
            dataTimeZone: 'America/New_York',
            exchangeTimeZone: 'America/New_York',
            sunday: [],
            monday: day,
            tuesday: day,
            wednesday: day,
            thursday: day,
            friday: day,
            saturday: [],
            holidays: ['3/5/2024'],
            earlyCloses: {},
            lateOpens: {},
          },
        },
      }),
    );
    expect(inspectData(folder).series[0]?.missingDays).toEqual([]);
    writeFileSync(file, '{');
    expect(() => inspectData(folder)).toThrow(expect.objectContaining({ code: 'MARKET_HOURS_INVALID' }));
  });
});

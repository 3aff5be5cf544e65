import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import {
  Algorithm,
  AverageTrueRange,
  Duration,
  QuoteBar,
  RangeConsolidator,
  RenkoBar,
  Resolution,
  SimpleMovingAverage,
  Tick,
  TickConsolidator,
  TickType,
  TradeBar,
  VolumeRenkoBar,
} from '@lockstep/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { backtest } from '../src/backtest.ts';
import { zipFile } from '../src/data/zip/zip-writer.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lockstep-ticks-'));
  const OPEN = 34_200_000;
  /** Seconds after the open, price in ten-thousandths, shares. */
  const trades = [
    [1, 100_0000, 10],
    [20, 101_0000, 20],
    [59.5, 99_0000, 30],
    [61, 102_0000, 40],
    [90, 103_0000, 50],
    [150, 104_0000, 60],
  ];
  const quotes = [
    [2, 99_5000, 100, 100_5000, 200],
    [30, 100_0000, 300, 0, 0],
    [70, 101_5000, 100, 102_5000, 400],
  ];
  const write = (kind: string, rows: readonly string[]): void => {
    const path = join(folder, 'equity', 'usa', 'tick', 'abc', `20240304_${kind}.zip`);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, zipFile(`20240304_abc_${kind}_Tick.csv`, Buffer.from(rows.join('\n'))));
  };
  // A suspicious trade would change every bar, if it counted.
  write('trade', [
    ...trades.slice(0, 2).map(([second, price, size]) => `${OPEN + second! * 1_000},${price},${size},P,0,0`),
    `${OPEN + 25_000},5000000,1000,P,0,1`,
    ...trades.slice(2).map(([second, price, size]) => `${OPEN + second! * 1_000},${price},${size},P,0,0`),
  ]);
  write(
    'quote',
    quotes.map(
      ([second, bid, size, ask, askSize]) => `${OPEN + second! * 1_000},${bid},${size},${ask},${askSize},P,0,0`,
    ),
  );
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A day of ticks of ABC; what else there is, a test says. */
async function day(
  setUp: (algorithm: Algorithm) => void,
  atEnd?: (algorithm: Algorithm) => Promise<void>,
): Promise<void> {
  class Day extends Algorithm {
    override initialize(): void {
      this.setStartDate(2024, 3, 4);
      this.setEndDate(2024, 3, 4);
      this.addEquity('ABC', Resolution.Tick);
      this.setBenchmark(() => 1);
      setUp(this);
    }

    override async onEndOfAlgorithm(): Promise<void> {
      await atEnd?.(this);
    }
  }
  const { result } = await backtest(Day, { data: folder, cacheFolder: false });
  if (result.error !== null && result.error !== undefined) throw new Error(result.error.message);
}

const clock = ({ time, endTime }: TradeBar | QuoteBar): string =>
  `${time.toFormat('HH:mm:ss')}-${endTime.toFormat('HH:mm:ss')}`;
const text = (bar: TradeBar): string => `${clock(bar)} ${bar.open} ${bar.high} ${bar.low} ${bar.close} ${bar.volume}`;

describe('consolidators of ticks', () => {
  it('make trade bars by time, without suspicious ticks', async () => {
    const bars: string[] = [];
    await day((algorithm) => void algorithm.consolidate('ABC', Resolution.Minute, (bar) => bars.push(text(bar))));
    expect(bars).toEqual(['09:30:00-09:31:00 100 101 99 99 60', '09:31:00-09:32:00 102 103 102 103 90']);
  });

  it('make trade bars by number', async () => {
    const bars: string[] = [];
    await day((algorithm) => void algorithm.consolidate('ABC', { maxCount: 2 }, (bar) => bars.push(text(bar))));
    expect(bars).toEqual([
      '09:30:01-09:30:20 100 101 100 101 30',
      '09:30:59-09:31:01 99 102 99 102 70',
      '09:31:30-09:32:30 103 104 103 104 110',
    ]);
  });

  it('make quote bars, which open at the close of the last', async () => {
    const bars: string[] = [];
    const side = (bar: QuoteBar['bid']): string =>
      bar === null ? 'none' : `${bar.open} ${bar.high} ${bar.low} ${bar.close}`;
    const note = (bar: QuoteBar): void => {
      bars.push(`${clock(bar)} ${side(bar.bid)} x${bar.lastBidSize}, ${side(bar.ask)} x${bar.lastAskSize}`);
    };
    await day((algorithm) => void algorithm.consolidate(QuoteBar, 'ABC', Duration.fromObject({ minutes: 1 }), note));
    expect(bars).toEqual([
      '09:30:00-09:31:00 99.5 100 99.5 100 x300, 100.5 100.5 100.5 100.5 x200',
      '09:31:00-09:32:00 100 101.5 100 101.5 x100, 100.5 102.5 100.5 102.5 x400',
    ]);
  });

  it('make bars by price and by volume', async () => {
    const bricks: number[] = [];
    const volumes: string[] = [];
    const ranges: number[] = [];
    await day((algorithm) => {
      algorithm.consolidate(RenkoBar, 'ABC', 1, (bar) => bricks.push(bar.close));
      algorithm.consolidate(VolumeRenkoBar, 'ABC', 50, (bar) => volumes.push(`${bar.open} ${bar.close} ${bar.volume}`));
      const range = new RangeConsolidator<Tick>(150);
      range.onDataConsolidated((_, bar) => ranges.push(bar.close));
      algorithm.subscriptionManager.addConsolidator('ABC', range);
    });
    expect(bricks).toEqual([101, 102, 103]);
    expect(volumes).toEqual(['100 99 50', '99 102 50', '102 103 50', '103 104 50']);
    expect(ranges.length).toBeGreaterThan(0);
  });

  it('pass ticks on as they are, the first of each instant, and refuse to make ticks of a period', async () => {
    const ticks: number[] = [];
    const bids: number[] = [];
    await day((algorithm) => {
      algorithm.consolidate(Tick, 'ABC', Resolution.Tick, (tick) => ticks.push(tick.value));
      algorithm.consolidate<Tick>('ABC', Resolution.Tick, TickType.Quote, (tick) => bids.push(tick.bidPrice));
      expect(() => algorithm.consolidate(Tick, 'ABC', Resolution.Minute, () => {})).toThrow('would make bars');
    });
    expect(ticks).toEqual([100, 101, 99, 102, 103, 104]);
    expect(bids).toEqual([99.5, 100, 101.5]);
  });

  it('are refused by a security without ticks', async () => {
    await day((algorithm) => {
      algorithm.addEquity('XYZ', Resolution.Minute);
      expect(() => algorithm.subscriptionManager.addConsolidator('XYZ', new TickConsolidator(5))).toThrow(
        'needs trade ticks of XYZ, which has trade bars and quote bars',
      );
    });
  });
});

describe('indicators of ticks', () => {
  it('take values of ticks, or of bars that are made of them', async () => {
    const values: number[] = [];
    const minutes: number[] = [];
    await day((algorithm) => {
      algorithm.sma('ABC', 2).onUpdated((_, point) => values.push(point.value));
      algorithm.sma('ABC', 2, Resolution.Minute).onUpdated((_, point) => minutes.push(point.value));
    });
    expect(values).toEqual([100, 100.5, 100, 100.5, 102.5, 103.5]);
    expect(minutes).toEqual([99, 101]);
  });

  it('that take bars say so', async () => {
    await day((algorithm) => {
      expect(() => algorithm.atr('ABC', 2)).toThrow('takes bars, its security brings ticks');
      algorithm.registerIndicator('ABC', new AverageTrueRange('ATR', 2), Resolution.Minute);
      algorithm.registerIndicator('ABC', new SimpleMovingAverage(2), new TickConsolidator(3));
    });
  });
});

describe('history of ticks', () => {
  const hours = Duration.fromObject({ hours: 24 });

  it('brings trades and quotes, suspicious ones too', async () => {
    await day(
      () => {},
      async (algorithm) => {
        const ticks = await algorithm.history(Tick, 'ABC', hours);
        expect(ticks.filter(({ tickType }) => tickType === TickType.Trade).map(({ value }) => value)).toEqual([
          100, 101, 500, 99, 102, 103, 104,
        ]);
        expect(ticks.filter(({ tickType }) => tickType === TickType.Quote).map(({ bidPrice }) => bidPrice)).toEqual([
          99.5, 100, 101.5,
        ]);
        expect(ticks.map(({ timeMs }) => timeMs)).toEqual(ticks.map(({ timeMs }) => timeMs).sort((a, b) => a - b));
      },
    );
  });

  it('brings slices with all ticks, and dictionaries with the last of each instant', async () => {
    await day(
      () => {},
      async (algorithm) => {
        const slices = await algorithm.history(['ABC'], hours);
        expect(slices).toHaveLength(10);
        expect(slices.map((slice) => slice.ticks.get('ABC')?.length)).toEqual(Array.from({ length: 10 }, () => 1));
        const typed = await algorithm.history(Tick, ['ABC'], hours);
        expect(typed.map((ticks) => ticks.get('ABC')?.value)).toHaveLength(10);
      },
    );
  });

  it('does not count ticks, and says what to ask for', async () => {
    await day(
      () => {},
      async (algorithm) => {
        await expect(algorithm.history(Tick, 'ABC', 5)).rejects.toThrow('ticks are not counted');
        await expect(algorithm.history(Tick, ['ABC'], 5)).rejects.toThrow('ticks are not counted');
        await expect(algorithm.history(['ABC'], 5)).rejects.toThrow('ticks are not counted');
        await expect(algorithm.history(TradeBar, 'ABC', 5, Resolution.Tick)).rejects.toThrow('history(Tick');
        await expect(algorithm.history('ABC', 5)).resolves.toEqual([]);
      },
    );
  });
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Algorithm, Decimal, FillBar, Resolution, SecurityType, type WarningJson } from '@lockstep/core';
import { type BarSeries, runStrategy, tradeBars } from '@lockstep/core/testing';
import { describe, expect, test } from 'vitest';
import { lintOutcome } from './lint-outcome.ts';
import type { LintOptions } from './lint-rule.ts';

/** A strategy that does what a test says at the bars it names, by their number from 1. */
function doing(
  actions: Readonly<Record<number, (algorithm: Algorithm) => void>>,
  resolution: Resolution = Resolution.Minute,
) {
  return class extends Algorithm {
    bar = 0;

    override initialize(): void {
      this.setBenchmark(() => 1);
      this.addEquity('ABC', resolution);
    }

    override onData(): void {
      this.bar += 1;
      actions[this.bar]?.(this);
    }
  };
}

async function lint(
  strategy: new () => Algorithm,
  data: readonly BarSeries[],
  options?: LintOptions,
): Promise<WarningJson[]> {
  return lintOutcome((await runStrategy(strategy, { data })).outcome, options);
}

const codes = (warnings: readonly WarningJson[]): string[] => warnings.map(({ code }) => code);
const start = '2024-03-04';
const calm = tradeBars('ABC', { start, resolution: Resolution.Minute, closes: [100, 101, 100, 101, 100, 101] });

describe('lintOutcome', () => {
  test('loss 23: a result too good to be true says what to doubt: both ends of a pair in one bar, more than the market had', async () => {
    const strategy = doing({
      1: (a) => a.marketOrder('ABC', 500),
      2: (a) => {
        a.limitOrder('ABC', -500, 104);
        a.stopMarketOrder('ABC', -500, 98);
      },
      3: (a) => a.transactions.cancelOpenOrders('ABC'),
    });
    const bars = [
      { open: 100, high: 100, low: 100, close: 100 },
      { open: 100, high: 101, low: 99, close: 100 },
      { open: 100, high: 105, low: 95, close: 104 },
      { open: 104, high: 104, low: 104, close: 104 },
    ];
    const told = codes(
      await lint(strategy, [tradeBars('ABC', { start, resolution: Resolution.Minute, bars, volume: 1_000 })]),
    );
    expect(told).toEqual(expect.arrayContaining(['FILL_OVER_VOLUME', 'STOP_AND_TARGET_SAME_BAR']));
  });

  test('loss 23, TRAILING_STOP_TIGHT: a trailing stop follows more closely than its bar ranges', async () => {
    const trailing = (distance: number) =>
      doing({
        1: (a) => a.marketOrder('ABC', 10),
        2: (a) => a.trailingStopOrder('ABC', -10, distance, false),
      });
    const bars = [
      { open: 100, high: 100, low: 100, close: 100 },
      { open: 100, high: 100, low: 100, close: 100 },
      { open: 100, high: 101, low: 99, close: 100 },
      { open: 100, high: 100, low: 96, close: 96 },
    ];
    const data = [tradeBars('ABC', { start, resolution: Resolution.Minute, bars, volume: 100_000 })];
    const [tight, ...others] = await lint(trailing(1.5), data);
    expect(others).toEqual([]);
    expect(tight).toMatchObject({ code: 'TRAILING_STOP_TIGHT', severity: 'warning', orderId: 2 });
    expect(tight?.text).toContain('follows at 1.5, and the bar that filled it ranges from');
    const calmer = [...bars.slice(0, 3), { open: 98.4, high: 98.4, low: 97.5, close: 97.5 }];
    const wide = [tradeBars('ABC', { start, resolution: Resolution.Minute, bars: calmer, volume: 100_000 })];
    expect(codes(await lint(trailing(2.2), wide))).toEqual([]);
  });

  test('has nothing to say about ordinary fills', async () => {
    const strategy = doing({
      1: (a) => a.marketOrder('ABC', 10),
      2: (a) => a.limitOrder('ABC', -10, 100.5),
      4: (a) => a.stopMarketOrder('ABC', 5, 100.5),
    });
    expect(await lint(strategy, [calm])).toEqual([]);
  });

  test('FILL_SAME_BAR: a limit order made while an hourly bar was under way fills inside it', async () => {
    class LimitAtTen extends Algorithm {
      override initialize(): void {
        this.setBenchmark(() => 1);
        this.addEquity('ABC', Resolution.Hour);
        const tenFifteen = this.timeRules.at(10, 15);
        this.schedule.on(this.dateRules.everyDay('ABC'), tenFifteen, () => this.limitOrder('ABC', 10, 99));
      }
    }
    const bars = [
      { open: 100, high: 100, low: 100, close: 100 },
      { open: 100, high: 101, low: 95, close: 101 },
    ];
    const data = [tradeBars('ABC', { start, resolution: Resolution.Hour, bars })];
    const warnings = await lint(LimitAtTen, data);
    expect(codes(warnings)).toEqual(['FILL_SAME_BAR']);
    expect(warnings[0]).toMatchObject({ severity: 'warning', orderId: 1, time: '2024-03-04T16:00:00Z' });
    expect(warnings[0]?.text).toContain('2024-03-04T15:15:00Z filled inside the bar of 2024-03-04T15:00:00Z');
  });

  test('FILL_OVER_VOLUME: an order takes more than its share of the bar', async () => {
    const strategy = doing({ 2: (a) => a.marketOrder('ABC', 60) });
    const data = [tradeBars('ABC', { start, resolution: Resolution.Minute, closes: [100, 100, 100], volume: 1_000 })];
    const warnings = await lint(strategy, data);
    expect(codes(warnings)).toEqual(['FILL_OVER_VOLUME']);
    expect(warnings[0]?.text).toContain('60, 6.0 % of the volume');
    expect(await lint(strategy, data, { volumeShare: 0.06 })).toEqual([]);
  });

  test('FILL_CARRIED_FORWARD, FILL_STALE and FILL_BEYOND_DATA: the older the price, the worse', async () => {
    const other = tradeBars('XYZ', {
      start,
      resolution: Resolution.Minute,
      closes: Array.from({ length: 70 }, () => 10),
    });
    const hole = (missing: number): BarSeries =>
      tradeBars('ABC', {
        start,
        resolution: Resolution.Minute,
        closes: [100, 100, ...Array.from({ length: missing }, () => null), 100],
      });
    class BuysInTheHole extends Algorithm {
      override initialize(): void {
        this.setBenchmark(() => 1);
        this.addEquity('ABC', Resolution.Minute);
        this.addEquity('XYZ', Resolution.Minute);
        this.schedule.on(this.dateRules.everyDay('XYZ'), this.timeRules.at(9, 33), () => this.marketOrder('ABC', 1));
      }
    }
    const found = async (missing: number): Promise<string[]> => {
      const warnings = await lint(BuysInTheHole, [hole(missing), other]);
      return warnings.map(({ code, severity }) => `${severity} ${code}`);
    };
    expect(await found(0)).toEqual([]);
    expect(await found(1)).toEqual(['note FILL_CARRIED_FORWARD']);

    class BuysLate extends BuysInTheHole {
      override initialize(): void {
        this.setBenchmark(() => 1);
        this.addEquity('ABC', Resolution.Minute);
        this.addEquity('XYZ', Resolution.Minute);
        this.schedule.on(this.dateRules.everyDay('XYZ'), this.timeRules.at(9, 40), () => this.marketOrder('ABC', 1));
      }
    }
    const stale = await lint(BuysLate, [hole(60), other]);
    expect(codes(stale)).toEqual(['FILL_STALE']);
    expect(stale[0]?.text).toContain('a price 8 min of trading old');
  });

  test('FILL_BEYOND_DATA and FILL_FROM_FUTURE: the invariants see through a fill model that breaks them', async () => {
    const run = await runStrategy(doing({ 2: (a) => a.marketOrder('ABC', 1) }), { data: [calm] });
    const { outcome } = run;
    const fill = run.orderEvents.find((event) => event.isFill)!;
    const honest = fill.fillBar!;
    const shiftedBy = (ms: number): string[] => {
      const moved = new FillBar(honest.timeMs + ms, honest.endTimeMs + ms, honest.high, honest.low, honest.volume);
      fill.fillBar = moved;
      return lintOutcome(outcome).map(({ code, severity }) => `${severity} ${code}`);
    };
    expect(shiftedBy(0)).toEqual([]);
    expect(shiftedBy(60_000)).toEqual(['error FILL_FROM_FUTURE']);
    expect(shiftedBy(365 * 86_400_000)).toEqual(['error FILL_FROM_FUTURE']);
    expect(shiftedBy(-365 * 86_400_000)).toEqual(['error FILL_BEYOND_DATA']);
  });

  test('STOP_AND_TARGET_SAME_BAR: one bar reaches both ends of a bracket', async () => {
    const strategy = doing({ 1: (a) => a.bracketOrder('ABC', 10, { stopLoss: 98, takeProfit: 102 }) });
    const bar = { open: 100, high: 100, low: 100, close: 100 };
    const series = (high: number, low: number): BarSeries[] => [
      tradeBars('ABC', {
        start,
        resolution: Resolution.Minute,
        bars: [bar, bar, { open: 100, high, low, close: 100 }],
      }),
    ];
    expect(codes(await lint(strategy, series(103, 99)))).toEqual([]);
    const warnings = await lint(strategy, series(103, 97));
    expect(codes(warnings)).toEqual(['STOP_AND_TARGET_SAME_BAR']);
    expect(warnings[0]?.text).toContain('also reached 102');
  });

  test('lists the first findings of a kind and counts the rest', async () => {
    const every = Object.fromEntries([1, 2, 3, 4].map((bar) => [bar, (a: Algorithm) => a.marketOrder('ABC', 60)]));
    const data = [tradeBars('ABC', { start, resolution: Resolution.Minute, closes: [1, 1, 1, 1, 1], volume: 100 })];
    const warnings = await lint(doing(every), data, { listed: 2 });
    expect(warnings.map(({ orderId, text }) => [orderId, text.slice(0, 12)])).toEqual([
      [1, 'Filled 60, 6'],
      [2, 'Filled 60, 6'],
      [null, '2 more fills'],
    ]);
  });

  test('works for markets that never close', async () => {
    class BuysCoins extends Algorithm {
      override initialize(): void {
        this.setBenchmark(() => 1);
        this.addCrypto('BTCUSD', Resolution.Minute);
      }
      override onData(): void {
        if (!this.portfolio.invested) this.marketOrder('BTCUSD', 1);
      }
    }
    const coins = tradeBars('BTCUSD', {
      start: '2024-03-02 23:59',
      resolution: Resolution.Minute,
      closes: [100, 100],
      securityType: SecurityType.Crypto,
    });
    const run = await runStrategy(BuysCoins, { data: [coins] });
    expect(run.orders[0]?.price).toEqual(Decimal.fromInteger(100));
    expect(lintOutcome(run.outcome)).toEqual([]);
  });

  test('every rule is documented', () => {
    const page = readFileSync(join(import.meta.dirname, '../../../../docs/concepts/lint.md'), 'utf8');
    const sources = [
      'fill-rules.ts',
      'stop-and-target.ts',
      'missing-data.ts',
      'missing-benchmark.ts',
      'data-gaps.ts',
      'unused-parameters.ts',
    ].map((file) => readFileSync(join(import.meta.dirname, file), 'utf8'));
    const used = sources.flatMap((source) => [...source.matchAll(/'([A-Z]+(?:_[A-Z]+)+)'/g)].map(([, code]) => code!));
    expect(new Set(used).size).toBe(11);
    for (const code of used) expect(page).toContain(`\`${code}\``);
  });
});

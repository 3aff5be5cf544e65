import { Algorithm, ExponentialMovingAverage, type Indicator, Resolution, type WarningJson } from '@lockstep/core';
import { MemoryDataFeed, runStrategy, tradeBars } from '@lockstep/core/testing';
import { describe, expect, test } from 'vitest';
import { lintOutcome } from './lint-outcome.ts';

/** Days from Monday, 2024-02-05 on; a wave on a slope. */
const closes = Array.from({ length: 120 }, (_, day) => 100 + day + 8 * Math.sin(day / 3));
const data = [tradeBars('ABC', { start: '2024-02-05', resolution: Resolution.Daily, closes })];

/** Lints a run from a day on that buys as soon as an indicator is ready. */
async function lint(
  make: (algorithm: Algorithm) => Indicator,
  { from = '2024-04-01', warmUp = 0 }: { from?: string; warmUp?: number } = {},
): Promise<WarningJson[]> {
  class BuysWhenReady extends Algorithm {
    #indicator!: Indicator;

    override initialize(): void {
      this.setBenchmark(() => 1);
      this.addEquity('ABC', Resolution.Daily);
      this.#indicator = make(this);
      if (warmUp > 0) this.setWarmUp(warmUp, Resolution.Daily);
    }

    override onData(): void {
      if (this.isWarmingUp || !this.#indicator.isReady || this.portfolio.invested) return;
      this.marketOrder('ABC', 1);
    }
  }
  const { outcome } = await runStrategy(BuysWhenReady, { data, from });
  const warnings = lintOutcome(outcome, { history: new MemoryDataFeed(...data) });
  return warnings.filter(({ code }) => code === 'INDICATOR_START_DEPENDENT');
}

describe('loss 23, INDICATOR_START_DEPENDENT', () => {
  test('an exponential average that has only just become ready', async () => {
    const [warning, ...others] = await lint((algorithm) => algorithm.ema('ABC', 10));
    expect(others).toEqual([]);
    expect(warning).toMatchObject({ severity: 'warning', time: '2024-04-12T20:00:00Z', orderId: null });
    expect(warning?.text).toMatch(
      /^EMA\(10,ABC_day\) had taken 10 bars at the first order and was [\d.]+; with the \d+ bars/,
    );
  });

  test('the same average after a long warm-up is silent', async () => {
    expect(await lint((algorithm) => algorithm.ema('ABC', 10), { warmUp: 38 })).toEqual([]);
  });

  test('an average over a window forgets what left it', async () => {
    expect(await lint((algorithm) => algorithm.sma('ABC', 10))).toEqual([]);
  });

  test('RSI by Wilder is told, and with what a selector takes', async () => {
    const told = await lint((algorithm) =>
      algorithm.rsi('ABC', 5, undefined, undefined, (bar) => -(bar as { close: number }).close),
    );
    expect(told[0]?.text).toContain('RSI(5,');
  });

  test('nothing is known where the data begins with the run', async () => {
    expect(await lint((algorithm) => algorithm.ema('ABC', 10), { from: '2024-02-05' })).toEqual([]);
  });

  test("one of the strategy's own making is not looked at", async () => {
    const own = (algorithm: Algorithm): Indicator => {
      const average = new ExponentialMovingAverage('own', 10);
      algorithm.registerIndicator('ABC', average);
      return average;
    };
    expect(await lint(own)).toEqual([]);
  });
});

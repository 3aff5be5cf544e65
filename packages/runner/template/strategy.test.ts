import { join } from 'node:path';
import { backtest } from '@lockstep/backtester';
import { Resolution } from '@lockstep/core';
import { runStrategy, tradeBars } from '@lockstep/core/testing';
import { describe, expect, it } from 'vitest';
import MovingAverageCross from './strategy.ts';
import { isUptrend } from './trend.ts';

describe('isUptrend', () => {
  it('needs the fast average above the slow one', () => {
    expect(isUptrend(101, 100)).toBe(true);
    expect(isUptrend(100, 100)).toBe(false);
    expect(isUptrend(99, 100)).toBe(false);
  });
});

describe('MovingAverageCross', () => {
  const data = join(import.meta.dirname, 'data');

  it('buys when prices rise and sells when they fall, on bars made for the test', async () => {
    const closes = [100, 100, 100, 101, 103, 105, 104, 100, 96, 95, 94];
    const bars = tradeBars('SPX', { start: '2024-01-02', resolution: Resolution.Daily, closes });
    const { orders, portfolio } = await runStrategy(MovingAverageCross, {
      data: [bars],
      parameters: { fast: 2, slow: 5 },
    });
    expect(orders.map(({ quantity }) => quantity.sign())).toEqual([1, -1]);
    expect(portfolio.invested).toBe(false);
  });

  it('sells in the fall of 2008 and holds cash at its end', async () => {
    const parameters = { fast: 10, slow: 30 };
    const { result } = await backtest(MovingAverageCross, { data, parameters, from: '2008-06-02', to: '2008-10-31' });
    expect(result.status).toBe('Completed');
    expect(result.orders.map(({ quantity }) => Math.sign(Number(quantity)))).toEqual([1, -1]);
    expect(result.holdings.filter(({ quantity }) => Number(quantity) !== 0)).toEqual([]);
  });
});

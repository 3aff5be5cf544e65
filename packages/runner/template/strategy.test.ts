import { join } from 'node:path';
import { backtest } from '@lockstep/backtester';
import { Resolution } from '@lockstep/core';
import { runStrategy, tradeBars } from '@lockstep/core/testing';
import { describe, expect, it } from 'vitest';
import config from './lockstep.config.ts';
import IndexTrend from './sp500.ts';
import MovingAverageCross from './strategy.ts';
import { isUptrend } from './trend.ts';

const data = join(import.meta.dirname, 'data');
const { risk } = config;

describe('isUptrend', () => {
  it('needs the fast average above the slow one', () => {
    expect(isUptrend(101, 100)).toBe(true);
    expect(isUptrend(100, 100)).toBe(false);
    expect(isUptrend(99, 100)).toBe(false);
  });
});

describe('MovingAverageCross', () => {
  it('buys when prices rise and sells when they fall, on bars made for the test', async () => {
    const closes = [100, 100, 100, 100, 100, 101, 103, 105, 104, 100, 96, 95, 94];
    const bars = tradeBars('ALFA', { start: '2024-03-04 09:30', resolution: Resolution.Minute, closes });
    const { orders, portfolio } = await runStrategy(MovingAverageCross, {
      data: [bars],
      parameters: { fast: 2, slow: 5 },
    });
    expect(orders.map(({ quantity }) => quantity.sign())).toEqual([1, -1]);
    expect(portfolio.invested).toBe(false);
  });

  it('stays below the limits, and holds nothing over night', async () => {
    const { result } = await backtest(MovingAverageCross, { data, risk });
    expect(result.status).toBe('Completed');
    expect(result.orders.length).toBeGreaterThan(10);
    expect(result.orders.filter(({ status }) => status === 'Invalid')).toEqual([]);
    expect(result.holdings.filter(({ quantity }) => Number(quantity) !== 0)).toEqual([]);
  });
});

describe('IndexTrend', () => {
  it('sells in the fall of 2008 and holds cash at its end', async () => {
    const parameters = { fast: 10, slow: 30 };
    const { result } = await backtest(IndexTrend, { data, risk, parameters, from: '2008-06-02', to: '2008-10-31' });
    expect(result.status).toBe('Completed');
    expect(result.orders.map(({ quantity }) => Math.sign(Number(quantity)))).toEqual([1, -1]);
    expect(result.holdings.filter(({ quantity }) => Number(quantity) !== 0)).toEqual([]);
  });
});

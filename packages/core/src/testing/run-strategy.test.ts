import { describe, expect, test } from 'vitest';
import { Algorithm } from '../algorithm/algorithm.ts';
import type { Slice } from '../data/slice.ts';
import { SecurityType } from '../market/security-type.ts';
import { OrderStatus } from '../orders/order-status.ts';
import { Resolution } from '../time/resolution.ts';
import { quoteBars, tradeBars } from './bar-series.ts';
import { runStrategy } from './run-strategy.ts';

class BuysTheDip extends Algorithm {
  override readonly parameters = this.defineParameters({ below: { default: 99, description: 'price to buy under' } });
  readonly closes: number[] = [];

  override initialize(): void {
    this.setStartDate(2001, 1, 1);
    this.setCash(10_000);
    this.addEquity('ABC', Resolution.Minute);
  }

  override onData(slice: Slice): void {
    const bar = slice.bars.get('ABC');
    if (bar === undefined) return;
    this.closes.push(bar.close);
    if (bar.close < this.parameters.below && !this.portfolio.invested) this.marketOrder('ABC', 10);
  }

  override onEndOfAlgorithm(): void {
    this.log(`seen ${this.closes.length}`);
  }
}

const dip = tradeBars('abc', { start: '2024-03-04', resolution: Resolution.Minute, closes: [100, 101, 98, 97, 103] });

describe('runStrategy', () => {
  test('runs a strategy over bars in memory, from the first day of the data to the last', async () => {
    const run = await runStrategy(BuysTheDip, { data: [dip] });
    expect(run.status).toBe('Completed');
    expect(run.orders.map(({ quantity, price, timeMs }) => [quantity.toNumber(), price.toNumber(), timeMs])).toEqual([
      [10, 98, Date.UTC(2024, 2, 4, 14, 33)],
    ]);
    expect(run.orderEvents.map(({ status }) => status)).toEqual([OrderStatus.Submitted, OrderStatus.Filled]);
    expect(run.portfolio.get('ABC').quantity).toBe(10);
    expect(run.portfolio.cash).toBeCloseTo(10_000 - 980 - 1, 6);
    expect(run.statistics['Total Orders']).toBe('1');
    expect(run.logs.map(({ text }) => text)).toContain(`seen ${run.algorithm.closes.length}`);
    expect(run.algorithm.closes.slice(0, 5)).toEqual([100, 101, 98, 97, 103]);
    expect(run.outcome.run.dates.endDay).toBe(run.outcome.run.dates.startDay);
  });

  test('gives the strategy parameters and cash', async () => {
    const run = await runStrategy(BuysTheDip, { data: [dip], parameters: { below: 1 }, cash: 500 });
    expect(run.orders).toEqual([]);
    expect(run.portfolio.cash).toBe(500);
  });

  test('rejects with what the strategy threw', async () => {
    class Fails extends BuysTheDip {
      override onData(): void {
        throw new RangeError('not today');
      }
    }
    await expect(runStrategy(Fails, { data: [dip] })).rejects.toThrow(new RangeError('not today'));
  });

  test('fills forex at the quote', async () => {
    class BuysEuros extends Algorithm {
      override initialize(): void {
        this.addForex('EURUSD', Resolution.Minute);
      }
      override onData(): void {
        if (!this.portfolio.invested) this.marketOrder('EURUSD', 1_000);
      }
    }
    const data = quoteBars('EURUSD', {
      start: '2024-03-04 10:00',
      resolution: Resolution.Minute,
      closes: [1.1, 1.2],
      spread: 0.0002,
      securityType: SecurityType.Forex,
    });
    const run = await runStrategy(BuysEuros, { data: [data] });
    expect(run.orders[0]?.price.toString()).toBe('1.1001');
  });

  test('says what is wrong with impossible data', async () => {
    const start = '2024-03-04';
    expect(() => tradeBars('A', { start: '4 March', resolution: Resolution.Daily, closes: [1] })).toThrow(
      /expected yyyy-MM-dd/,
    );
    expect(() => tradeBars('A', { start, resolution: Resolution.Daily, closes: [1, -1] })).toThrow(/the close -1/);
    expect(() => tradeBars('A', { start, resolution: Resolution.Daily })).toThrow(/neither or both/);
    expect(() =>
      tradeBars('A', { start, resolution: Resolution.Daily, bars: [{ open: 1, high: 1, low: 2, close: 1 }] }),
    ).toThrow(/low 2/);
    await expect(runStrategy(BuysTheDip, { data: [] })).rejects.toThrow(/no bars/);
    await expect(runStrategy(BuysTheDip, { data: [dip, dip] })).rejects.toThrow(/ABC minute trades twice/);
  });
});

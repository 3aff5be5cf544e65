import { describe, expect, test } from 'vitest';
import { Decimal } from '../numeric/decimal.ts';
import { BarField } from './bar-field.ts';
import { TradeBarBatch } from './data-batch.ts';
import { ExactPrices } from './exact-prices.ts';
import { splitTradeBar } from './split-bar.ts';

describe('a bar after a split', () => {
  const columns = [
    [640, 645.57],
    [650, 651.26],
    [630, 644.47],
    [642.5, 645.57],
  ].map((column) => Float64Array.from(column));
  const [open, high, low, close] = columns as [Float64Array, Float64Array, Float64Array, Float64Array];
  const batch = new TradeBarBatch({
    length: 2,
    time: Float64Array.of(0, 60_000),
    endTime: Float64Array.of(60_000, 120_000),
    open,
    high,
    low,
    close,
    volume: Float64Array.of(100, 700),
    exact: new ExactPrices(columns, 2),
  });

  test('has prices times the factor, exactly, and volume divided by it', () => {
    const bar = splitTradeBar(batch, 1, Decimal.parse('0.142857'));
    expect(bar.length).toBe(1);
    expect([bar.time[0], bar.endTime[0]]).toEqual([60_000, 120_000]);
    expect(bar.exact.at(BarField.Close, 0).toString()).toBe('92.22419349');
    expect(bar.close[0]).toBe(92.22419349);
    expect(bar.high[0]).toBe(bar.exact.at(BarField.High, 0).toNumber());
    expect(bar.volume[0]).toBeCloseTo(4_900.004_9, 4);
  });

  test('leaves the original as it was', () => {
    splitTradeBar(batch, 0, Decimal.parse('0.5'));
    expect(batch.close[0]).toBe(642.5);
    expect(batch.exact.at(BarField.Close, 0).toString()).toBe('642.50');
  });
});

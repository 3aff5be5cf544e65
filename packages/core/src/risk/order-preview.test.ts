import { expect, test } from 'vitest';
import { Algorithm } from '../algorithm/algorithm.ts';
import type { OrderPreview } from '../algorithm/order-preview.ts';
import { tradeBars } from '../testing/bar-series.ts';
import { runStrategy } from '../testing/run-strategy.ts';
import { Resolution } from '../time/resolution.ts';

test('a preview tells size, value, margin, fee and refusals, and leaves no trace', async () => {
  const seen: OrderPreview[] = [];
  class Asks extends Algorithm {
    override initialize(): void {
      this.addEquity('ABC', Resolution.Minute);
    }

    override onData(): void {
      if (seen.length > 0) return;
      seen.push(this.previewOrder('ABC', 10.7));
      seen.push(this.previewOrder('ABC', -10, { limitPrice: 101.25 }));
      seen.push(this.previewOrder('ABC', 60));
      seen.push(this.previewOrder('ABC', 1_000));
      seen.push(this.previewOrder('ABC', 0));
    }
  }
  const bar = { open: 100, high: 100, low: 100, close: 100, volume: 10_000 };
  const bars = tradeBars('ABC', { start: '2024-03-04', resolution: Resolution.Minute, bars: [bar, bar] });
  const run = await runStrategy(Asks, { data: [bars], risk: { maxOrderQuantity: 50 }, cash: 10_000 });
  const [market, limit, big, huge, none] = seen;
  expect(market).toMatchObject({
    quantity: 10,
    price: 100,
    value: 1_000,
    margin: 500,
    fee: 1,
    feeCurrency: 'USD',
    refusal: null,
  });
  expect(limit).toMatchObject({ quantity: -10, price: 101.25, value: 1_012.5, refusal: null });
  expect(big?.refusal?.code).toBe('ORDER_QUANTITY');
  expect(huge?.refusal?.code).toBe('ORDER_QUANTITY');
  expect(none?.refusal?.code).toBe('OrderQuantityZero');
  expect(run.orderEvents).toEqual([]);
});

import { ExactPrices, TickBatch, TickType } from '@lockstep/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type BatchJson, batchToJson } from './batch-json.ts';
import { TickRows } from './tick-rows.ts';

const NONE = new Float64Array(0);
const price = fc.oneof(fc.double(), fc.constantFrom(0, -0, Number.NaN, 100.25));

/** Quotes and trades of two subscriptions, most of them one by one. */
const batch = fc
  .record({
    subscription: fc.constantFrom(0, 1),
    isQuote: fc.constantFrom(true, true, true, false),
    rows: fc.array(fc.tuple(price, price, fc.nat(255)), { minLength: 1, maxLength: 2, size: 'small' }),
    decimals: fc.constantFrom(2, 2, 2, -1),
    hasScales: fc.constantFrom(false, false, false, true),
    exchanges: fc.constantFrom([''], [''], [''], ['', 'Q']),
  })
  .map(({ subscription, isQuote, rows, decimals, hasScales, exchanges }) => {
    const first = Float64Array.from(rows, ([a]) => a);
    const second = Float64Array.from(rows, ([, b]) => b);
    const flags = rows.map(([, , flag]) => flag);
    const scales = hasScales ? [Uint8Array.from(flags), Uint8Array.from(flags)] : null;
    const ticks = new TickBatch({
      tickType: isQuote ? TickType.Quote : TickType.Trade,
      time: Float64Array.from(flags),
      value: first,
      quantity: isQuote ? NONE : second,
      bidPrice: isQuote ? first : NONE,
      bidSize: isQuote ? second : NONE,
      askPrice: isQuote ? second : NONE,
      askSize: isQuote ? first : NONE,
      exchange: Uint8Array.from(flags),
      exchanges,
      saleCondition: Uint32Array.from(flags),
      suspicious: Uint8Array.from(flags),
      exact: new ExactPrices(isQuote ? [first, second] : [first], decimals, scales),
    });
    return { subscription, ticks };
  });

const throughJson = (json: BatchJson): BatchJson => JSON.parse(JSON.stringify(json)) as BatchJson;

test('law: whatever ticks come, unpacked they are what they were', () => {
  let packed = 0;
  fc.assert(
    fc.property(fc.array(batch, { minLength: 10, maxLength: 40 }), (batches) => {
      const [writing, reading] = [new TickRows(), new TickRows()];
      for (const { subscription, ticks } of batches) {
        const json = batchToJson(ticks);
        const count = writing.pack(subscription, ticks);
        if (count > 0) {
          packed += 1;
          const [number, back] = reading.unpack([...writing.numbers.subarray(0, count)]);
          expect(number).toBe(subscription);
          expect(back).toEqual(json);
        } else {
          writing.note(subscription, json);
          reading.note(subscription, throughJson(json));
        }
      }
    }),
    { numRuns: 500 },
  );
  expect(packed).toBeGreaterThan(100);
});

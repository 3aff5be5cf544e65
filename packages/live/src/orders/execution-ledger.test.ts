import {
  concludedExecutionId,
  concludedQuantity,
  Decimal,
  OrderEvent,
  OrderStatus,
  SecuritySymbol,
  SecurityType,
} from '@lockstep/core';
import { testReferenceData } from '@lockstep/core/testing';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ExecutionLedger, type Units } from './execution-ledger.ts';

const ORDER = 3;
const SYMBOL = new SecuritySymbol('ABC', testReferenceData().identify('ABC', SecurityType.Equity, 'usa'));

const units = (quantity: number, price = 100): Units => ({
  quantity: Decimal.fromInteger(quantity),
  price: Decimal.fromInteger(price),
});

/** What counts of an execution that was told. */
function taken(ledger: ExecutionLedger, id: string, { quantity, price }: Units): number {
  const event = new OrderEvent({ id: ORDER, symbol: SYMBOL, quantity }, 0, OrderStatus.PartiallyFilled);
  event.executionId = id;
  event.exactFillQuantity = quantity;
  event.exactFillPrice = price;
  return ledger.take(event)?.quantity.toNumber() ?? 0;
}

/** What counts of units that somebody misses who knows all but them of a total. */
function concluded(ledger: ExecutionLedger, total: number, missing: Units): readonly [number, number] | null {
  const id = concludedExecutionId('L1', String(total));
  const news = ledger.conclude(id, ORDER, Decimal.fromInteger(total), missing);
  return news === null ? null : [news.quantity.toNumber(), news.price.toNumber()];
}

test('the id of what was concluded holds what the order has filled with it', () => {
  expect(concludedQuantity(concludedExecutionId('L1', '-4.5'))?.toNumber()).toBe(-4.5);
  expect(concludedQuantity('o1:19')).toBeNull();
});

describe('what an earlier process has booked is not concluded again', () => {
  test('all of it', () => {
    const ledger = new ExecutionLedger(['o1:19']);
    ledger.startWith(ORDER, Decimal.fromInteger(19), Decimal.fromInteger(100));
    expect(concluded(ledger, 19, units(19))).toBeNull();
    expect(ledger.filled(ORDER).toNumber()).toBe(19);
  });

  test('a part of it: the rest is at the price that is left', () => {
    const ledger = new ExecutionLedger(['o1:10']);
    ledger.startWith(ORDER, Decimal.fromInteger(-10), Decimal.fromInteger(100));
    expect(concluded(ledger, -20, units(-20, 105))).toEqual([-10, 110]);
    expect(taken(ledger, 'o1:20', units(-10, 110))).toBe(0);
    expect(ledger.filled(ORDER).toNumber()).toBe(-20);
  });

  test('what it concluded is told now in its parts', () => {
    const ledger = new ExecutionLedger([concludedExecutionId('L1', '9')]);
    ledger.startWith(ORDER, Decimal.fromInteger(9), Decimal.fromInteger(100), Decimal.fromInteger(9));
    expect([
      taken(ledger, 'o1:5', units(5)),
      taken(ledger, 'o1:9', units(4)),
      taken(ledger, 'o1:12', units(3)),
    ]).toEqual([0, 0, 3]);
  });
});

test('an execution after what was concluded may be told before those that are a part of it', () => {
  const ledger = new ExecutionLedger([]);
  expect(concluded(ledger, 9, units(9))).toEqual([9, 100]);
  const counted = taken(ledger, 'o1:14', units(5)) + taken(ledger, 'o1:9', units(9));
  expect(counted).toBe(5);
  expect(ledger.filled(ORDER).toNumber()).toBe(14);
});

test('whatever is told and concluded, in whatever order, comes to what was executed', () => {
  const parts = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(parts, fc.infiniteStream(fc.nat()), (quantities, choices) => {
      const choose = (count: number): number => (choices.next().value ?? 0) % count;
      const executions = quantities.map((quantity, index) => {
        const cumulative = quantities.slice(0, index + 1).reduce((sum, each) => sum + each, 0);
        return { id: `o1:${cumulative}`, cumulative, quantity };
      });
      const total = executions.at(-1)?.cumulative ?? 0;
      const ledger = new ExecutionLedger([]);
      let booked = 0;
      const conclude = ({ cumulative }: { readonly cumulative: number }, known: number): void => {
        booked += concluded(ledger, cumulative, units(cumulative - known))?.[0] ?? 0;
        expect(booked).toBeLessThanOrEqual(total);
      };
      for (const left = [...executions, ...executions]; left.length > 0; ) {
        const [next] = left.splice(choose(left.length), 1);
        if (next === undefined) continue;
        if (choose(3) === 0) conclude(next, choose(2) === 0 ? 0 : Math.min(booked, next.cumulative - 1));
        booked += taken(ledger, next.id, units(next.quantity));
        expect(booked).toBeLessThanOrEqual(total);
      }
      expect([booked, ledger.filled(ORDER).toNumber()]).toEqual([total, total]);
    }),
  );
});

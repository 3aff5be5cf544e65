import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Decimal } from '../numeric/decimal.ts';
import { Order } from '../orders/order.ts';
import { type UpdateOrderFields, UpdateOrderRequest } from '../orders/order-request.ts';
import { OrderType } from '../orders/order-type.ts';
import { fixture } from '../securities/models/model-fixture.ts';
import { applyUpdate } from './order-changes.ts';
import { UpdatesInFlight } from './updates-in-flight.ts';

const { symbol } = fixture().security;
const decimal = (value: number): Decimal => Decimal.fromNumber(value);

function limitOrder(): Order {
  return new Order({
    id: 7,
    type: OrderType.StopLimit,
    symbol,
    quantity: decimal(100),
    limitPrice: decimal(50),
    stopPrice: decimal(49),
    timeMs: 0,
    tag: 'first',
  });
}

/** An order of which updates are on their way. */
class Flight {
  readonly order = limitOrder();
  readonly updates = new UpdatesInFlight();

  send(fields: UpdateOrderFields): void {
    const request = new UpdateOrderRequest(0, this.order.id, fields);
    this.updates.sends(this.order, request);
    applyUpdate(this.order, request);
  }

  get values(): unknown {
    const { quantity, limitPrice, stopPrice, tag } = this.order;
    return [quantity.toNumber(), limitPrice.toNumber(), stopPrice.toNumber(), tag];
  }
}

describe('updates in flight', () => {
  test('a refusal undoes the oldest without an answer, not the newest', () => {
    const flight = new Flight();
    flight.send({ quantity: 80 });
    flight.send({ limitPrice: 51 });
    flight.updates.refused(flight.order);
    expect(flight.values).toEqual([100, 51, 49, 'first']);
  });

  test('what a later update has changed again stays, and its refusal goes back to what there was before both', () => {
    const flight = new Flight();
    flight.send({ quantity: 80, stopPrice: 48 });
    flight.send({ quantity: 60 });
    flight.updates.refused(flight.order);
    expect(flight.values).toEqual([60, 50, 49, 'first']);
    flight.updates.refused(flight.order);
    expect(flight.values).toEqual([100, 50, 49, 'first']);
  });

  test('an answer of both kinds answers one update', () => {
    const flight = new Flight();
    flight.send({ quantity: 80 });
    flight.send({ quantity: 60 });
    flight.updates.accepted(7);
    flight.updates.working(7);
    flight.updates.refused(flight.order);
    expect(flight.values).toEqual([80, 50, 49, 'first']);
    expect(flight.updates.refused(flight.order)).toBe(null);
  });

  test('a broker that says which is believed', () => {
    const flight = new Flight();
    flight.send({ quantity: 80 });
    flight.send({ limitPrice: 51 });
    flight.updates.refused(flight.order, 2);
    expect(flight.values).toEqual([80, 50, 49, 'first']);
    flight.updates.accepted(7, 1);
    expect(flight.updates.refused(flight.order)).toBe(null);
  });

  test('one of which nobody knows is passed over, until it is the only one', () => {
    const flight = new Flight();
    flight.send({ quantity: 80 });
    flight.send({ limitPrice: 51 });
    flight.updates.unknown(7);
    expect(flight.updates.isUnknown(7)).toBe(true);
    flight.updates.working(7);
    flight.updates.refused(flight.order);
    expect(flight.values).toEqual([100, 51, 49, 'first']);
    expect(flight.updates.isUnknown(7)).toBe(false);
  });

  test('whatever is refused: the order is as the accepted ones make it', () => {
    const fields = fc.record(
      {
        quantity: fc.integer({ min: 1, max: 9 }),
        limitPrice: fc.integer({ min: 1, max: 9 }),
        stopPrice: fc.integer({ min: 1, max: 9 }),
        tag: fc.constantFrom('a', 'b'),
      },
      { requiredKeys: [] },
    );
    const step = fc.oneof(fc.record({ send: fields }), fc.record({ answer: fc.constantFrom('yes', 'no') }));
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), fc.constantFrom('accepted', 'working', 'both'), (steps, way) => {
        const flight = new Flight();
        const waiting: UpdateOrderFields[] = [];
        const accepted: UpdateOrderFields[] = [];
        for (const each of steps) {
          if ('send' in each) {
            flight.send(each.send);
            waiting.push(each.send);
            continue;
          }
          const oldest = waiting.shift();
          if (oldest === undefined) continue;
          if (each.answer === 'no') {
            flight.updates.refused(flight.order);
            continue;
          }
          accepted.push(oldest);
          if (way !== 'working') flight.updates.accepted(7);
          if (way !== 'accepted') flight.updates.working(7);
        }
        const expected = new Flight();
        for (const each of [...accepted, ...waiting]) expected.send(each);
        expect(flight.values).toEqual(expected.values);
      }),
      { numRuns: 500 },
    );
  });
});

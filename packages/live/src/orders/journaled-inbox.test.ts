import {
  type BrokerageMessage,
  Decimal,
  Order,
  OrderType,
  SecuritySymbol,
  SecurityType,
  VirtualClock,
} from '@lockstep/core';
import { testReferenceData } from '@lockstep/core/testing';
import { expect, test } from 'vitest';
import { openStore } from '../../test/scratch-store.ts';
import { ExecutionLedger } from './execution-ledger.ts';
import { type InFlight, InFlightRequests } from './in-flight.ts';
import { JournaledInbox } from './journaled-inbox.ts';

const refusal = (code: string): BrokerageMessage => ({
  kind: 'outcome',
  orderId: 1,
  request: 'place',
  outcome: 'refused',
  code,
  text: 'client_order_id must be unique',
});

test('the refusal of an order that was sent again is not believed: the first one may have come', async () => {
  const identity = testReferenceData().identify('ABC', SecurityType.Equity, 'usa');
  const symbol = new SecuritySymbol('ABC', identity);
  const order = new Order({ id: 1, type: OrderType.Market, symbol, quantity: Decimal.ONE, timeMs: 0, tag: '' });
  const clock = new VirtualClock(0);
  const overdue: InFlight[] = [];
  const inFlight = new InFlightRequests(clock, 1_000, {
    onOverdue: (request) => void overdue.push(request),
    onUpdateSettled: () => undefined,
  });
  const heard: BrokerageMessage[] = [];
  const engine = { orderEvent: () => undefined, message: (message: BrokerageMessage) => void heard.push(message) };
  const options = { store: await openStore(), ledger: new ExecutionLedger([]), inFlight, onMessage: () => undefined };
  const inbox = new JournaledInbox(engine, options);
  inFlight.begin(order, 'place', { order, clientOrderId: 'L1', children: [] });
  clock.advanceTo(1_000);
  const [request] = overdue as [InFlight];
  request.attempts += 1;
  inFlight.extend(request, 1_000);
  inbox.message(refusal('40010001'));
  expect(heard).toMatchObject([{ outcome: 'unknown', code: '40010001' }]);
  expect(inFlight.has(1, 'place')).toBe(true);
  inbox.message(refusal('NOT_FOUND'));
  expect(heard[1]).toMatchObject({ outcome: 'refused' });
  expect(inFlight.has(1, 'place')).toBe(false);
});

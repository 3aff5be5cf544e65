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
import { ClientOrderIds } from './client-order-ids.ts';
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

test('what the broker tells is doubted: the refusal of an order that was sent again, an execution of our own that is strange', async () => {
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
  const ids = new ClientOrderIds('test', 0);
  const ledger = new ExecutionLedger([]);
  const options = { store: await openStore(), ledger, ids, inFlight, onMessage: () => undefined };
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
  const execution = { id: 'x1', brokerIds: [], symbol, instrument: 'ABC', timeMs: 0, fee: null };
  const told = { ...execution, quantity: Decimal.ONE, price: Decimal.ONE };
  const external = (clientOrderId: string | null): BrokerageMessage => ({
    kind: 'externalExecution',
    execution: { ...told, clientOrderId },
    forced: false,
  });
  // Of an order of an earlier process the next look at the account tells what stands in whose place.
  inbox.message(external(ids.of(7)));
  expect(heard).toHaveLength(2);
  inbox.message(external('by hand'));
  expect(heard[2]).toMatchObject({ kind: 'externalExecution' });
});

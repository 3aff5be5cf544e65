import { OrderStatus, OrderType } from '@lockstep/core';
import type { IBApi } from '@stoqey/ib';
import { afterEach, expect, it } from 'vitest';
import type { BrokerageDesk } from '../../../../core/src/testing/contracts/brokerage-desk.ts';
import { AdapterStage } from '../../../test/adapter-stage.ts';
import { outcomesOf } from '../../../test/scenarios/scenario-desk.ts';

let stage: AdapterStage;
let desk: BrokerageDesk;

afterEach(() => stage.close());

/** Of the next connection's orders the one with this place fails, before or after it is written. */
async function open(at: number, when: 'before' | 'after'): Promise<void> {
  stage = await AdapterStage.open();
  desk = await stage.desk();
  let client!: IBApi;
  stage.connection.send('orders', (api) => {
    client = api;
  });
  const place = client.placeOrder.bind(client);
  let count = 0;
  client.placeOrder = (...values) => {
    const fails = count++ === at;
    if (fails && when === 'before') throw new Error('it cannot be encoded');
    place(...values);
    if (fails) throw new Error('it was written');
    return client;
  };
}

it('an order that was written counts as sent, whatever fails then', async () => {
  await open(0, 'after');
  const order = await desk.place(OrderType.Limit, 10, { limit: 95 });
  await stage.pass(30_000);
  expect(outcomesOf(desk, order)).not.toContainEqual(expect.stringContaining('refused'));
  expect([order.status, stage.simulator.orders.all.length]).toEqual([OrderStatus.Submitted, 1]);
});

it('so do those before it in its chain: what is left of it at TWS is found and taken back', async () => {
  await open(1, 'before');
  const stop = desk.handover(OrderType.StopMarket, -10, { stop: 90 });
  const entry = desk.handover(OrderType.Limit, 10, { limit: 95 }, [stop]);
  await desk.send(entry);
  expect(stage.simulator.orders.all.length).toBe(1);
  expect(outcomesOf(desk, entry.order)).toEqual([]);
  await stage.pass(120_000);
  expect(entry.order.status).not.toBe(OrderStatus.Submitted);
  expect(stage.simulator.orders.all.every(({ isDone }) => isDone)).toBe(true);
});

it('an order that never got out is refused after TWS was asked for it', async () => {
  await open(0, 'before');
  const order = await desk.place(OrderType.Limit, 10, { limit: 95 });
  expect(outcomesOf(desk, order)).toEqual([]);
  await stage.pass(60_000);
  expect(outcomesOf(desk, order).at(-1)).toBe('place refused NOT_FOUND');
});

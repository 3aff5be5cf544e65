import { type Order, OrderStatus, OrderType } from '@lockstep/core';
import { afterEach, describe, expect, it } from 'vitest';
import { AdapterStage, type AdapterStageOptions } from '../adapter-stage.ts';
import { noticesOf, outcomesOf, type ScenarioDesk } from './scenario-desk.ts';

let stage: AdapterStage;
let desk: ScenarioDesk;

async function open(options: AdapterStageOptions = {}): Promise<void> {
  stage = await AdapterStage.open(options);
  desk = await stage.desk();
}

afterEach(() => stage.close());

const { Submitted, PartiallyFilled, Filled, Canceled, UpdateSubmitted } = OrderStatus;

/** Lets the orders of a market fill in the given parts, a part a minute. */
function fillInParts(...parts: readonly number[]): void {
  stage.fillInParts('SPY', parts);
}

function fills(order: Order): [number, number][] {
  return desk.fillsOf(order).map(({ fillQuantity, fillPrice }) => [fillQuantity, fillPrice]);
}

describe('an order fills in parts', () => {
  it('37 three parts: three fills, of the price that Alpaca averages', async () => {
    await open();
    fillInParts(30, 30, 40);
    const order = await desk.place(OrderType.Limit, 100, { limit: 95 });
    for (const price of [94, 93, 92]) await desk.trade(price);
    expect(desk.statusesOf(order)).toEqual([Submitted, PartiallyFilled, PartiallyFilled, Filled]);
    expect(fills(order).map(([quantity]) => quantity)).toEqual([30, 30, 40]);
    const value = fills(order).reduce((sum, [quantity, price]) => sum + quantity * price, 0);
    const found = await stage.adapter.findOrder('T1');
    expect(found?.averageFillPrice.toNumber()).toBeCloseTo(value / 100, 10);
  });

  it('38 a part is told twice, and once more under another id', async () => {
    await open();
    fillInParts(30, 70);
    const { stream } = stage.simulator.faults;
    stream.nextUpdate({ event: 'partial_fill', fate: 'doubled' });
    const order = await desk.place(OrderType.Limit, 100, { limit: 95 });
    await desk.trade(94);
    expect(desk.fillsOf(order).length).toBe(1);
    expect(noticesOf(desk)).toEqual([]);
    const told = stage.simulator.updates.log.find(({ event }) => event === 'partial_fill');
    stage.simulator.stream.tell({ ...told!, execution_id: '0b1f3a52-0000-4000-8000-000000000000' });
    await stage.settle();
    expect(noticesOf(desk)).toEqual(['EXECUTION_REPEATED']);
    await desk.trade(93);
    expect(fills(order).map(([quantity]) => quantity)).toEqual([30, 70]);
  });

  it('39 the whole comes before a part', async () => {
    await open();
    fillInParts(60, 40);
    stage.simulator.faults.stream.nextUpdate({ event: 'partial_fill', fate: 'held' });
    const order = await desk.place(OrderType.Limit, 100, { limit: 95 });
    await stage.tradeAtOnce(94);
    await stage.tradeAtOnce(93);
    stage.simulator.stream.releaseHeld();
    await stage.settle();
    expect(fills(order).map(([quantity]) => quantity)).toEqual([60, 40]);
    expect(order.status).toBe(Filled);
  });

  it('39 the part never comes: it is asked for', async () => {
    await open();
    fillInParts(60, 40);
    stage.simulator.faults.stream.nextUpdate({ event: 'partial_fill', fate: 'dropped' });
    const order = await desk.place(OrderType.Limit, 100, { limit: 95 });
    await desk.trade(94);
    await desk.trade(93);
    await stage.pass(5_000);
    expect(fills(order).map(([quantity]) => quantity)).toEqual([60, 40]);
  });
});

describe('an order is cancelled', () => {
  it('40 taken, then cancelled', async () => {
    await open();
    const order = await desk.place(OrderType.Limit, 10, { limit: 95 });
    stage.simulator.faults.desk.cancels.add({ outcome: 'done', delayMs: 2_000 });
    await desk.cancel(order);
    expect(outcomesOf(desk, order)).toEqual(['cancel accepted']);
    expect(order.status).toBe(Submitted);
    await stage.pass(3_000);
    expect(desk.statusesOf(order)).toEqual([Submitted, Canceled]);
  });

  it('41 a fill wins against the cancel', async () => {
    await open();
    const order = await desk.place(OrderType.Limit, 10, { limit: 95 });
    stage.simulator.faults.desk.cancels.add({ outcome: 'stuck', delayMs: 0 });
    await desk.cancel(order);
    await desk.trade(94);
    expect(desk.statusesOf(order)).toEqual([Submitted, Filled]);
  });

  it('42 it had filled, which nobody had told', async () => {
    await open();
    const order = await desk.place(OrderType.Limit, 10, { limit: 95 });
    stage.simulator.faults.stream.nextUpdate({ event: 'fill', fate: 'dropped' });
    await stage.tradeAtOnce(94);
    expect(order.status).toBe(Submitted);
    await desk.cancel(order);
    await stage.pass(5_000);
    expect(desk.statusesOf(order)).toEqual([Submitted, Filled]);
    expect(outcomesOf(desk, order)).toEqual(['cancel refused']);
  });

  it('43 a part had filled', async () => {
    await open();
    fillInParts(40);
    const order = await desk.place(OrderType.Limit, 100, { limit: 95 });
    stage.simulator.faults.stream.nextUpdate({ event: 'partial_fill', fate: 'dropped' });
    await stage.tradeAtOnce(94);
    await desk.cancel(order);
    await stage.pass(5_000);
    expect(desk.statusesOf(order)).toEqual([Submitted, PartiallyFilled, Canceled]);
    expect(fills(order)).toEqual([[40, 95]]);
  });

  it('44 the cancel is stuck: it is asked about, less and less often, and somebody is told', async () => {
    await open();
    const order = await desk.place(OrderType.Limit, 10, { limit: 95 });
    stage.simulator.faults.desk.cancels.add({ outcome: 'stuck', delayMs: 0 });
    await desk.cancel(order);
    await stage.pass(180_000);
    expect(noticesOf(desk)).toEqual(['CANCEL_PENDING']);
    expect(stage.requests('DELETE')).toBe(1);
    expect(stage.requests('GET', `/v2/orders/${order.brokerId[0]}`)).toBeLessThan(12);
    expect(outcomesOf(desk, order)).toEqual(['cancel accepted']);
  });

  it('45 the cancel is rejected afterwards: the order is open', async () => {
    await open();
    const order = await desk.place(OrderType.Limit, 10, { limit: 95 });
    stage.simulator.faults.desk.cancels.add({ outcome: 'rejected', delayMs: 1_000 });
    await desk.cancel(order);
    await stage.pass(2_000);
    expect(outcomesOf(desk, order)).toEqual(['cancel accepted', 'cancel refused']);
    await desk.trade(94);
    expect(order.status).toBe(Filled);
  });

  it.each([
    ['was carried out', true],
    ['was not', false],
  ])('8 of the pitfalls: the answer to the cancel is lost, and it %s', async (_, executes) => {
    await open();
    const order = await desk.place(OrderType.Limit, 10, { limit: 95 });
    stage.simulator.faults.requests.next({ method: 'DELETE', executes, reply: 'lost' });
    stage.simulator.faults.stream.nextUpdate({ event: 'canceled', fate: 'dropped' });
    await desk.cancel(order);
    await stage.pass(30_000);
    expect(desk.statusesOf(order)).toEqual([Submitted, Canceled]);
    expect(outcomesOf(desk, order).filter((outcome) => outcome.endsWith('refused'))).toEqual([]);
  });

  it('51 the cancel of all misses one: it stays open and is named', async () => {
    await open();
    const first = await desk.place(OrderType.Limit, 10, { limit: 95 });
    const second = await desk.place(OrderType.Limit, 10, { limit: 94 });
    stage.simulator.faults.desk.failsToCancel.add(second.brokerId[0]!);
    expect(await stage.adapter.cancelAllOrders()).toEqual(second.brokerId);
    await stage.settle();
    expect([first.status, second.status]).toEqual([Canceled, Submitted]);
    expect(noticesOf(desk)).toEqual(['CANCEL_REFUSED']);
  });
});

describe('an order is replaced', () => {
  it.each([
    ['reply, replaced, new', []],
    ['replaced, reply, new', ['late']],
    ['replaced, new, reply', ['reply']],
  ])('46 in the order %s', async (_, faults) => {
    await open();
    const order = await desk.place(OrderType.Limit, 10, { limit: 90 });
    if (faults.includes('late'))
      stage.simulator.faults.stream.nextUpdate({ event: 'new', fate: 'late', delayMs: 1_000 });
    if (faults.length > 0) stage.simulator.faults.requests.next({ method: 'PATCH', replyDelayMs: 500 });
    await desk.update(order, { limitPrice: 95 });
    await stage.pass(3_000);
    expect(desk.statusesOf(order)).toEqual([Submitted, UpdateSubmitted]);
    expect(order.brokerId.length).toBe(2);
    await desk.trade(94);
    expect(order.status).toBe(Filled);
  });

  it('47 it fills first', async () => {
    await open();
    const order = await desk.place(OrderType.Limit, 10, { limit: 95 });
    stage.simulator.faults.desk.replacements.add({ outcome: 'stuck', delayMs: 0 });
    await desk.update(order, { limitPrice: 90 });
    await desk.trade(94);
    expect(desk.statusesOf(order)).toEqual([Submitted, Filled]);
    expect(outcomesOf(desk, order)).toEqual(['update refused']);
  });

  it('48 the reply is lost: the order that took its place is followed', async () => {
    await open();
    const order = await desk.place(OrderType.Limit, 10, { limit: 90 });
    stage.simulator.faults.requests.next({ method: 'PATCH', reply: 'lost' });
    stage.simulator.faults.stream.nextUpdate({ fate: 'dropped', times: 2 });
    await desk.update(order, { limitPrice: 95 });
    expect(outcomesOf(desk, order)).toEqual(['update unknown']);
    await stage.pass(5_000);
    expect(desk.statusesOf(order)).toEqual([Submitted, UpdateSubmitted]);
    await desk.trade(94);
    expect(order.status).toBe(Filled);
  });

  it('48 the request is lost: the order is as it was', async () => {
    await open();
    const order = await desk.place(OrderType.Limit, 10, { limit: 90 });
    stage.simulator.faults.requests.next({ method: 'PATCH', executes: false, reply: 'lost' });
    await desk.update(order, { limitPrice: 95 });
    await stage.pass(15_000);
    expect(outcomesOf(desk, order)).toEqual(['update unknown', 'update refused']);
    expect((await stage.adapter.getOpenOrders())[0]?.limitPrice?.toNumber()).toBe(90);
  });

  it('49 it has not come to the exchange: the change waits for that and is repeated once', async () => {
    await open();
    stage.simulator.faults.desk.submissions.add({ outcome: 'done', delayMs: 2_000 });
    const order = await desk.place(OrderType.Limit, 10, { limit: 90 });
    await desk.update(order, { limitPrice: 95 });
    expect(outcomesOf(desk, order)).toEqual([]);
    await stage.pass(5_000);
    expect(desk.statusesOf(order)).toEqual([Submitted, UpdateSubmitted]);
    expect(stage.requests('PATCH')).toBe(2);
  });

  it.each([
    ['goes on from what was filled', true],
    ['begins at zero', false],
  ])('50 a part had filled, and the replacement %s', async (_, inherits) => {
    await open();
    stage.simulator.faults.desk.replacementsInherit = inherits;
    fillInParts(40, 80);
    const order = await desk.place(OrderType.Limit, 100, { limit: 95 });
    await desk.trade(94);
    await desk.update(order, { quantity: 120 });
    await desk.trade(93);
    expect(fills(order).map(([quantity]) => quantity)).toEqual([40, 80]);
    expect(order.status).toBe(Filled);
    const found = await stage.adapter.findOrder('T1');
    expect([found?.filledQuantity.toNumber(), found?.status]).toEqual([120, Filled]);
    expect(stage.venue.portfolio.securities.values[0]?.holdings.exactQuantity.toNumber()).toBe(120);
  });
});

import { type BrokerageMessage, type Order, OrderType } from '@lockstep/core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AdapterStage } from '../adapter-stage.ts';
import { noticesOf, type ScenarioDesk } from './scenario-desk.ts';

let stage: AdapterStage;
let desk: ScenarioDesk;

beforeEach(async () => {
  stage = await AdapterStage.open();
  desk = await stage.desk();
});

afterEach(() => stage.close());

/** The market takes back the execution that it made so many before the last one, or corrects it. */
async function correct(correction: object, before = 0): Promise<void> {
  const { id } = stage.simulator.executions.all.at(-1 - before) ?? { id: '' };
  await stage.byHand('POST', `/__sim/executions/${id}`, correction);
}

function corrections(): Extract<BrokerageMessage, { kind: 'executionCorrected' }>[] {
  return desk.messages.filter((message) => message.kind === 'executionCorrected');
}

/** Executions of an order as they stand by what was told: units at their price. */
function standing(order: Order): string[] {
  const told = new Map(desk.fillsOf(order).map((event) => [event.executionId, event]));
  for (const { executionId, correction } of corrections()) {
    expect(told.delete(executionId)).toBe(true);
    if (correction !== null) told.set(correction.executionId, correction);
  }
  return [...told.values()].map(({ fillQuantity, fillPrice }) => `${fillQuantity} @ ${fillPrice}`);
}

/** What the account lists, by the ids under which it was told. */
async function listed(): Promise<string[]> {
  const { executions } = await stage.adapter.getExecutions(0);
  return executions.map(({ id, quantity, price }) => `${id} ${quantity} @ ${price}`);
}

describe('an execution is taken back or corrected', () => {
  it('tells it by the id under which the execution was told, once', async () => {
    const order = await desk.place(OrderType.Market, 10);
    const [fill] = desk.fillsOf(order);
    await correct({ bust: true });
    expect(corrections()).toMatchObject([{ executionId: fill?.executionId, correction: null, orderId: order.id }]);
    expect(standing(order)).toEqual([]);
    expect(await listed()).toEqual([]);
    // Both updates come once more.
    for (const update of stage.simulator.updates.log.filter(({ price }) => price !== undefined))
      stage.simulator.stream.tell(update);
    await stage.settle();
    expect(corrections().length).toBe(1);
    expect(desk.fillsOf(order).length).toBe(1);
    expect(noticesOf(desk, 'error')).toEqual([]);
  });

  it('tells what stands in its place, under the id by which the account lists it', async () => {
    const order = await desk.place(OrderType.Market, -10);
    await correct({ price: '99.5', qty: '8' });
    expect(standing(order)).toEqual(['-8 @ 99.5']);
    const [corrected] = corrections();
    expect(await listed()).toEqual([`${corrected?.correction?.executionId} -8 @ 99.5`]);
    await correct({ bust: true });
    expect(standing(order)).toEqual([]);
  });

  it('goes on counting an order of which a part was taken back', async () => {
    stage.fillInParts('SPY', [30, 20, 10]);
    const order = await desk.place(OrderType.Limit, 100, { limit: 95 });
    await stage.tradeAtOnce(94);
    await stage.tradeAtOnce(93);
    await correct({ bust: true }, 1);
    expect(standing(order)).toEqual(['20 @ 94']);
    await stage.tradeAtOnce(92);
    await stage.tradeAtOnce(91);
    await stage.pass(10_000);
    expect(standing(order).map((text) => Number.parseInt(text, 10))).toEqual([20, 10, 70]);
    expect(noticesOf(desk, 'error')).toEqual([]);
  });

  it('finds out what the stream did not tell of an open order, from its activities', async () => {
    stage.fillInParts('SPY', [30, 20]);
    const order = await desk.place(OrderType.Limit, 100, { limit: 95 });
    await stage.tradeAtOnce(94);
    await stage.tradeAtOnce(93);
    stage.simulator.faults.stream.connections.push(503, 503);
    stage.simulator.dropConnections();
    await stage.settle();
    await correct({ bust: true }, 1);
    await correct({ price: '92.5' });
    expect(corrections()).toEqual([]);
    await stage.pass(30_000);
    expect(standing(order)).toEqual(['20 @ 92.5']);
    await stage.tradeAtOnce(91);
    await stage.pass(10_000);
    expect(standing(order).map((text) => Number.parseInt(text, 10))).toEqual([80, 20]);
  });

  it('does not go on listing what was taken back behind its back of an order that has ended', async () => {
    await desk.place(OrderType.Market, 10);
    stage.simulator.faults.stream.nextUpdate({ event: 'trade_bust', fate: 'dropped' });
    await correct({ bust: true });
    expect((await listed()).length).toBe(1);
    await stage.pass(61_000);
    expect(await listed()).toEqual([]);
  });

  it('tells a new process of an open order what stands, by the ids by which the account lists it', async () => {
    stage.fillInParts('SPY', [30, 20]);
    const handover = desk.handover(OrderType.Limit, 100, { limit: 95 });
    await desk.send(handover);
    await stage.tradeAtOnce(94);
    await stage.tradeAtOnce(93);
    stage.adapter.disconnect();
    await correct({ bust: true }, 1);
    stage.connectAnew();
    desk = await stage.desk();
    stage.adapter.remember([handover]);
    const found = await stage.adapter.findOrder(handover.clientOrderId);
    await stage.pass(5_000);
    const fills = desk.events.filter(({ isFill }) => isFill);
    expect(
      fills.map(({ executionId, fillQuantity, fillPrice }) => `${executionId} ${fillQuantity} @ ${fillPrice}`),
    ).toEqual(await listed());
    // The market went on meanwhile.
    expect(fills.map(({ fillQuantity }) => fillQuantity)).toEqual([20, 80]);
    expect(found?.filledQuantity.toNumber()).toBe(100);
  });
});

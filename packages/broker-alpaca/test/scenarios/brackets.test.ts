import { type Order, type OrderHandover, OrderStatus, OrderType } from '@lockstep/core';
import { afterEach, describe, expect, it } from 'vitest';
import { AdapterStage } from '../adapter-stage.ts';
import { outcomesOf, type ScenarioDesk } from './scenario-desk.ts';

let stage: AdapterStage;
let desk: ScenarioDesk;

afterEach(() => stage.close());

const { Submitted, PartiallyFilled, Filled, Canceled, UpdateSubmitted } = OrderStatus;

interface Placed {
  readonly entry: Order;
  readonly stop: Order;
  readonly target: Order;
  readonly handover: OrderHandover;
}

async function openBracket(quantity = 10): Promise<Placed> {
  stage = await AdapterStage.open();
  desk = await stage.desk();
  const stop = desk.handover(OrderType.StopMarket, -quantity, { stop: 90 });
  const target = desk.handover(OrderType.Limit, -quantity, { limit: 110 });
  const handover = desk.handover(OrderType.Limit, quantity, { limit: 95 }, [stop, target]);
  await desk.send(handover);
  return { entry: handover.order, stop: stop.order, target: target.order, handover };
}

describe('a bracket', () => {
  it('52 fills, its target fills, its stop is cancelled', async () => {
    const { entry, stop, target } = await openBracket();
    expect([stop, target].map((child) => desk.statusesOf(child))).toEqual([[], []]);
    expect([stop.brokerId.length, target.brokerId.length]).toEqual([1, 1]);
    await desk.trade(94);
    expect(desk.statusesOf(entry)).toEqual([Submitted, Filled]);
    expect([stop, target].map((child) => desk.statusesOf(child))).toEqual([[Submitted], [Submitted]]);
    await desk.trade(111);
    expect(desk.statusesOf(target)).toEqual([Submitted, Filled]);
    expect(desk.statusesOf(stop)).toEqual([Submitted, Canceled]);
    expect(await stage.adapter.getHoldings()).toEqual([]);
  });

  it('53 is filled in part and cancelled: its children go, and the part is told to be there without them', async () => {
    const { entry, stop, target } = await openBracket(100);
    stage.fillInParts('SPY', [40]);
    await stage.tradeAtOnce(94);
    await desk.cancel(entry);
    expect(desk.statusesOf(entry)).toEqual([Submitted, PartiallyFilled, Canceled]);
    expect([stop.status, target.status]).toEqual([Canceled, Canceled]);
    expect((await stage.adapter.getHoldings())[0]?.quantity.toNumber()).toBe(40);
  });

  it('54 loses its target by hand: the stop goes with it, and both are told', async () => {
    const { stop, target } = await openBracket();
    await desk.trade(94);
    await stage.byHand('DELETE', `/v2/orders/${target.brokerId[0]}`);
    expect([stop.status, target.status]).toEqual([Canceled, Canceled]);
  });

  it('55 has its stop moved: the leg is replaced and still ours', async () => {
    const { stop } = await openBracket();
    await desk.trade(94);
    await desk.update(stop, { stopPrice: 92 });
    expect(desk.statusesOf(stop)).toEqual([Submitted, UpdateSubmitted]);
    expect(stop.brokerId.length).toBe(2);
    await desk.trade(91);
    expect(stop.status).toBe(Filled);
    expect(await stage.adapter.getHoldings()).toEqual([]);
  });

  it('whose reply is lost is found with its children', async () => {
    stage = await AdapterStage.open();
    desk = await stage.desk();
    stage.simulator.faults.requests.next({ method: 'POST', path: '/v2/orders', reply: 'lost' });
    stage.simulator.faults.stream.nextUpdate({ fate: 'dropped', times: 2 });
    const stop = desk.handover(OrderType.StopMarket, -10, { stop: 90 });
    const target = desk.handover(OrderType.Limit, -10, { limit: 110 });
    const handover = desk.handover(OrderType.Limit, 10, { limit: 95 }, [stop, target]);
    await desk.send(handover);
    await stage.pass(5_000);
    expect([stop.order.brokerId.length, target.order.brokerId.length]).toEqual([1, 1]);
    expect(outcomesOf(desk, handover.order)).toEqual(['place unknown', 'place accepted']);
    await desk.trade(94);
    expect([stop.order.status, target.order.status]).toEqual([Submitted, Submitted]);
    expect(stage.simulator.orders.all.length).toBe(3);
  });

  it('that fills before its reply comes tells of its children all the same', async () => {
    stage = await AdapterStage.open();
    desk = await stage.desk();
    stage.simulator.faults.requests.next({ method: 'POST', path: '/v2/orders', replyDelayMs: 2_000 });
    const stop = desk.handover(OrderType.StopMarket, -10, { stop: 90 });
    const target = desk.handover(OrderType.Limit, -10, { limit: 110 });
    const handover = desk.handover(OrderType.Market, 10, {}, [stop, target]);
    await desk.send(handover);
    expect(handover.order.status).toBe(Filled);
    await stage.pass(3_000);
    expect([stop.order.status, target.order.status]).toEqual([Submitted, Submitted]);
    expect(desk.messages.filter(({ kind }) => kind === 'externalOrder')).toEqual([]);
  });
});

import { Decimal, OrderStatus, OrderType } from '@lockstep/core';
import { describe, expect, it } from 'vitest';
import { OrderReason } from '../../src/wire/enums.ts';
import { hasPython } from '../python.ts';
import { HEDGING } from '../terminal-stage.ts';
import { ScenarioStage } from './scenario-desk.ts';

const { Submitted, UpdateSubmitted, Filled, Canceled } = OrderStatus;
const { Market, Limit, StopMarket } = OrderType;
const scene = new ScenarioStage();

/** An entry at the market with a stop at 95 and a target at 110, on a hedging account. */
async function protectedEntry() {
  await scene.open({ simulator: { account: HEDGING } });
  const stop = scene.desk.handover(StopMarket, -10, { stop: 95 });
  const target = scene.desk.handover(Limit, -10, { limit: 110 });
  const entry = scene.desk.handover(Market, 10, {}, [stop, target]);
  await scene.desk.send(entry);
  return { entry, stop, target };
}

async function stops(): Promise<readonly number[]> {
  const positions = await scene.stage.terminal.request<{ sl: number; tp: number }[]>('positions', {});
  return positions.flatMap(({ sl, tp }) => [sl, tp]);
}

describe.skipIf(!hasPython)('stops of a position on a hedging account (needs Python 3.9 or later)', () => {
  it('51 travel with the entry, and the one that is reached ends the other', async () => {
    const { entry, stop, target } = await protectedEntry();
    expect(await stops()).toEqual([95, 110]);
    expect(scene.stage.calls('order_send')).toBe(1);
    await scene.desk.trade(94);
    expect(scene.desk.statusesOf(entry.order)).toEqual([Submitted, Filled]);
    expect(scene.desk.statusesOf(stop.order)).toEqual([Submitted, Filled]);
    expect(scene.desk.statusesOf(target.order)).toEqual([Submitted, Canceled]);
    expect([scene.filled(stop.order), scene.kinds('externalExecution')]).toEqual([[-10, 1], 0]);
    const { executions } = await scene.stage.adapter.getExecutions(0);
    expect(executions.map(({ clientOrderId }) => clientOrderId)).toEqual(['T3', 'T1']);
    expect(scene.stage.simulator.ledger.deals.at(-1)?.reason).toBe(OrderReason.StopLoss);
  });

  it('are moved and taken away at the position', async () => {
    const { stop, target } = await protectedEntry();
    stop.order.stopPrice = Decimal.fromInteger(97);
    await scene.desk.update(stop.order, { stopPrice: 97 });
    expect(scene.desk.statusesOf(stop.order).at(-1)).toBe(UpdateSubmitted);
    expect(await stops()).toEqual([97, 110]);
    await scene.desk.cancel(target.order);
    expect([target.order.status, await stops()]).toEqual([Canceled, [97, 0]]);
  });

  it('are known again by the next process, and told once', async () => {
    const { entry, stop, target } = await protectedEntry();
    scene.stage.adapter.disconnect();
    const adapter = scene.stage.connectAnew();
    adapter.remember([entry]);
    await adapter.connect(scene.desk);
    expect((await adapter.getOpenOrders()).map(({ clientOrderId }) => clientOrderId)).toEqual(['T1', 'T2']);
    expect((await adapter.findOrder('T1'))?.status).toBe(Submitted);
    await scene.desk.trade(111);
    expect([target.order.status, stop.order.status]).toEqual([Filled, Canceled]);
    expect(scene.filled(target.order)).toEqual([-10, 1]);
  });

  it('go with a position that is closed otherwise', async () => {
    const { stop, target } = await protectedEntry();
    await scene.desk.place(Market, -10);
    await scene.stage.pass(40_000);
    expect([stop.order.status, target.order.status]).toEqual([Canceled, Canceled]);
    expect(await scene.stage.adapter.getHoldings()).toEqual([]);
  });
});

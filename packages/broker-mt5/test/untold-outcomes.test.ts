import { type BrokerageInbox, OrderStatus, OrderType } from '@lockstep/core';
import { describe, expect, it } from 'vitest';
import { Execution } from '../src/wire/enums.ts';
import { hasPython } from './python.ts';
import { ScenarioStage } from './scenarios/scenario-desk.ts';

const { Submitted, Filled, Canceled } = OrderStatus;
const { Market, Limit } = OrderType;
const scene = new ScenarioStage();

describe.skipIf(!hasPython)('what fails once an order may have been sent (needs Python 3.9 or later)', () => {
  it('an answer that makes no sense: unknown, and found, never sent again', async () => {
    await scene.open();
    scene.stage.bridge.answer('order_send', 'garbled');
    const order = await scene.desk.place(Market, 10);
    expect(scene.outcomesOf(order)).toEqual(['place unknown NO_ANSWER']);
    await scene.stage.pass(20_000);
    expect(scene.filled(order)).toEqual([10, 1]);
    expect(scene.outcomesOf(order)).toEqual(['place unknown NO_ANSWER']);
    expect(scene.stage.calls('order_send')).toBe(1);
  });

  it('an answer that makes no sense to a change and to a cancel: unknown, and found out', async () => {
    await scene.open();
    const order = await scene.desk.place(Limit, 10, { limit: 95 });
    scene.stage.bridge.answer('order_send', 'garbled');
    await scene.desk.update(order, { limitPrice: 96 });
    expect(scene.outcomesOf(order)).toEqual(['update unknown NO_ANSWER']);
    await scene.stage.pass(15_000);
    expect(order.status).toBe(OrderStatus.UpdateSubmitted);
    scene.stage.bridge.answer('order_send', 'garbled');
    await scene.desk.cancel(order);
    await scene.stage.pass(15_000);
    expect(order.status).toBe(Canceled);
    expect(scene.outcomesOf(order).some((outcome) => outcome.includes('refused'))).toBe(false);
  });

  it('a look that makes no sense after the order was taken: no refusal, and its fill is told', async () => {
    await scene.open();
    scene.stage.bridge.answer('snapshot', 'garbled');
    const order = await scene.desk.place(Market, 10);
    await scene.stage.pass(25_000);
    expect(scene.outcomesOf(order)).toEqual([]);
    expect(scene.desk.statusesOf(order)).toEqual([Submitted, Filled]);
  });

  it('whoever is told of it fails: unknown', async () => {
    await scene.open();
    const handover = scene.desk.handover(Market, 10, {});
    const { adapter } = scene.stage;
    const failing: BrokerageInbox = {
      orderEvent: (event) => scene.desk.orderEvent(event),
      message: (message) => {
        if (message.kind === 'orderIdentified') throw new TypeError('no room for it');
        scene.desk.message(message);
      },
    };
    adapter.disconnect();
    await adapter.connect(failing);
    adapter.placeOrder(handover);
    await scene.stage.settle();
    expect(scene.outcomesOf(handover.order)).toEqual(['place unknown NO_ANSWER']);
  });

  it('before anything was sent it is a refusal: of the check, and of the price for another attempt', async () => {
    await scene.open({ simulator: { symbols: { SPY: { trade_exemode: Execution.Instant } } } });
    scene.stage.bridge.answer('order_check', 'garbled');
    expect(scene.outcomesOf(await scene.desk.place(Market, 10))).toEqual(['place refused NOT_SENT']);
    expect(scene.stage.calls('order_send')).toBe(0);
    scene.faults.script('order_send', { retcode: 10_004 });
    scene.faults.script('symbol_info_tick', {}, { error: [-1, 'no tick'] });
    const requoted = await scene.desk.place(Market, 10);
    await scene.stage.pass(1_000);
    expect(scene.outcomesOf(requoted)).toEqual(['place refused MT5-1']);
    expect(scene.stage.calls('order_send')).toBe(1);
  });
});

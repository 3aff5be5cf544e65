import { Order, OrderStatus, OrderType, TimeInForce } from '@lockstep/core';
import { expect, it } from 'vitest';
import { ExpirationBit, TradeAction } from '../../src/wire/enums.ts';
import { ScenarioStage } from './scenario-desk.ts';

const { Submitted, Filled, PartiallyFilled, Canceled, UpdateSubmitted } = OrderStatus;
const { Limit, StopMarket, StopLimit } = OrderType;
const scene = new ScenarioStage();

scene.onBothWays('a pending order', () => {
  it('36 rests under its ticket, and fills', async () => {
    await scene.open();
    const order = await scene.desk.place(Limit, 10, { limit: 95 });
    expect(order.brokerId).toEqual([String(scene.stage.simulator.ledger.active()[0]?.ticket)]);
    await scene.desk.trade(94);
    expect(scene.desk.statusesOf(order)).toEqual([Submitted, Filled]);
  });

  it('37 is gone from the list before the history has it: nothing is told in between', async () => {
    await scene.open({ adapter: { looks: { busyMs: 100, openMs: 100, idleMs: 500 } } });
    const order = await scene.desk.place(Limit, 10, { limit: 95 });
    await scene.stage.pass(1_000);
    Object.assign(scene.faults, { historyLagMs: 300, dealLagMs: 300 });
    scene.stage.quote(94);
    await scene.stage.pass(200);
    expect(scene.desk.statusesOf(order)).toEqual([Submitted]);
    await scene.stage.pass(300);
    expect(scene.desk.statusesOf(order)).toEqual([Submitted, Filled]);
  });

  it('38 is cancelled; one that has filled meanwhile is filled, and the cancel refused', async () => {
    await scene.open();
    const order = await scene.desk.place(Limit, 10, { limit: 95 });
    await scene.desk.cancel(order);
    expect(scene.desk.statusesOf(order)).toEqual([Submitted, Canceled]);

    const other = await scene.desk.place(Limit, 10, { limit: 95 });
    scene.stage.leaveAlone();
    await scene.stage.trade(94);
    await scene.desk.cancel(other);
    expect(scene.filled(other)).toEqual([10, 1]);
    expect(scene.outcomesOf(other).at(-1)).toMatch(/^cancel refused (INVALID_ORDER|CLOSED)$/);
  });

  it('39 expires at the broker: cancelled', async () => {
    await scene.open();
    const { ledger } = scene.stage.simulator;
    const order = await scene.desk.place(Limit, 10, { limit: 90 });
    const [resting] = ledger.active();
    resting?.end(6, scene.stage.clock.utcNow());
    ledger.touch();
    await scene.desk.trade(100);
    expect(scene.desk.statusesOf(order)).toEqual([Submitted, Canceled]);
    expect(scene.desk.events.at(-1)?.message).toMatch(/expired/);
  });

  it('40 is changed; where nothing is to be changed that is as good, a frozen one is tried again', async () => {
    await scene.open();
    const order = await scene.desk.place(Limit, 10, { limit: 95 });
    await scene.desk.update(order, { limitPrice: 96 });
    await scene.desk.update(order, { limitPrice: 96 });
    scene.faults.script('order_send', { retcode: 10_029 });
    await scene.desk.update(order, { limitPrice: 97 });
    expect(scene.desk.statusesOf(order)).toEqual([Submitted, UpdateSubmitted, UpdateSubmitted]);
    await scene.stage.pass(1_500);
    expect(scene.desk.statusesOf(order).at(-1)).toBe(UpdateSubmitted);
    expect((await scene.stage.adapter.getOpenOrders())[0]?.limitPrice?.toNumber()).toBe(97);
  });

  it.each([
    [true, UpdateSubmitted, 'update unknown NO_ANSWER'],
    [false, Submitted, 'update refused NOT_EXECUTED'],
  ])('40 is changed (%s) and nobody says so: found out, and not sent again', async (executes, status, outcome) => {
    await scene.open();
    const order = await scene.desk.place(Limit, 10, { limit: 95 });
    scene.faults.script('order_send', { retcode: 10_012, executes });
    await scene.desk.update(order, { limitPrice: 96 });
    await scene.stage.pass(15_000);
    expect([order.status, scene.outcomesOf(order).at(-1)]).toEqual([status, outcome]);
    expect(scene.stage.calls('order_send')).toBe(2);
  });

  it.each([true, false])('38 is cancelled (%s) and nobody says so: found out', async (executes) => {
    await scene.open();
    const order = await scene.desk.place(Limit, 10, { limit: 95 });
    scene.faults.script('order_send', { retcode: 10_031, executes });
    await scene.desk.cancel(order);
    await scene.stage.pass(15_000);
    expect(order.status).toBe(executes ? Canceled : Submitted);
    expect(scene.outcomesOf(order).at(-1)).toBe(executes ? undefined : 'cancel refused NOT_EXECUTED');
  });

  it('43 is for the day at a symbol that knows no days: refused', async () => {
    await scene.open({ simulator: { symbols: { SPY: { expiration_mode: ExpirationBit.Gtc } } } });
    const { order } = scene.desk.handover(Limit, 10, { limit: 95 });
    const forTheDay = new Order({
      id: order.id,
      type: order.type,
      symbol: order.symbol,
      timeMs: order.timeMs,
      tag: '',
      quantity: order.quantity,
      limitPrice: order.limitPrice,
      properties: { timeInForce: TimeInForce.Day },
    });
    await scene.desk.send({ order: forTheDay, clientOrderId: 'T1', children: [] });
    expect(scene.outcomesOf(order)).toEqual(['place refused EXPIRATION']);
  });

  it('42 is on the wrong side of the market, or too near to it: refused, with the distances', async () => {
    await scene.open({ simulator: { symbols: { SPY: { trade_stops_level: 50 } } } });
    const near = await scene.desk.place(Limit, 10, { limit: 99.8 });
    expect(scene.outcomesOf(near)).toEqual(['place refused STOPS_LEVEL']);
    expect(scene.desk.messages.find(({ kind }) => kind === 'outcome')).toMatchObject({ text: /0\.2.*0\.5/ });
    const far = await scene.desk.place(Limit, 10, { limit: 99.5 });
    expect(far.status).toBe(Submitted);
    await scene.stage.close();

    await scene.open();
    scene.faults.script('order_check', { retcode: 0 });
    const wrong = await scene.desk.place(StopMarket, 10, { stop: 90 });
    expect(scene.outcomesOf(wrong)).toEqual(['place refused INVALID_PRICE']);
  });

  it('40 42 is changed too near to the market, or while it is frozen: refused here, with the distances', async () => {
    await scene.open({ simulator: { symbols: { SPY: { trade_stops_level: 50, trade_freeze_level: 20 } } } });
    const outcomes = () => scene.desk.messages.filter(({ kind }) => kind === 'outcome');
    const order = await scene.desk.place(Limit, 10, { limit: 99 });
    await scene.desk.update(order, { limitPrice: 99.8 });
    expect(scene.outcomesOf(order)).toEqual(['update refused STOPS_LEVEL']);
    expect(outcomes().at(-1)).toMatchObject({ text: /99\.8 is 0\.2 away.*99\.5 or lower/ });
    scene.stage.quote(99.15);
    await scene.desk.update(order, { limitPrice: 98 });
    expect(scene.outcomesOf(order).at(-1)).toBe('update refused FROZEN');
    expect(outcomes().at(-1)).toMatchObject({ text: /within 0\.2 SPY lets nothing be changed/ });
    expect(scene.stage.calls('order_send')).toBe(1);
  });

  it('53 protects a position and is refused by the broker: told at once, so that the position can be closed', async () => {
    await scene.open();
    await scene.desk.place(OrderType.Market, 10);
    scene.faults.script('order_send', { retcode: 10_016 });
    const stop = await scene.desk.place(StopMarket, -10, { stop: 95 });
    expect(scene.outcomesOf(stop)).toEqual(['place refused INVALID_STOPS']);
    await scene.desk.place(OrderType.Market, -10);
    expect(await scene.stage.adapter.getHoldings()).toEqual([]);
    expect(scene.stage.calls('order_send')).toBe(3);
  });

  it('44 is a stop-limit one: triggers, rests at its limit, fills', async () => {
    await scene.open();
    const order = await scene.desk.place(StopLimit, 10, { stop: 105, limit: 104 });
    await scene.desk.trade(106);
    expect(scene.desk.fillsOf(order)).toEqual([]);
    await scene.desk.trade(103);
    expect(scene.desk.statusesOf(order)).toEqual([Submitted, Filled]);
    expect(scene.desk.fillsOf(order)[0]?.fillPrice).toBeLessThanOrEqual(104);
  });

  it('45 is filled in part and then cancelled: its fills first', async () => {
    await scene.open();
    scene.stage.fillInParts(4, 0);
    const order = await scene.desk.place(Limit, 10, { limit: 95 });
    await scene.stage.pass(1_000);
    scene.stage.leaveAlone();
    scene.stage.quote(94);
    scene.stage.simulator.byHand({ action: TradeAction.Remove, order: Number(order.brokerId[0]) });
    await scene.stage.pass(30_000);
    expect(scene.desk.statusesOf(order)).toEqual([Submitted, PartiallyFilled, Canceled]);
    expect(scene.filled(order)).toEqual([4, 1]);
  });

  it('52 is moved by hand: its new price is told once', async () => {
    await scene.open();
    const order = await scene.desk.place(StopMarket, 10, { stop: 110 });
    scene.stage.simulator.byHand({ action: TradeAction.Modify, order: Number(order.brokerId[0]), price: 112 });
    await scene.stage.pass(30_000);
    expect(order.stopPrice.toNumber()).toBe(112);
    await scene.stage.pass(60_000);
    expect(scene.kinds('orderChanged')).toBe(1);
  });
});

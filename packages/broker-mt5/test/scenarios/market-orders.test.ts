import { OrderStatus, OrderType } from '@lockstep/core';
import { expect, it } from 'vitest';
import { Execution, FillingBit, OrderFilling } from '../../src/wire/enums.ts';
import { ScenarioStage } from './scenario-desk.ts';

const { Submitted, Filled, PartiallyFilled, Canceled } = OrderStatus;
const { Market } = OrderType;
const scene = new ScenarioStage();
const { open } = { open: (...options: Parameters<ScenarioStage['open']>) => scene.open(...options) };

scene.onBothWays('a market order', () => {
  it('13 is done: submitted, and filled at the price of its deal', async () => {
    await open();
    const order = await scene.desk.place(Market, 10);
    expect(scene.desk.statusesOf(order)).toEqual([Submitted, Filled]);
    expect(scene.desk.fillsOf(order)[0]?.fillPrice).toBe(100);
    expect(scene.stage.calls('order_send')).toBe(1);
  });

  it.each([
    ['14', 150],
    ['15', 2_000],
  ])('%s is done, and its deal comes to the history %i ms later: filled once', async (_, lagMs) => {
    await open({ adapter: { looks: { busyMs: 100, openMs: 500, idleMs: 2_000 } } });
    scene.faults.dealLagMs = lagMs;
    const order = await scene.desk.place(Market, 10);
    expect(scene.desk.statusesOf(order)).toEqual([Submitted]);
    await scene.stage.pass(lagMs + 600);
    expect(scene.filled(order)).toEqual([10, 1]);
    await scene.stage.pass(5_000);
    expect(scene.desk.statusesOf(order)).toEqual([Submitted, Filled]);
  });

  it('16 is filled in part: with immediate-or-cancel the rest is cancelled, else it rests', async () => {
    const market = { SPY: { trade_exemode: Execution.Market, filling_mode: FillingBit.Ioc } };
    await open({ simulator: { symbols: market } });
    scene.stage.fillInParts(6);
    const order = await scene.desk.place(Market, 10);
    expect(scene.desk.statusesOf(order)).toEqual([Submitted, PartiallyFilled, Canceled]);
    expect(scene.filled(order)).toEqual([6, 1]);
    await scene.stage.close();

    await open();
    scene.stage.fillInParts(6);
    const resting = await scene.desk.place(Market, 10);
    expect(scene.desk.statusesOf(resting).slice(0, 2)).toEqual([Submitted, PartiallyFilled]);
    await scene.desk.trade(101);
    expect(scene.filled(resting)).toEqual([10, 2]);
    expect(resting.status).toBe(Filled);
  });

  it('17 is filled by two deals at two prices: two executions', async () => {
    await open();
    scene.stage.fillInParts(4);
    const order = await scene.desk.place(Market, 10);
    await scene.desk.trade(102);
    const fills = scene.desk.fillsOf(order);
    expect(fills.map(({ fillQuantity }) => fillQuantity)).toEqual([4, 6]);
    expect(new Set(fills.map(({ executionId }) => executionId)).size).toBe(2);
    expect(fills[0]?.fillPrice).not.toBe(fills[1]?.fillPrice);
  });

  it('18 is requoted twice: sent again each time, filled once', async () => {
    await open();
    scene.faults.script('order_send', { retcode: 10_004 }, { retcode: 10_020 });
    const order = await scene.desk.place(Market, 10);
    await scene.stage.pass(2_000);
    expect(scene.filled(order)).toEqual([10, 1]);
    expect(scene.stage.calls('order_send')).toBe(3);
  });

  it('19 is requoted again and again: refused', async () => {
    await open();
    scene.faults.script('order_send', ...Array.from({ length: 9 }, () => ({ retcode: 10_004 })));
    const order = await scene.desk.place(Market, 10);
    await scene.stage.pass(10_000);
    expect(scene.outcomesOf(order)).toEqual(['place refused REQUOTE']);
    expect(scene.stage.calls('order_send')).toBe(4);
  });

  it('20 finds no quote: sent again a second later', async () => {
    await open();
    scene.faults.script('order_send', { retcode: 10_021 });
    const order = await scene.desk.place(Market, 10);
    expect(scene.filled(order)[0]).toBe(0);
    await scene.stage.pass(1_500);
    expect(scene.filled(order)).toEqual([10, 1]);
  });

  it('21 finds the market closed: refused after one request', async () => {
    await open();
    scene.faults.script('order_send', { retcode: 10_018 });
    const order = await scene.desk.place(Market, 10);
    await scene.stage.pass(60_000);
    expect(scene.outcomesOf(order)).toEqual(['place refused MARKET_CLOSED']);
    expect(scene.stage.calls('order_send')).toBe(1);
  });

  it('22 is more than the margin allows: refused before it is sent, with the figures', async () => {
    await open();
    const order = await scene.desk.place(Market, 500_000);
    expect(scene.outcomesOf(order)).toEqual(['place refused NO_MONEY']);
    expect(scene.stage.calls('order_send')).toBe(0);
  });

  it('23 is sent with another filling mode when one is not taken, and the right one is remembered', async () => {
    const market = { SPY: { trade_exemode: Execution.Market, filling_mode: FillingBit.Fok | FillingBit.Ioc } };
    await open({ simulator: { symbols: market } });
    scene.faults.fillings = new Set([OrderFilling.Fok]);
    const first = await scene.desk.place(Market, 10);
    expect(scene.filled(first)).toEqual([10, 1]);
    expect(scene.stage.calls('order_send')).toBe(2);
    const second = await scene.desk.place(Market, 10);
    expect(scene.filled(second)).toEqual([10, 1]);
    expect(scene.stage.calls('order_send')).toBe(3);
  });

  it('24 is taken with no filling mode at all: refused after each was tried once', async () => {
    await open();
    scene.faults.fillings = new Set();
    const order = await scene.desk.place(Market, 10);
    expect(scene.outcomesOf(order)).toEqual(['place refused INVALID_FILL']);
    expect(scene.stage.calls('order_send')).toBe(3);
  });

  it.each([
    [10_027, 'CLIENT_DISABLES_AT'],
    [10_026, 'SERVER_DISABLES_AT'],
  ])('25 is answered %i: trading is off, what rests stays', async (retcode, name) => {
    await open();
    const resting = await scene.desk.place(OrderType.Limit, 10, { limit: 90 });
    scene.faults.script('order_send', { retcode });
    const order = await scene.desk.place(Market, 10);
    const next = await scene.desk.place(Market, 10);
    expect(scene.outcomesOf(order)).toEqual([`place refused ${name}`]);
    expect(scene.outcomesOf(next)).toEqual(['place refused TRADING_OFF']);
    expect(scene.notices).toContain('TRADING_OFF');
    expect(resting.status).toBe(Submitted);
  });

  it('26 is one request too many: sent again after 1, 2 and 4 seconds', async () => {
    await open();
    scene.faults.script('order_send', { retcode: 10_024 }, { retcode: 10_024 }, { retcode: 10_024 });
    const order = await scene.desk.place(Market, 10);
    await scene.stage.pass(6_900);
    expect(scene.filled(order)[0]).toBe(0);
    await scene.stage.pass(200);
    expect(scene.filled(order)).toEqual([10, 1]);
    expect(scene.stage.calls('order_send')).toBe(4);
  });

  it.each([
    ['27', { retcode: 10_012, executes: true }],
    ['27', { retcode: 10_011, executes: true }],
    ['29', { retcode: 10_031, executes: true }],
    ['30', { error: [-10_002, 'IPC recv failed'] as const, executes: true }],
    ['30', { drop: true, executes: true }],
    ['35', { retcode: 10_099, executes: true }],
  ])('%s is executed and nobody says so (%o): found, and not sent again', async (_, fate) => {
    await open();
    scene.faults.script('order_send', fate);
    const order = await scene.desk.place(Market, 10);
    expect(scene.outcomesOf(order)).toEqual(['place unknown NO_ANSWER']);
    await scene.stage.pass(20_000);
    expect(scene.filled(order)).toEqual([10, 1]);
    expect(scene.desk.statusesOf(order)).toEqual([Submitted, Filled]);
    expect(scene.stage.calls('order_send')).toBe(1);
  });

  it('29 is executed, and the broker has rewritten its comment: found by everything else', async () => {
    await open();
    scene.faults.comment = () => 'dealer 17';
    scene.faults.script('order_send', { retcode: 10_031, executes: true });
    const order = await scene.desk.place(Market, 10);
    await scene.stage.pass(20_000);
    expect(scene.filled(order)).toEqual([10, 1]);
    expect(scene.stage.calls('order_send')).toBe(1);
  });

  it.each([
    ['28', { retcode: 10_012 }],
    ['30', { error: [-10_002, 'IPC recv failed'] as const }],
    ['35', { retcode: 10_099 }],
  ])('%s is not executed and nobody says so (%o): refused once that is sure', async (_, fate) => {
    await open();
    scene.faults.script('order_send', fate);
    const order = await scene.desk.place(Market, 10);
    await scene.stage.pass(30_000);
    expect(scene.outcomesOf(order)).toEqual(['place unknown NO_ANSWER', 'place refused NOT_EXECUTED']);
    expect(scene.stage.calls('order_send')).toBe(1);
  });

  it('31 is on its way when the bridge dies: found by the next one', async () => {
    await open();
    scene.faults.script('order_send', { delayMs: 3_000, executes: true });
    const order = await scene.desk.place(Market, 10);
    await scene.stage.pass(1_000);
    await scene.stage.killBridge();
    expect(scene.outcomesOf(order)).toEqual(['place unknown NO_ANSWER']);
    await scene.stage.pass(30_000);
    expect(scene.filled(order)).toEqual([10, 1]);
    expect(scene.stage.calls('order_send')).toBe(1);
  });

  it('32 was on its way when the process died: the next one finds it by its id', async () => {
    await open();
    const handover = scene.desk.handover(Market, 10, {});
    scene.faults.script('order_send', { drop: true, executes: true });
    await scene.desk.send(handover);
    scene.stage.adapter.disconnect();
    const adapter = scene.stage.connectAnew();
    adapter.remember([handover]);
    await adapter.connect(scene.desk);
    const found = await adapter.findOrder(handover.clientOrderId);
    expect([found?.status, found?.filledQuantity.toNumber()]).toEqual([Filled, 10]);
    await scene.stage.settle();
    await adapter.look();
    expect(scene.filled(handover.order)).toEqual([10, 1]);
    const { executions } = await adapter.getExecutions(scene.stage.clock.utcNow() - 60_000);
    expect(executions.map(({ clientOrderId }) => clientOrderId)).toEqual([handover.clientOrderId]);
  });

  it.each([
    [29, 29],
    [1.57, 1.5],
    [0.3, 0.3],
  ])('33 is for %f units in steps of 0.1: the broker is asked for %f', async (wanted, sent) => {
    await open();
    const order = await scene.desk.place(Market, wanted);
    expect(scene.filled(order)[0]).toBe(sent);
    const [deal] = scene.stage.simulator.ledger.deals;
    expect(deal?.volume).toBe(sent);
    expect(scene.kinds('orderChanged')).toBe(wanted === sent ? 0 : 1);
  });

  it.each([0.05, 2_000_000])('33 is for %f units, which no order may be: refused', async (wanted) => {
    await open();
    const order = await scene.desk.place(Market, wanted);
    expect(scene.outcomesOf(order)).toEqual(['place refused VOLUME']);
    expect(scene.stage.calls('order_send')).toBe(0);
  });

  it('34 has an id that no comment can hold: refused before it is sent', async () => {
    await open();
    const handover = scene.desk.handover(Market, 10, {});
    await scene.desk.send({ ...handover, clientOrderId: 'x'.repeat(32) });
    expect(scene.outcomesOf(handover.order)).toEqual(['place refused COMMENT']);
    expect(scene.stage.calls('order_send')).toBe(0);
  });
});

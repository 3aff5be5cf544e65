import { OrderStatus, OrderType } from '@lockstep/core';
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

const { Submitted, Filled, Invalid, PartiallyFilled } = OrderStatus;
const ORDERS = '/v2/orders';
const BY_CLIENT_ID = '/v2/orders:by_client_order_id';

describe('an order is sent', () => {
  it('18 market buy: the reply, then the events', async () => {
    await open();
    const order = await desk.place(OrderType.Market, 10);
    expect(desk.statusesOf(order)).toEqual([Submitted, Filled]);
    const [fill] = desk.fillsOf(order);
    expect([fill?.fillPrice, fill?.fillQuantity, fill?.orderFee.amount.toNumber()]).toEqual([100, 10, 0]);
  });

  it('19 the fill comes before the reply', async () => {
    await open();
    stage.simulator.faults.requests.next({ method: 'POST', path: ORDERS, replyDelayMs: 2_000 });
    const order = await desk.place(OrderType.Market, 10);
    expect(desk.statusesOf(order)).toEqual([Submitted, Filled]);
    await stage.pass(5_000);
    expect(desk.statusesOf(order)).toEqual([Submitted, Filled]);
    expect(order.brokerId).toEqual([stage.simulator.orders.all[0]?.id]);
  });

  it('20 no event ever comes: the order is asked about', async () => {
    await open();
    stage.simulator.faults.stream.nextUpdate({ fate: 'dropped', times: 3 });
    const order = await desk.place(OrderType.Market, 10);
    expect(desk.statusesOf(order)).toEqual([Submitted]);
    await stage.pass(10_000);
    expect(desk.statusesOf(order)).toEqual([Submitted, Filled]);
    await stage.pass(120_000);
    expect(desk.fillsOf(order).length).toBe(1);
  });

  it('21 it was executed and the reply is lost: it is looked up', async () => {
    await open();
    stage.simulator.faults.requests.next({ method: 'POST', path: ORDERS, reply: 'lost' });
    stage.simulator.faults.stream.nextUpdate({ fate: 'dropped', times: 3 });
    const order = await desk.place(OrderType.Limit, 10, { limit: 95 });
    expect(outcomesOf(desk, order)).toEqual(['place unknown']);
    await stage.pass(10_000);
    expect(desk.statusesOf(order)).toEqual([Submitted]);
    expect(outcomesOf(desk, order)).toEqual(['place unknown', 'place accepted']);
    expect(stage.simulator.orders.all.length).toBe(1);
  });

  it('22 it was not executed, and the connection broke: it is sent again under its id', async () => {
    await open();
    stage.simulator.faults.requests.next({ method: 'POST', path: ORDERS, executes: false, reply: 'lost' });
    const order = await desk.place(OrderType.Market, 10);
    expect(desk.statusesOf(order)).toEqual([]);
    await stage.pass(15_000);
    expect(desk.statusesOf(order)).toEqual([Submitted, Filled]);
    expect(stage.simulator.orders.all.map(({ fields }) => fields.clientOrderId)).toEqual(['T1']);
  });

  it('23 it is not to be found at first', async () => {
    await open();
    const { faults } = stage.simulator;
    faults.lookUpLagMs = 3_000;
    faults.requests.next({ method: 'POST', path: ORDERS, reply: 'lost' });
    faults.stream.nextUpdate({ fate: 'dropped', times: 3 });
    const order = await desk.place(OrderType.Market, 10);
    await stage.pass(20_000);
    expect(desk.statusesOf(order)).toEqual([Submitted, Filled]);
    expect(stage.simulator.orders.all.length).toBe(1);
  });

  it.each([
    ['40010001', 40_010_001],
    ['42210000', 42_210_000],
  ])('24 it is sent again and the first one had arrived (code %s)', async (_, code) => {
    await open();
    const { faults } = stage.simulator;
    faults.requests.next({ method: 'POST', path: ORDERS, reply: 'lost' });
    faults.stream.nextUpdate({ fate: 'dropped', times: 3 });
    faults.requests.next({
      method: 'GET',
      path: BY_CLIENT_ID,
      executes: false,
      times: 5,
      reply: { status: 404, body: { code: 40_410_000, message: 'order not found' } },
    });
    const body = { code, message: 'client_order_id must be unique' };
    faults.requests.next({ method: 'POST', path: ORDERS, skip: 0, executes: true, reply: { status: 422, body } });
    const order = await desk.place(OrderType.Market, 10);
    await stage.pass(20_000);
    expect(desk.statusesOf(order)).toEqual([Submitted, Filled]);
    expect(stage.simulator.orders.all.length).toBe(1);
    expect(desk.wasRefused(order)).toBe(false);
  });

  it('25 200 with an empty body says nothing: it is looked up', async () => {
    await open();
    stage.simulator.faults.requests.next({ method: 'POST', path: ORDERS, reply: 'empty' });
    stage.simulator.faults.stream.nextUpdate({ fate: 'dropped', times: 3 });
    const order = await desk.place(OrderType.Limit, 10, { limit: 95 });
    await stage.pass(10_000);
    expect(outcomesOf(desk, order)).toEqual(['place unknown', 'place accepted']);
    expect(stage.simulator.orders.all.length).toBe(1);
  });

  it.each([
    ['504 after it was executed', 504, true],
    ['500 before it was executed', 500, false],
  ])('26 %s', async (_, status, executes) => {
    await open();
    stage.simulator.faults.requests.next({
      method: 'POST',
      path: ORDERS,
      executes,
      reply: { status, body: { message: 'trouble' } },
    });
    const order = await desk.place(OrderType.Market, 10);
    await stage.pass(15_000);
    expect(desk.statusesOf(order)).toEqual([Submitted, Filled]);
    expect(stage.simulator.orders.all.length).toBe(1);
  });

  it('27 insufficient buying power: refused, with the figures', async () => {
    await open();
    const order = await desk.place(OrderType.Market, 100_000);
    const refusal = desk.messages.find(({ kind }) => kind === 'outcome');
    expect(refusal).toMatchObject({
      orderId: order.id,
      request: 'place',
      outcome: 'refused',
      code: 'INSUFFICIENT_FUNDS',
    });
    expect(JSON.stringify(refusal)).toMatch(/buying_power .*cost_basis|cost_basis .*buying_power/);
  });

  it('28 shares that another order holds: refused, naming it', async () => {
    await open();
    await desk.place(OrderType.Market, 10);
    const first = await desk.place(OrderType.Limit, -10, { limit: 120 });
    const second = await desk.place(OrderType.Limit, -10, { limit: 121 });
    const refusal = desk.messages.find((message) => message.kind === 'outcome' && message.orderId === second.id);
    expect(refusal).toMatchObject({ outcome: 'refused', code: 'INSUFFICIENT_POSITION' });
    expect(JSON.stringify(refusal)).toContain(first.brokerId[0]);
  });

  it('29 a wash trade: refused, naming the other order, and not sent again', async () => {
    await open();
    await desk.place(OrderType.Market, 10);
    const resting = await desk.place(OrderType.Limit, -5, { limit: 101 });
    const order = await desk.place(OrderType.Market, 5);
    await stage.pass(30_000);
    const refusals = desk.messages.filter((message) => message.kind === 'outcome' && message.orderId === order.id);
    expect(refusals.length).toBe(1);
    expect(refusals[0]).toMatchObject({ outcome: 'refused', code: 'WASH_TRADE' });
    expect(JSON.stringify(refusals[0])).toContain(resting.brokerId[0]);
  });

  it('31 too many requests, without a word of when: wait, look, send again', async () => {
    await open();
    stage.simulator.faults.requests.next({
      method: 'POST',
      path: ORDERS,
      executes: false,
      reply: { status: 429, body: { message: 'too many requests.' } },
    });
    const order = await desk.place(OrderType.Market, 10);
    expect(desk.statusesOf(order)).toEqual([]);
    await stage.pass(900);
    expect(stage.simulator.orders.all.length).toBe(0);
    await stage.pass(5_000);
    expect(desk.statusesOf(order)).toEqual([Submitted, Filled]);
    expect(stage.simulator.orders.all.length).toBe(1);
    expect(desk.messages.filter(({ kind }) => kind === 'outcome')).toEqual([]);
  });

  it('31 too many requests, and it was executed all the same: it is found', async () => {
    await open();
    stage.simulator.faults.requests.next({
      method: 'POST',
      path: ORDERS,
      reply: { status: 429, body: { message: 'too many requests.' } },
    });
    stage.simulator.faults.stream.nextUpdate({ fate: 'dropped', times: 3 });
    const order = await desk.place(OrderType.Market, 10);
    await stage.pass(10_000);
    expect(desk.statusesOf(order)).toEqual([Submitted, Filled]);
    expect(stage.simulator.orders.all.length).toBe(1);
  });

  it('32 too many requests, for two seconds: the question waits', async () => {
    await open();
    const headers = { 'retry-after': '2' };
    stage.simulator.faults.requests.next({
      method: 'GET',
      path: '/v2/positions',
      reply: { status: 429, headers, body: { message: 'too many requests.' } },
    });
    await expect(stage.adapter.getHoldings()).rejects.toThrow(/too many/);
    let isAnswered = false;
    const answer = stage.adapter.getHoldings().then(() => (isAnswered = true));
    await stage.pass(1_900);
    expect(isAnswered).toBe(false);
    await stage.pass(200);
    await answer;
    expect(isAnswered).toBe(true);
  });

  it('33 taken, and rejected afterwards: Invalid, for a reason that is not told', async () => {
    await open();
    stage.simulator.faults.desk.submissions.add({ outcome: 'rejected', delayMs: 1_000 });
    const order = await desk.place(OrderType.Limit, 10, { limit: 95 });
    expect(desk.statusesOf(order)).toEqual([Submitted]);
    await stage.pass(2_000);
    expect(desk.statusesOf(order)).toEqual([Submitted, Invalid]);
    expect(desk.events.at(-1)?.message).toMatch(/rejected it afterwards/);
  });

  it('35 from long to short: first what closes, then the rest', async () => {
    await open();
    await desk.place(OrderType.Market, 100);
    const order = await desk.place(OrderType.Market, -150);
    expect(desk.statusesOf(order)).toEqual([Submitted, PartiallyFilled, Filled]);
    expect(desk.fillsOf(order).map(({ fillQuantity }) => fillQuantity)).toEqual([-100, -50]);
    expect((await stage.adapter.getHoldings())[0]?.quantity.toNumber()).toBe(-50);
    expect(stage.simulator.orders.all.map(({ fields }) => fields.clientOrderId)).toEqual(['T1', 'T2', 'T2-x2']);
  });

  it('35 from long to short: the rest stays when what closes is cancelled', async () => {
    await open();
    await desk.place(OrderType.Market, 100);
    const order = await desk.place(OrderType.Limit, -150, { limit: 110 });
    await desk.cancel(order);
    await stage.pass(60_000);
    expect(desk.statusesOf(order)).toEqual([Submitted, OrderStatus.Canceled]);
    expect(stage.simulator.orders.all.length).toBe(2);
  });

  it('36 a status and an event that nobody knows: the order stays open and is read', async () => {
    await open();
    const { stream } = stage.simulator.faults;
    stream.nextUpdate({ event: 'new', changes: { event: 'restated' }, orderChanges: { status: 'future_state' } });
    const order = await desk.place(OrderType.Limit, 10, { limit: 95 });
    expect(desk.statusesOf(order)).toEqual([Submitted]);
    await desk.trade(94);
    expect(desk.statusesOf(order)).toEqual([Submitted, Filled]);
    expect(noticesOf(desk, 'error')).toEqual([]);
  });
});

import { type Order, OrderStatus, OrderType } from '@lockstep/core';
import { afterEach, describe, expect, it } from 'vitest';
import { AdapterStage, type AdapterStageOptions } from '../adapter-stage.ts';
import { fillsOf, messagesOf, noticesOf, outcomesOf, type ScenarioDesk } from './scenario-desk.ts';

let stage: AdapterStage;
let desk: ScenarioDesk;

async function open(options: AdapterStageOptions = {}): Promise<void> {
  stage = await AdapterStage.open(options);
  desk = await stage.desk();
}

afterEach(async () => {
  expect(stage.simulator.failures).toEqual([]);
  // No order went out twice under its name, but to be changed under its number.
  const numbers = new Map<string, number>();
  for (const { orderRef, orderId } of stage.placed) {
    expect(numbers.get(orderRef) ?? orderId).toBe(orderId);
    numbers.set(orderRef, orderId);
  }
  await stage.close();
});

const resting = (): Promise<Order> => desk.place(OrderType.Limit, 10, { limit: 95 });

describe('D. Cancel and modify', () => {
  it('D1 tells a cancel once, whether it is pending first or not', async () => {
    await open({ simulator: { habits: { tellsPendingCancel: true } } });
    const order = await resting();
    await desk.cancel(order);
    expect(desk.statusesOf(order)).toEqual([OrderStatus.Submitted, OrderStatus.Canceled]);
    expect(outcomesOf(desk, order)).toEqual(['cancel accepted ACCEPTED']);
  });

  it.each([
    ['status and 202 in the other order', { kind: 'after', match: ({ name }: { name: string }) => name === 'error' }],
    ['202 alone', { kind: 'dropped' }],
  ] as const)('D2 %s', async (_, fate) => {
    await open();
    const order = await resting();
    stage.simulator.faults.onTelling('orderStatus', fate);
    await desk.cancel(order);
    expect(desk.statusesOf(order)).toEqual([OrderStatus.Submitted, OrderStatus.Canceled]);
  });

  it('D2 the status alone', async () => {
    await open();
    const order = await resting();
    stage.simulator.faults.onTelling('error', { kind: 'dropped' });
    await desk.cancel(order);
    expect(desk.statusesOf(order)).toEqual([OrderStatus.Submitted, OrderStatus.Canceled]);
  });

  it('D3 keeps the fill that overtakes a cancel', async () => {
    await open();
    const order = await resting();
    stage.simulator.faults.cancelDelays.push(500);
    await desk.cancel(order);
    await stage.tradeAtOnce(94);
    await stage.pass(1_000);
    expect(order.status).toBe(OrderStatus.Filled);
    expect(outcomesOf(desk, order).at(-1)).toMatch(/^cancel refused (TOO_LATE|IB_10148)/);
    expect(fillsOf(desk, order).length).toBe(1);
  });

  it('D4 keeps the part that had filled before a cancel', async () => {
    await open();
    const order = await resting();
    stage.fillInParts('SPY', [4]);
    await stage.tradeAtOnce(94);
    await desk.cancel(order);
    expect(desk.statusesOf(order)).toEqual([OrderStatus.Submitted, OrderStatus.PartiallyFilled, OrderStatus.Canceled]);
    expect(order.quantityFilled.toNumber()).toBe(4);
  });

  it('D5 tells the end of an order after its executions, whatever comes first', async () => {
    await open();
    const order = await resting();
    stage.fillInParts('SPY', [4]);
    stage.simulator.faults.onTelling('execDetails', { kind: 'delayed', ms: 1_000 });
    await stage.tradeAtOnce(94);
    await desk.cancel(order);
    await stage.pass(2_500);
    expect(desk.statusesOf(order)).toEqual([OrderStatus.Submitted, OrderStatus.PartiallyFilled, OrderStatus.Canceled]);
    expect(order.quantityFilled.toNumber()).toBe(4);
  });

  it('D5 takes an execution that comes after the end', async () => {
    await open();
    const order = await resting();
    stage.fillInParts('SPY', [4]);
    for (const name of ['execDetails', 'orderStatus'])
      stage.simulator.faults.onTelling(name, { kind: 'delayed', ms: 800 });
    await stage.tradeAtOnce(94);
    stage.simulator.faults.onTelling('orderStatus', { kind: 'dropped' });
    await desk.cancel(order);
    await stage.pass(5_000);
    expect(order.quantityFilled.toNumber()).toBe(4);
  });

  it('D6 looks for an order that TWS does not find', async () => {
    await open();
    const order = await resting();
    const simulated = stage.simulator.orders.withRef('T1');
    if (simulated !== undefined) stage.simulator.life.loseOrder(simulated);
    await desk.cancel(order);
    expect(outcomesOf(desk, order)).toEqual(['cancel refused IB_10147']);
    expect(await stage.adapter.findOrder('T1')).toBe(null);
  });

  it('D7 asks when a cancel gets no answer, and sends it again', async () => {
    await open();
    const order = await resting();
    stage.simulator.faults.onRequest('cancelOrder', { kind: 'lost' });
    await desk.cancel(order);
    expect(order.status).toBe(OrderStatus.Submitted);
    await stage.pass(4_000);
    expect(order.status).toBe(OrderStatus.Canceled);
    expect(stage.requests.filter((name) => name === 'cancelOrder').length).toBe(2);
  });

  it('D8 sends a cancel after the order that it is of', async () => {
    await open();
    await resting();
    const handover = desk.handover(OrderType.Limit, 10, { limit: 95 });
    stage.requests.length = 0;
    stage.adapter.placeOrder(handover);
    stage.adapter.cancelOrder(handover.order);
    await stage.settle();
    expect(stage.requests.slice(0, 2)).toEqual(['placeOrder', 'cancelOrder']);
    expect(handover.order.status).toBe(OrderStatus.Canceled);
  });

  it('D8 does not send what was cancelled before it could be sent', async () => {
    await open();
    const handover = desk.handover(OrderType.Limit, 10, { limit: 95 });
    stage.adapter.placeOrder(handover);
    stage.adapter.cancelOrder(handover.order);
    await stage.settle();
    expect(stage.placed).toEqual([]);
    expect(handover.order.status).toBe(OrderStatus.Canceled);
  });

  it('D9 changes a price under the same number, with everything else as it was', async () => {
    await open({ simulator: { habits: { statusTimes: 2 } } });
    const order = await resting();
    await desk.update(order, { limitPrice: 96 });
    expect(desk.statusesOf(order)).toEqual([OrderStatus.Submitted, OrderStatus.UpdateSubmitted]);
    const [first, second] = stage.placed;
    expect(second?.orderId).toBe(first?.orderId);
    const changed = second?.fields.filter((field, at) => field !== first?.fields[at]);
    expect(changed).toEqual(['96']);
    await desk.update(order, { quantity: 8 });
    await desk.trade(94);
    expect(order.quantityFilled.toNumber()).toBe(8);
  });

  it('D10 keeps the order as it was when a change is refused', async () => {
    await open();
    const order = await resting();
    for (const code of [110, 201, 329]) {
      stage.simulator.faults.changeRefusals.push({ code, text: 'no' });
      await desk.update(order, { limitPrice: 96 });
      expect(outcomesOf(desk, order).at(-1)).toBe(`update refused IB_${code}`);
    }
    const [open1] = await stage.adapter.getOpenOrders();
    expect([open1?.limitPrice?.toNumber(), order.status]).toEqual([95, OrderStatus.Submitted]);
  });

  it('D10 asks when a change gets no answer', async () => {
    await open();
    const order = await resting();
    stage.simulator.faults.onRequest('placeOrder', { kind: 'unanswered' });
    await desk.update(order, { limitPrice: 96 });
    expect(desk.statusesOf(order).at(-1)).toBe(OrderStatus.Submitted);
    await stage.pass(4_000);
    expect(desk.statusesOf(order).at(-1)).toBe(OrderStatus.UpdateSubmitted);
    stage.simulator.faults.onRequest('placeOrder', { kind: 'lost' });
    await desk.update(order, { limitPrice: 97 });
    await stage.pass(60_000);
    expect(outcomesOf(desk, order)).toEqual(['update unknown NO_ANSWER', 'update refused NOT_CHANGED']);
  });

  it('D11 refuses a change of what has filled', async () => {
    await open();
    const order = await resting();
    await stage.pass(1);
    stage.simulator.faults.onTelling(() => true, { kind: 'delayed', ms: 300 }, 6);
    stage.quote(94);
    await desk.update(order, { limitPrice: 96 });
    await stage.pass(1_000);
    expect(order.status).toBe(OrderStatus.Filled);
    expect(outcomesOf(desk, order)[0]).toMatch(/^update refused/);
  });

  it('D12 refuses less than has filled', async () => {
    await open();
    const order = await resting();
    stage.fillInParts('SPY', [4]);
    await stage.tradeAtOnce(94);
    await desk.update(order, { quantity: 3 });
    expect(outcomesOf(desk, order)).toEqual(['update refused INVALID_QUANTITY']);
    expect(stage.placed.length).toBe(1);
  });

  it('D13 tells cancels that were not asked for', async () => {
    await open();
    const [byHand, byAll] = [await resting(), await resting()];
    const simulated = stage.simulator.orders.withRef('T1');
    if (simulated !== undefined) stage.simulator.manual.cancel(simulated);
    await stage.settle();
    expect([byHand.status, byAll.status]).toEqual([OrderStatus.Canceled, OrderStatus.Submitted]);
    stage.adapter.cancelAllOrders();
    await stage.settle();
    expect(byAll.status).toBe(OrderStatus.Canceled);
    expect(outcomesOf(desk, byHand)).toEqual([]);
  });

  it('D14 tells changes by hand, and counts on from them', async () => {
    await open();
    const order = await resting();
    const simulated = stage.simulator.orders.withRef('T1');
    if (simulated !== undefined) stage.simulator.manual.change(simulated, { limitPrice: 96, quantity: 12 });
    await stage.settle();
    const [changed] = messagesOf(desk, 'orderChanged');
    expect([changed?.limitPrice?.toNumber(), changed?.quantity?.toNumber()]).toEqual([96, 12]);
    expect(desk.statusesOf(order)).toEqual([OrderStatus.Submitted]);
  });
});

describe('E. Rejections and notices', () => {
  it.each(['errorFirst', 'statusFirst', 'errorOnly'] as const)('E1 E2 E3 refuses once: %s', async (shape) => {
    await open();
    stage.simulator.faults.refusals.push({ code: 201, text: 'Order rejected - reason:margin', shape });
    const order = await desk.place(OrderType.Market, 10);
    expect(outcomesOf(desk, order)).toEqual(['place refused IB_201']);
    expect(desk.statusesOf(order)).toEqual([]);
    await stage.pass(30_000);
    expect(outcomesOf(desk, order).length).toBe(1);
  });

  it('E2 finds out about an order that is Inactive without a word', async () => {
    await open();
    stage.simulator.faults.refusals.push({ code: 201, text: 'margin', shape: 'statusOnly' });
    const order = await desk.place(OrderType.Market, 10);
    expect(outcomesOf(desk, order)).toEqual([]);
    await stage.pass(2_000);
    expect(outcomesOf(desk, order)).toEqual(['place refused REJECTED']);
  });

  it.each([110, 200, 203, 321, 460, 10_243])('E3 refuses at once for %i', async (code) => {
    await open();
    stage.simulator.faults.refusals.push({ code, text: 'no', shape: 'errorOnly' });
    const order = await desk.place(OrderType.Market, 10);
    expect(outcomesOf(desk, order)).toEqual([`place refused IB_${code}`]);
  });

  it('E4 goes on above the ids that TWS has seen when it calls one a duplicate', async () => {
    await open();
    stage.simulator.ids.jumpTo(1, 40);
    const order = await desk.place(OrderType.Market, 10);
    expect(outcomesOf(desk, order)).toEqual(['place refused IB_103']);
    const next = await desk.place(OrderType.Market, 10);
    expect([next.status, stage.placed.at(-1)?.orderId]).toEqual([OrderStatus.Filled, 40]);
  });

  it('E6 keeps an order alive for which shares are looked for', async () => {
    await open();
    stage.simulator.faults.locates.push(5_000);
    const order = await desk.place(OrderType.Market, -10);
    expect([order.status, outcomesOf(desk, order)]).toEqual([OrderStatus.Submitted, []]);
    expect(noticesOf(desk)).toContain('IB_404');
    await stage.pass(6_000);
    expect(order.status).toBe(OrderStatus.Filled);
  });

  it.each([399, 2_109, 2_161, 10_233, 10_349])('E5 E7 E8 keeps the order for %i', async (code) => {
    await open();
    const order = await resting();
    stage.simulator.sessions.of(1)?.tellError(stage.placed[0]?.orderId ?? 0, code, 'Order TIF was set to DAY');
    await stage.pass(10_000);
    expect([order.status, outcomesOf(desk, order)]).toEqual([OrderStatus.Submitted, []]);
    expect(stage.placed.length).toBe(1);
  });

  it('E9 goes by the code, whatever language the text is in', async () => {
    await open();
    const order = await resting();
    stage.simulator.faults.onTelling('error', {
      kind: 'changed',
      fields: (fields) => fields.map((field, at) => (at === 4 ? '\\u59d4\\u8a17' : field)),
    });
    stage.simulator.faults.onTelling('orderStatus', { kind: 'dropped' });
    await desk.cancel(order);
    expect(order.status).toBe(OrderStatus.Canceled);
  });

  it('E10 lets errors of requests touch no order', async () => {
    await open();
    const order = await resting();
    for (const id of [999, 1_000_000_001, 0]) stage.simulator.sessions.of(1)?.tellError(id, 300, "Can't find EId");
    await stage.settle();
    expect([order.status, outcomesOf(desk, order)]).toEqual([OrderStatus.Submitted, []]);
  });

  it('E11 comes back after too many messages, with everything as it was', async () => {
    await open({ connection: { messagesPerSecond: 400 } });
    const order = await resting();
    for (let at = 0; at < 200; at += 1) stage.connection.send('data', (api) => api.reqCurrentTime());
    await stage.pass(10_000);
    expect(noticesOf(desk)).toContain('IB_100');
    expect(stage.adapter.isReady).toBe(true);
    expect(order.status).toBe(OrderStatus.Submitted);
  });

  it('E12 refuses what is too much, and nothing else', async () => {
    await open({ simulator: { habits: { workingOrdersPerSide: 2 } } });
    const orders = [await resting(), await resting(), await resting()];
    expect(orders.map(({ status }) => status)).toEqual([OrderStatus.Submitted, OrderStatus.Submitted, OrderStatus.New]);
    expect(outcomesOf(desk, orders[2] as Order)).toEqual(['place refused IB_201']);
  });

  it('refuses a code that is not known only when the order is nowhere', async () => {
    await open();
    const order = await resting();
    stage.simulator.sessions.of(1)?.tellError(stage.placed[0]?.orderId ?? 0, 77_777, 'Something new');
    await stage.pass(10_000);
    expect([order.status, noticesOf(desk)]).toEqual([OrderStatus.Submitted, ['IB_77777']]);
  });

  it('A16 says that the API is read-only, and takes no order', async () => {
    await open();
    stage.simulator.habits.readOnly = true;
    const order = await desk.place(OrderType.Market, 10);
    expect(outcomesOf(desk, order)).toEqual(['place refused READ_ONLY']);
    expect(desk.statusesOf(order)).toEqual([]);
  });

  it('A16 cannot start where TWS does not tell of orders', async () => {
    stage = await AdapterStage.open({ simulator: { habits: { readOnly: true } } });
    const outcome = stage.adapter.connect({ orderEvent: () => undefined, message: () => undefined }).then(
      () => 'connected',
      (error: unknown) => String(error),
    );
    await stage.pass(70_000);
    expect(await outcome).toMatch(/Read-Only API/);
  });
});

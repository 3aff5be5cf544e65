import { type Order, type OrderHandover, OrderStatus, OrderType } from '@lockstep/core';
import { afterEach, describe, expect, it } from 'vitest';
import { BrokerageDesk } from '../../../core/src/testing/contracts/brokerage-desk.ts';
import { AdapterStage, type AdapterStageOptions, FIELD } from '../adapter-stage.ts';
import { fillsOf, messagesOf, outcomesOf, type ScenarioDesk } from './scenario-desk.ts';

let stage: AdapterStage;
let desk: ScenarioDesk;

async function open(options: AdapterStageOptions = {}): Promise<void> {
  stage = await AdapterStage.open(options);
  desk = await stage.desk();
}

/** The process dies, and another one comes that remembers these orders. */
async function restart(...remembered: readonly OrderHandover[]): Promise<ScenarioDesk> {
  stage.simulator.life.resetConnections();
  stage.adapter.disconnect();
  await stage.settle();
  const adapter = stage.connectAnew();
  adapter.remember(remembered);
  const before = desk;
  desk = await BrokerageDesk.open(stage.harness());
  return before;
}

afterEach(async () => {
  expect(stage.simulator.failures).toEqual([]);
  await stage.close();
});

const resting = (): Promise<Order> => desk.place(OrderType.Limit, 10, { limit: 95 });

interface Bracket {
  readonly entry: OrderHandover;
  readonly stop: OrderHandover;
  readonly target: OrderHandover;
}

function bracket(): Bracket {
  const stop = desk.handover(OrderType.StopMarket, -10, { stop: 90 });
  const target = desk.handover(OrderType.Limit, -10, { limit: 105 });
  return { entry: desk.handover(OrderType.Limit, 10, { limit: 95 }, [stop, target]), stop, target };
}

describe('F. Brackets', () => {
  it('F1 goes out as one chain, of which the last transmits all', async () => {
    await open();
    const { entry } = bracket();
    await desk.send(entry);
    const ids = stage.placed.map(({ orderId }) => orderId);
    expect(ids).toEqual([ids[0], (ids[0] ?? 0) + 1, (ids[0] ?? 0) + 2]);
    expect(stage.placed.map(({ fields }) => fields[FIELD.transmit])).toEqual(['0', '0', '1']);
    expect(stage.placed.map(({ fields }) => fields[FIELD.parentId])).toEqual(['', String(ids[0]), String(ids[0])]);
    expect(stage.requests.slice(stage.requests.indexOf('placeOrder')).slice(0, 3)).toEqual(
      Array.from({ length: 3 }, () => 'placeOrder'),
    );
  });

  it('F2 wakes children with the entry, and one dies with the other', async () => {
    await open();
    const { entry, stop, target } = bracket();
    await desk.send(entry);
    expect([entry, stop, target].map(({ order }) => order.status)).toEqual([
      OrderStatus.Submitted,
      OrderStatus.New,
      OrderStatus.New,
    ]);
    await desk.trade(94);
    expect([stop.order.status, target.order.status]).toEqual([OrderStatus.Submitted, OrderStatus.Submitted]);
    await desk.trade(106);
    expect([stop.order.status, target.order.status]).toEqual([OrderStatus.Canceled, OrderStatus.Filled]);
    expect(outcomesOf(desk, stop.order)).toEqual([]);
    expect(await stage.adapter.getHoldings()).toEqual([]);
  });

  it('F4 a refused entry leaves no children', async () => {
    await open();
    const { entry, stop, target } = bracket();
    stage.simulator.faults.refusals.push({ code: 201, text: 'margin' });
    await desk.send(entry);
    await stage.pass(30_000);
    expect(outcomesOf(desk, entry.order)).toEqual(['place refused IB_201']);
    expect([stop.order.status, target.order.status]).toEqual([OrderStatus.Canceled, OrderStatus.Canceled]);
    expect(await stage.adapter.getOpenOrders()).toEqual([]);
  });

  /** The third order of a chain is refused, which would transmit it. */
  function refuseThird(): void {
    const { faults } = stage.simulator;
    let count = 0;
    const fate = faults.request.bind(faults);
    faults.request = (request) => {
      if (request.name === 'placeOrder' && ++count === 3) faults.refusals.push({ code: 201, text: 'no' });
      return fate(request);
    };
  }

  it('F8 a refused child takes its entry back', async () => {
    await open();
    const { entry, stop, target } = bracket();
    refuseThird();
    await desk.send(entry);
    await stage.pass(10_000);
    expect([entry, target].map(({ order }) => outcomesOf(desk, order)[0])).toEqual([
      'place refused IB_201',
      'place refused IB_201',
    ]);
    expect(stop.order.status).toBe(OrderStatus.Canceled);
    expect(stage.simulator.orders.open()).toEqual([]);
    await desk.trade(94);
    expect(await stage.adapter.getHoldings()).toEqual([]);
  });

  it('F8 an entry that is taken back counts as alive until TWS has ended it', async () => {
    await open();
    const { entry, stop } = bracket();
    refuseThird();
    stage.simulator.faults.onRequest('cancelOrder', { kind: 'lost' }, 2);
    await desk.send(entry);
    expect([entry, stop].map(({ order }) => outcomesOf(desk, order))).toEqual([[], []]);
    expect(stage.simulator.orders.open().length).toBe(2);
    await stage.pass(60_000);
    expect(outcomesOf(desk, entry.order).at(-1)).toBe('place refused IB_201');
    expect(stop.order.status).toBe(OrderStatus.Canceled);
    expect(stage.simulator.orders.open()).toEqual([]);
  });

  it('F5 leaves nothing half transmitted when the connection breaks within the chain', async () => {
    await open();
    await resting();
    const { entry, stop, target } = bracket();
    let count = 0;
    stage.simulator.faults.onRequest(({ name }) => name === 'placeOrder' && ++count === 2, { kind: 'resetBefore' });
    await desk.send(entry);
    await stage.pass(90_000);
    expect(stage.simulator.orders.open().map(({ terms }) => terms.orderRef)).toEqual(['T1']);
    expect(
      [entry, stop, target].every(
        ({ order }) =>
          outcomesOf(desk, order).some((each) => each.includes('refused')) || order.status === OrderStatus.Canceled,
      ),
    ).toBe(true);
    await desk.trade(94);
    expect(fillsOf(desk, entry.order)).toEqual([]);
  });

  it('F5 leaves nothing half transmitted when the process dies within the chain, either', async () => {
    await open();
    await resting();
    const { entry } = bracket();
    let count = 0;
    stage.simulator.faults.onRequest(({ name }) => name === 'placeOrder' && ++count === 1, { kind: 'resetAfter' });
    await desk.send(entry);
    await restart(entry);
    await stage.pass(90_000);
    expect(outcomesOf(desk, entry.order).at(-1)).toBe('place refused INACTIVE');
    expect(stage.simulator.orders.open().map(({ terms }) => terms.orderRef)).toEqual(['T1']);
  });

  it('F6 books both fills of a race', async () => {
    await open({ simulator: { habits: { groupsBlock: false } } });
    await desk.place(OrderType.Market, 10);
    const stop = desk.handover(OrderType.StopMarket, -10, { stop: 95 });
    const target = desk.handover(OrderType.Limit, -10, { limit: 105 });
    await desk.send({ ...stop, sibling: target });
    await desk.trade(106);
    await desk.trade(94);
    expect([stop.order.status, target.order.status]).toEqual([OrderStatus.Filled, OrderStatus.Filled]);
    expect((await stage.adapter.getHoldings())[0]?.quantity.toNumber()).toBe(-10);
  });

  it('F7 a part of one of a pair reduces the other, which is told', async () => {
    await open();
    await desk.place(OrderType.Market, 10);
    const stop = desk.handover(OrderType.StopMarket, -10, { stop: 95 });
    const target = desk.handover(OrderType.Limit, -10, { limit: 105 });
    await desk.send({ ...stop, sibling: target });
    expect(stage.placed.slice(1).map(({ fields }) => [fields[FIELD.ocaGroup] !== '', fields[FIELD.ocaType]])).toEqual([
      [true, '2'],
      [true, '2'],
    ]);
    stage.fillInParts('SPY', [4]);
    await stage.tradeAtOnce(106);
    expect(messagesOf(desk, 'orderChanged').map(({ orderId, quantity }) => [orderId, quantity?.toNumber()])).toEqual([
      [stop.order.id, -6],
    ]);
  });

  it('F9 knows a bracket again after a restart', async () => {
    await open();
    const { entry, stop, target } = bracket();
    await desk.send(entry);
    await desk.trade(94);
    const before = await restart(entry);
    const open1 = await stage.adapter.getOpenOrders();
    expect(new Set(open1.map(({ clientOrderId }) => clientOrderId))).toEqual(
      new Set([stop.clientOrderId, target.clientOrderId]),
    );
    await desk.trade(106);
    expect(desk.statusesOf(target.order)).toContain(OrderStatus.Filled);
    expect(desk.statusesOf(stop.order)).toContain(OrderStatus.Canceled);
    expect(before.messages.some(({ kind }) => kind === 'externalOrder')).toBe(false);
    expect(desk.messages.some(({ kind }) => kind === 'externalOrder')).toBe(false);
  });
});

describe('G. Restart, identity, reconciliation', () => {
  it('G1 adopts an order whose answer never came, and sends no second one', async () => {
    await open();
    await resting();
    const handover = desk.handover(OrderType.Limit, 10, { limit: 96 });
    stage.simulator.faults.onRequest('placeOrder', { kind: 'resetAfter' });
    await desk.send(handover);
    await restart(handover);
    const found = await stage.adapter.findOrder(handover.clientOrderId);
    expect([found?.status, found?.limitPrice?.toNumber()]).toEqual([OrderStatus.Submitted, 96]);
    stage.adapter.cancelOrder(handover.order);
    await stage.settle();
    expect(stage.simulator.orders.withRef(handover.clientOrderId)?.status).toBe('Cancelled');
    expect(stage.placed.filter(({ orderRef }) => orderRef === handover.clientOrderId).length).toBe(1);
  });

  it('G2 knows nothing of an order that was never sent', async () => {
    await open();
    await resting();
    const handover = desk.handover(OrderType.Limit, 10, { limit: 96 });
    stage.simulator.faults.onRequest('placeOrder', { kind: 'resetBefore' });
    await desk.send(handover);
    await restart(handover);
    expect(await stage.adapter.findOrder(handover.clientOrderId)).toBe(null);
    await stage.pass(60_000);
    expect(stage.placed.filter(({ orderRef }) => orderRef === handover.clientOrderId).length).toBe(1);
  });

  it('G3 recovers a fill of the time in between, once', async () => {
    await open();
    const handover = desk.handover(OrderType.Limit, 10, { limit: 95 });
    await desk.send(handover);
    stage.adapter.disconnect();
    await stage.settle();
    await stage.tradeAtOnce(94);
    await restart(handover);
    await stage.adapter.getExecutions(0);
    expect(desk.events.filter(({ isFill, orderId }) => isFill && orderId === handover.order.id).length).toBe(1);
    expect((await stage.adapter.findOrder(handover.clientOrderId))?.status).toBe(OrderStatus.Filled);
  });

  it('G4 G12 finds how an order ended meanwhile, with all that had filled', async () => {
    await open();
    const handover = desk.handover(OrderType.Limit, 100, { limit: 95 });
    await desk.send(handover);
    stage.adapter.disconnect();
    await stage.settle();
    stage.fillInParts('SPY', [40]);
    await stage.tradeAtOnce(94);
    const simulated = stage.simulator.orders.withRef(handover.clientOrderId);
    if (simulated !== undefined) stage.simulator.manual.cancel(simulated);
    await restart(handover);
    const found = await stage.adapter.findOrder(handover.clientOrderId);
    expect([found?.status, found?.filledQuantity.toNumber(), found?.quantity.toNumber()]).toEqual([
      OrderStatus.Canceled,
      40,
      100,
    ]);
    const filled = desk.handover(OrderType.Market, 10, {});
    await desk.send({ ...filled, clientOrderId: 'F1' });
    const done = await stage.adapter.findOrder('F1');
    expect([done?.status, done?.filledQuantity.toNumber()]).toEqual([OrderStatus.Filled, 10]);
  });

  it('G5 G7 gives no id twice when TWS has gone back, and mixes no two orders up', async () => {
    await open();
    const orders = [await resting(), await resting()];
    stage.simulator.life.restart({ idsRollBack: 2 });
    await stage.pass(5_000);
    const next = await desk.place(OrderType.Market, 10);
    expect(next.status).toBe(OrderStatus.Filled);
    expect(new Set(stage.placed.map(({ orderId }) => orderId)).size).toBe(3);
    expect(orders.map(({ status }) => status)).toEqual([OrderStatus.Submitted, OrderStatus.Submitted]);
    // Another program's order under a number of ours.
    stage.simulator.sessions.of(1)?.tellError(-1, 2_104, 'ok');
    expect(fillsOf(desk, orders[0] as Order)).toEqual([]);
  });

  it('G5 goes on above the numbers that an earlier process had, where TWS has forgotten them', async () => {
    await open();
    const handover = desk.handover(OrderType.Limit, 10, { limit: 95 });
    await desk.send(handover);
    stage.simulator.life.restart({ idsRollBack: 5 });
    await restart(handover);
    const next = desk.handover(OrderType.Limit, 10, { limit: 94 });
    await desk.send({ ...next, clientOrderId: 'N1' });
    expect(stage.simulator.orders.withRef('N1')?.status).toBe('Submitted');
    expect(stage.placed.at(-1)?.orderId).toBeGreaterThan(stage.placed[0]?.orderId ?? 0);
  });

  it('G6 goes on above the numbers of others', async () => {
    await open();
    stage.simulator.ids.jumpTo(1, 500);
    stage.simulator.life.resetConnections();
    await stage.pass(5_000);
    await resting();
    expect(stage.placed[0]?.orderId).toBe(500);
  });

  it('G8 learns the permanent number later', async () => {
    await open({ simulator: { habits: { firstStatusWithoutPermId: true } } });
    const order = await resting();
    expect(order.brokerId.filter((id) => !id.includes(':')).length).toBe(1);
    expect(desk.statusesOf(order)).toEqual([OrderStatus.Submitted]);
    expect((await stage.adapter.getOpenOrders()).length).toBe(1);
  });

  it('G9 tells of orders made by hand, and does not touch them', async () => {
    await open();
    await stage.adapter.getOpenOrders();
    stage.simulator.manual.place({ symbol: 'SPY', action: 'BUY', quantity: 3, orderType: 'LMT', limitPrice: 90 });
    await stage.settle();
    const [manual] = await stage.adapter.getOpenOrders();
    expect([manual?.clientOrderId, manual?.quantity.toNumber(), manual?.symbol?.value]).toEqual([null, 3, 'SPY']);
    expect(messagesOf(desk, 'externalOrder').length).toBe(1);
  });

  it('G10 passes no part of an answer off as the whole', async () => {
    await open();
    const order = await resting();
    stage.simulator.faults.onTelling('openOrderEnd', { kind: 'dropped' });
    const asked = stage.adapter.getOpenOrders().then(String, () => 'rejected');
    await stage.pass(12_000);
    expect([await asked, order.status]).toEqual(['rejected', OrderStatus.Submitted]);
  });

  it('G13 answers questions that are asked together', async () => {
    await open();
    await resting();
    const answers = Promise.all([1, 2, 3].map(() => stage.adapter.getOpenOrders()));
    await stage.settle();
    expect((await answers).map((each) => each.length)).toEqual([1, 1, 1]);
  });

  it('G14 claims no executions that TWS may have forgotten', async () => {
    await open();
    const sinceMs = stage.clock.utcNow();
    await desk.place(OrderType.Market, 10);
    await stage.pass(60_000);
    stage.simulator.life.restart();
    await stage.pass(5_000);
    const { executions, completeFromMs } = await stage.adapter.getExecutions(sinceMs);
    expect(executions).toEqual([]);
    expect(completeFromMs).toBeGreaterThan(sinceMs + 60_000);
    expect((await stage.adapter.getHoldings())[0]?.quantity.toNumber()).toBe(10);
  });

  it('G15 joins commissions that come after the end of an answer', async () => {
    await open({ simulator: { habits: { replayedCommissions: 'afterEnd' } } });
    stage.simulator.faults.onTelling('commissionReport', { kind: 'dropped' });
    await desk.place(OrderType.Market, 10);
    expect(messagesOf(desk, 'commission')).toEqual([]);
    await stage.adapter.getExecutions(0);
    await stage.settle();
    expect(messagesOf(desk, 'commission').length).toBe(1);
  });
});

describe('H. Outages', () => {
  const events = (): string[] =>
    desk.messages.flatMap(({ kind }) => (kind === 'disconnected' || kind === 'reconnected' ? [kind] : []));

  it.each([true, false])(
    'H1 H2 takes fills in while TWS has lost IB, and sends no orders (data kept: %s)',
    async (keeps) => {
      await open();
      const order = await resting();
      stage.simulator.life.loseIb(3);
      await stage.settle();
      expect(stage.adapter.isReady).toBe(false);
      const refused = await desk.place(OrderType.Market, 10);
      expect(outcomesOf(desk, refused)).toEqual(['place refused NOT_CONNECTED']);
      await stage.tradeAtOnce(94);
      expect(order.status).toBe(OrderStatus.Filled);
      stage.simulator.life.restoreIb(keeps);
      await stage.settle();
      expect([stage.adapter.isReady, events()]).toEqual([true, ['disconnected', 'reconnected']]);
    },
  );

  it('H4 tells of a long outage once each way', async () => {
    await open();
    const order = await resting();
    stage.simulator.life.loseIb();
    await stage.settle();
    stage.simulator.life.restart({ downMs: 600_000, forgetsToday: false });
    await stage.pass(300_000);
    stage.quote(94);
    await stage.pass(400_000);
    expect(events()).toEqual(['disconnected', 'reconnected']);
    expect(fillsOf(desk, order).length).toBe(1);
  });

  it('H6 goes on while farms are down', async () => {
    await open();
    stage.simulator.life.setFarm('usfarm', false);
    stage.simulator.life.breakServerLine();
    await stage.settle();
    expect([stage.adapter.isReady, events()]).toEqual([true, []]);
  });

  it.each(['resetBefore', 'resetAfter'] as const)('H7 resolves an order that broke off: %s', async (kind) => {
    await open();
    await resting();
    const handover = desk.handover(OrderType.Limit, 10, { limit: 96 });
    stage.simulator.faults.onRequest('placeOrder', { kind });
    await desk.send(handover);
    await stage.pass(60_000);
    if (kind === 'resetAfter') expect(handover.order.status).toBe(OrderStatus.Submitted);
    else expect(outcomesOf(desk, handover.order)).toEqual(['place unknown NO_ANSWER', 'place refused NOT_FOUND']);
    expect(stage.placed.filter(({ orderRef }) => orderRef === handover.clientOrderId).length).toBe(1);
  });

  it('H8 sends nothing of before into a new connection', async () => {
    await open({ simulator: { habits: { workingOrdersPerSide: 200 } } });
    await resting();
    const orders = Array.from({ length: 80 }, () => desk.handover(OrderType.Limit, 1, { limit: 90 }));
    for (const handover of orders) stage.adapter.placeOrder(handover);
    stage.simulator.life.resetConnections();
    await stage.pass(60_000);
    const sent = new Set(stage.placed.map(({ orderRef }) => orderRef));
    for (const { order, clientOrderId } of orders)
      if (!sent.has(clientOrderId)) expect(outcomesOf(desk, order).at(-1)).toMatch(/refused (NOT_CONNECTED|NOT_FOUND)/);
    expect(stage.adapter.isReady).toBe(true);
  });

  it('H9 sends no orders while TWS restarts', async () => {
    const { clock } = await AdapterStage.open();
    const at = new Date(clock.utcNow() + 600_000).toISOString().slice(11, 16);
    await open({ connection: { restartWindow: { from: at, minutes: 15, timeZone: 'UTC' } } });
    const before = await resting();
    await stage.pass(600_000);
    expect(stage.adapter.isReady).toBe(false);
    const within = await desk.place(OrderType.Market, 10);
    expect(outcomesOf(desk, within)).toEqual(['place refused RESTART_WINDOW']);
    await desk.cancel(before);
    expect(before.status).toBe(OrderStatus.Canceled);
    await stage.pass(900_000);
    expect((await desk.place(OrderType.Market, 10)).status).toBe(OrderStatus.Filled);
  });

  it('H11 gives up an order that TWS has lost', async () => {
    await open();
    const order = await resting();
    const simulated = stage.simulator.orders.withRef('T1');
    if (simulated !== undefined) stage.simulator.life.loseOrder(simulated);
    stage.simulator.life.restart({ idsRollBack: 1 });
    await stage.pass(5_000);
    expect(await stage.adapter.findOrder('T1')).toBe(null);
    await desk.cancel(order);
    await stage.pass(60_000);
    expect(order.status).toBe(OrderStatus.Canceled);
  });
});

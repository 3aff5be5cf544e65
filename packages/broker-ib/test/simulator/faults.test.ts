import { Decimal } from '@lockstep/core';
import { OrderAction, OrderType } from '@stoqey/ib';
import { afterEach, describe, expect, test } from 'vitest';
import { RandomWireFaults } from '../../src/simulator/index.ts';
import { courseOf, errorsOf, executionsOf, noticesOf, openOrdersOf, statusesOf } from './readings.ts';
import type { RecordingClient } from './recording-client.ts';
import { Stage, type StageOptions } from './stage.ts';

describe('faults', () => {
  let stage: Stage;
  const open = async (options: StageOptions = {}): Promise<Stage> => {
    stage = await Stage.open(options);
    return stage;
  };
  afterEach(() => stage.close());

  async function reconnect(clientId = 1): Promise<RecordingClient> {
    const client = stage.connect(clientId);
    await stage.simulator.quiet();
    return client;
  }

  test('an order that is taken while the connection dies is found by its reference', async () => {
    const { client } = await open();
    stage.simulator.faults.onRequest('placeOrder', { kind: 'resetAfter' });
    client.forget();
    await stage.place(1, { orderRef: 'mine' });
    expect(client.names('openOrder', 'execDetails', 'disconnected')).toEqual(['disconnected']);
    const again = await reconnect();
    expect(again.all('nextValidId')).toEqual([[2]]);
    again.api.reqExecutions(9, {});
    await stage.simulator.quiet();
    expect(executionsOf(again)).toMatchObject([{ orderRef: 'mine', shares: 10 }]);
  });

  test('an order that the connection takes along never was', async () => {
    await open();
    stage.simulator.faults.onRequest('placeOrder', { kind: 'resetBefore' });
    await stage.place(1, { orderRef: 'mine' });
    const again = await reconnect();
    expect(again.all('nextValidId')).toEqual([[1]]);
    expect(stage.simulator.orders.all).toEqual([]);
  });

  test('requests are lost, come late, or get no answer', async () => {
    const { client } = await open();
    const { faults } = stage.simulator;
    faults.onRequest('placeOrder', { kind: 'lost' });
    await stage.place(1, {});
    faults.onRequest('placeOrder', { kind: 'unanswered' });
    await stage.place(2, {});
    faults.onRequest('placeOrder', { kind: 'delayed', ms: 1_000 });
    await stage.place(3, {});
    expect(executionsOf(client)).toEqual([]);
    await stage.pass(1_000);
    expect(executionsOf(client).map(({ orderId }) => orderId)).toEqual([3]);
    expect(stage.simulator.orders.all.map(({ orderId, status }) => [orderId, status])).toEqual([
      [2, 'Filled'],
      [3, 'Filled'],
    ]);
  });

  test('statuses are repeated, dropped and late; executions come twice; commissions before them', async () => {
    const { client } = await open();
    const { faults, habits } = stage.simulator;
    habits.statusTimes = 3;
    faults.onTelling('orderStatus', { kind: 'dropped' }, Number.POSITIVE_INFINITY);
    faults.onTelling('execDetails', { kind: 'repeated', times: 2 });
    await stage.place(1, {});
    expect(client.names('orderStatus', 'execDetails', 'commissionReport')).toEqual([
      'execDetails',
      'execDetails',
      'commissionReport',
    ]);
    faults.clear();
    client.forget();
    faults.onTelling('execDetails', { kind: 'after', match: ({ name }) => name === 'commissionReport' });
    await stage.place(2, {});
    expect(client.names('execDetails', 'commissionReport')).toEqual(['commissionReport', 'execDetails']);
    expect(statusesOf(client, 2).filter(({ status }) => status === 'Filled').length).toBe(3);
    client.forget();
    faults.onTelling('execDetails', { kind: 'delayed', ms: 200 });
    await stage.place(3, {});
    expect(client.names('execDetails')).toEqual([]);
    await stage.pass(200);
    expect(client.names('execDetails').length).toBe(1);
  });

  test('commissions are late, or never come', async () => {
    const { client } = await open({ habits: { commissionDelayMs: 5_000 } });
    await stage.place(1, {});
    expect(client.names('commissionReport')).toEqual([]);
    await stage.pass(5_000);
    expect(client.names('commissionReport').length).toBe(1);
    stage.simulator.habits.commissionDelayMs = null;
    await stage.place(2, {});
    await stage.ask((api) => api.reqExecutions(1, {}));
    expect(client.names('commissionReport').length).toBe(1);
    stage.simulator.habits.commissionDelayMs = 0;
    stage.simulator.habits.replayedCommissions = 'afterEnd';
    client.forget();
    await stage.ask((api) => api.reqExecutions(2, {}));
    expect(client.names()).toEqual([
      'execDetails',
      'execDetails',
      'execDetailsEnd',
      'commissionReport',
      'commissionReport',
    ]);
  });

  test.each([
    ['errorFirst', ['error', 'openOrder', 'orderStatus']],
    ['statusFirst', ['openOrder', 'orderStatus', 'error']],
    ['errorOnly', ['error']],
    ['statusOnly', ['openOrder', 'orderStatus']],
  ] as const)('a refusal, %s', async (shape, names) => {
    const { client } = await open();
    stage.simulator.faults.refusals.push({ code: 201, text: 'Order rejected - reason:because', shape });
    client.forget();
    await stage.place(1, {});
    expect(client.names()).toEqual(names);
    expect(stage.simulator.orders.open()).toEqual([]);
  });

  test('a fill comes before the cancel', async () => {
    const { client } = await open({ prices: [100, 94] });
    stage.simulator.faults.cancelDelays.push(90_000);
    await stage.place(1, { orderType: OrderType.LMT, lmtPrice: 95 });
    await stage.ask((api) => api.cancelOrder(1));
    await stage.ask((api) => api.cancelOrder(1));
    expect(errorsOf(client, 1)).toEqual([161]);
    await stage.minutes(2);
    expect(courseOf(client, 1)).toEqual(['PreSubmitted', 'Submitted', 'PendingCancel', 'Filled']);
    expect(errorsOf(client, 1)).toEqual([161, 10_148]);
  });

  test('executions are corrected and busted, on the account too', async () => {
    const { client, venue } = await open();
    await stage.place(1, { totalQuantity: 100 });
    const { corrections, executions } = stage.simulator;
    const id = executions.all[0]?.id ?? '';
    corrections.correct(id, { price: Decimal.parse('99.5') });
    await stage.simulator.quiet();
    expect(executionsOf(client).map(({ execId, price, shares }) => [execId?.slice(-3), price, shares])).toEqual([
      ['.01', 100, 100],
      ['.02', 99.5, 100],
    ]);
    expect(venue.cashBook.get('USD').exactAmount.toString()).toBe('90049.0');
    corrections.correct(id, { quantity: Decimal.ZERO });
    await stage.simulator.quiet();
    expect(executionsOf(client).at(-1)).toMatchObject({ shares: 0, cumQty: 0 });
    expect(venue.cashBook.get('USD').exactAmount.toNumber()).toBe(99_999);
    expect(await venue.getHoldings()).toEqual([]);
  });

  test('orders and executions come before the ids', async () => {
    await open({ habits: { tellsOrdersOnConnect: true, tellsExecutionsOnConnect: true } });
    await stage.place(1, { orderType: OrderType.LMT, lmtPrice: 95 });
    await stage.place(2, {});
    stage.simulator.life.resetConnections();
    const again = await reconnect();
    expect(again.names('openOrder', 'orderStatus', 'execDetails', 'managedAccounts', 'nextValidId')).toEqual([
      'openOrder',
      'orderStatus',
      'execDetails',
      'managedAccounts',
      'nextValidId',
    ]);
  });

  test('TWS restarts in the middle of a bracket: children live on, fills of meanwhile are found', async () => {
    const { venue } = await open({ prices: [100, 94, 94, 106] });
    await stage.place(1, { orderType: OrderType.LMT, lmtPrice: 95, transmit: false });
    await stage.place(2, {
      action: OrderAction.SELL,
      orderType: OrderType.LMT,
      lmtPrice: 105,
      parentId: 1,
      transmit: false,
    });
    await stage.place(3, { action: OrderAction.SELL, orderType: OrderType.STP, auxPrice: 90, parentId: 1 });
    stage.simulator.life.restart({ downMs: 90_000, idsRollBack: 2 });
    await stage.minutes(2);
    const again = await reconnect();
    expect(again.all('nextValidId')).toEqual([[2]]);
    again.api.reqOpenOrders();
    again.api.reqExecutions(1, {});
    await stage.simulator.quiet();
    expect(openOrdersOf(again).map(({ orderId, order }) => [orderId, order.parentId])).toEqual([
      [2, 1],
      [3, 1],
    ]);
    expect(executionsOf(again)).toMatchObject([{ orderId: 1, shares: 10 }]);
    await stage.minutes();
    expect(courseOf(again, 2).at(-1)).toBe('Filled');
    expect(courseOf(again, 3).at(-1)).toBe('Cancelled');
    expect(await venue.getHoldings()).toEqual([]);
  });

  test('an id of an order that was open when ids were rolled back stays that of the order, when it has filled too', async () => {
    await open({ prices: [100, 94, 94] });
    const limit = { orderType: OrderType.LMT, totalQuantity: 5, lmtPrice: 95 };
    await stage.place(1, limit);
    stage.simulator.life.restart({ idsRollBack: 1 });
    const again = await reconnect();
    await stage.minutes(2);
    const aapl = { symbol: 'AAPL', secType: 'STK' as never, exchange: 'SMART', currency: 'USD' };
    again.api.placeOrder(1, aapl, { ...limit, action: OrderAction.BUY, lmtPrice: 96, transmit: true });
    await stage.simulator.quiet();
    expect(errorsOf(again, 1)).toEqual([104]);
    expect(stage.simulator.orders.all).toHaveLength(1);
  });

  test('an id that was rolled back is another order', async () => {
    await open();
    await stage.place(1, { orderRef: 'a' });
    await stage.place(2, { orderRef: 'b' });
    stage.simulator.life.restart({ idsRollBack: 1, forgetsToday: false });
    const again = await reconnect();
    again.api.placeOrder(
      2,
      { symbol: 'AAPL', secType: 'STK' as never, exchange: 'SMART', currency: 'USD' },
      {
        action: OrderAction.BUY,
        orderType: OrderType.MKT,
        totalQuantity: 5,
        transmit: true,
        orderRef: 'c',
        account: 'DU1234567',
      },
    );
    await stage.simulator.quiet();
    expect(executionsOf(again)).toMatchObject([{ orderId: 2, orderRef: 'c' }]);
    expect(new Set(stage.simulator.orders.all.map(({ permId }) => permId)).size).toBe(3);
    again.api.reqExecutions(1, {});
    await stage.simulator.quiet();
    expect(
      executionsOf(again)
        .slice(1)
        .map(({ orderId, orderRef }) => [orderId, orderRef]),
    ).toEqual([
      [1, 'a'],
      [2, 'b'],
      [2, 'c'],
    ]);
  });

  test('a frame that breaks off, and one with a field too many', async () => {
    const { client } = await open();
    const { faults } = stage.simulator;
    faults.onTelling('currentTime', { kind: 'changed', fields: (fields) => [...fields, 'extra'] });
    await stage.ask((api) => api.reqCurrentTime());
    await stage.ask((api) => api.reqCurrentTime());
    expect(client.defects.length).toBe(1);
    expect(client.all('currentTime').length).toBe(2);
    faults.onTelling('currentTime', { kind: 'cut' });
    await stage.ask((api) => api.reqCurrentTime());
    expect(client.names('disconnected').length).toBe(1);
    expect(client.all('currentTime').length).toBe(2);
  });

  test('a wire that is bad by a seed is as bad again, and the account is right all the same', async () => {
    const course = async (seed: number): Promise<unknown> => {
      await open({ habits: { messagesPerSecond: null } });
      stage.simulator.faults.random = new RandomWireFaults(seed, {
        repeated: 0.2,
        dropped: 0.2,
        delayed: 0.3,
        longestDelayMs: 2_000,
        reset: 0,
        lost: 0.1,
      });
      for (let id = 1; id <= 20; id += 1) await stage.place(id, { totalQuantity: id });
      await stage.pass(3_000);
      const heard = stage.client.names('orderStatus', 'openOrder', 'execDetails', 'commissionReport');
      const bought = stage.simulator.executions.all.reduce((sum, { quantity }) => sum + quantity.toNumber(), 0);
      const held = (await stage.venue.getHoldings())[0]?.quantity.toNumber();
      expect(held).toBe(bought);
      // Executions are late or twice, never lost.
      expect(new Set(executionsOf(stage.client).map(({ execId }) => execId)).size).toBe(
        stage.simulator.executions.all.length,
      );
      return heard;
    };
    const first = await course(7);
    await stage.close();
    const second = await course(7);
    expect(second).toEqual(first);
    await stage.close();
    expect(await course(8)).not.toEqual(first);
  });

  test('shares are looked for, and the order is alive meanwhile', async () => {
    const { client } = await open();
    stage.simulator.faults.locates.push(30_000);
    await stage.place(1, { action: OrderAction.SELL });
    expect(errorsOf(client, 1)).toEqual([404]);
    expect(courseOf(client, 1)).toEqual(['PreSubmitted (locate)']);
    await stage.pass(30_000);
    expect(courseOf(client, 1).at(-1)).toBe('Filled');
  });

  test('an order that is lost is found nowhere', async () => {
    const { client } = await open({ prices: [100, 94] });
    await stage.place(1, { orderType: OrderType.LMT, lmtPrice: 95 });
    const [order] = stage.simulator.orders.all;
    if (order !== undefined) stage.simulator.life.loseOrder(order);
    client.forget();
    await stage.ask((api) => api.cancelOrder(1));
    await stage.ask((api) => api.reqAllOpenOrders());
    await stage.ask((api) => api.reqCompletedOrders(false));
    await stage.minutes();
    expect(errorsOf(client, 1)).toEqual([10_147]);
    expect(client.names('openOrder', 'completedOrder', 'execDetails')).toEqual([]);
  });

  test('orders of a group that do not block each other may both fill', async () => {
    const { client } = await open({ prices: [100, 106], habits: { groupsBlock: false } });
    const group = { action: OrderAction.SELL, ocaGroup: 'exit', orderType: OrderType.LMT };
    await stage.place(1, { ...group, lmtPrice: 105 });
    await stage.place(2, { ...group, lmtPrice: 104 });
    await stage.minutes();
    expect([1, 2].map((id) => courseOf(client, id).at(-1))).toEqual(['Filled', 'Filled']);
  });

  test('a remark about an order changes nothing', async () => {
    const { client } = await open();
    await stage.place(1, { orderType: OrderType.LMT, lmtPrice: 95 });
    const session = stage.simulator.sessions.of(1);
    session?.tellError(1, 10_349, 'Order TIF was set to DAY based on order preset.');
    session?.tell({ name: 'unknown', fields: ['9999', 'x'] });
    await stage.simulator.quiet();
    expect(errorsOf(client, 1)).toEqual([10_349]);
    expect(client.defects.length).toBeGreaterThan(0);
    expect(stage.simulator.orders.open().length).toBe(1);
  });

  test('several clients: one may be told everything', async () => {
    await open({ masterClientId: 9 });
    const master = await reconnect(9);
    await stage.place(1, {});
    expect(master.names('openOrder', 'execDetails', 'commissionReport').length).toBeGreaterThan(3);
    expect(noticesOf(master)).toEqual([2104, 2106, 2158]);
    stage.simulator.habits.executionsOfOthers = false;
    const other = await reconnect(2);
    other.api.reqExecutions(1, {});
    await stage.simulator.quiet();
    expect(other.names('execDetails', 'execDetailsEnd')).toEqual(['execDetailsEnd']);
  });
});

import { OrderAction, OrderType, TimeInForce } from '@stoqey/ib';
import { afterEach, describe, expect, test } from 'vitest';
import { courseOf, errorsOf, executionsOf, noticesOf, openOrdersOf, statusesOf } from './readings.ts';
import { AAPL, Stage, type StageOptions } from './stage.ts';

describe('orders', () => {
  let stage: Stage;
  const open = async (options: StageOptions = {}): Promise<Stage> => {
    stage = await Stage.open(options);
    return stage;
  };
  afterEach(async () => {
    expect(stage.client.defects).toEqual([]);
    expect(stage.simulator.failures).toEqual([]);
    await stage.close();
  });

  test('a market order: taken, executed, filled, paid', async () => {
    const { client, venue } = await open();
    client.forget();
    await stage.place(1, { orderRef: 'mine', totalQuantity: 100 });
    expect(client.names()).toEqual([
      'openOrder',
      'orderStatus',
      'execDetails',
      'openOrder',
      'orderStatus',
      'openOrder',
      'commissionReport',
    ]);
    expect(courseOf(client, 1)).toEqual(['PreSubmitted', 'Filled']);
    expect(executionsOf(client)).toMatchObject([
      { reqId: -1, orderId: 1, side: 'BOT', shares: 100, price: 100, cumQty: 100, avgPrice: 100, orderRef: 'mine' },
    ]);
    expect(client.all('commissionReport')).toMatchObject([[{ commission: 1, currency: 'USD' }]]);
    expect(venue.cashBook.get('USD').exactAmount.toString()).toBe('89999');
    expect(openOrdersOf(client).at(-1)?.state).toMatchObject({ status: 'Filled', commission: 1 });
  });

  test('a commission says what a sale has earned', async () => {
    const { client } = await open({ prices: [100, 110] });
    await stage.place(1, {});
    await stage.minutes();
    await stage.place(2, { action: OrderAction.SELL });
    expect(client.all('commissionReport').map(([report]) => report)).toMatchObject([
      { realizedPNL: undefined },
      { realizedPNL: 100 },
    ]);
  });

  test('a limit order rests, is changed under its id, and fills', async () => {
    const { client } = await open({ prices: [100, 99, 96.5] });
    await stage.place(1, { orderType: OrderType.LMT, lmtPrice: 95 });
    expect(courseOf(client, 1)).toEqual(['PreSubmitted', 'Submitted']);
    await stage.place(1, { orderType: OrderType.LMT, lmtPrice: 97, totalQuantity: 7 });
    expect(openOrdersOf(client).at(-1)?.order).toMatchObject({ lmtPrice: 97, totalQuantity: 7 });
    await stage.minutes(2);
    expect(statusesOf(client).at(-1)).toMatchObject({ status: 'Filled', filled: 7, remaining: 0 });
    expect(new Set(statusesOf(client).map(({ permId }) => permId)).size).toBe(1);
  });

  test('a cancel is told as status and as 202', async () => {
    const { client } = await open();
    stage.simulator.habits.tellsPendingCancel = true;
    await stage.place(1, { orderType: OrderType.LMT, lmtPrice: 95 });
    client.forget();
    await stage.ask((api) => api.cancelOrder(1));
    expect(client.names()).toEqual(['orderStatus', 'orderStatus', 'error']);
    expect(courseOf(client, 1)).toEqual(['PendingCancel', 'Cancelled']);
    expect(errorsOf(client, 1)).toEqual([202]);
    await stage.ask((api) => api.cancelOrder(1));
    await stage.ask((api) => api.cancelOrder(77));
    expect([errorsOf(client, 1).at(-1), errorsOf(client, 77).at(-1)]).toEqual([10_148, 10_147]);
  });

  test('stops wait for their price, and a trailing stop is told where it is', async () => {
    const { client } = await open({ prices: [100, 110, 107] });
    await stage.place(1, {});
    await stage.place(2, { action: OrderAction.SELL, orderType: OrderType.TRAIL, auxPrice: 2, totalQuantity: 5 });
    await stage.place(3, {
      action: OrderAction.SELL,
      orderType: OrderType.TRAIL,
      trailingPercent: 2.5,
      totalQuantity: 5,
    });
    await stage.place(4, { orderType: OrderType.STP, auxPrice: 120 });
    await stage.place(5, { orderType: OrderType.STP_LMT, auxPrice: 120, lmtPrice: 121 });
    await stage.place(6, { orderType: OrderType.LIT, auxPrice: 90, lmtPrice: 91 });
    expect([4, 5, 6].map((id) => courseOf(client, id))).toEqual(
      Array.from({ length: 3 }, () => ['PreSubmitted (trigger)']),
    );
    const told = openOrdersOf(client);
    expect(told.find(({ orderId }) => orderId === 2)?.order).toMatchObject({ auxPrice: 2, trailStopPrice: 98 });
    expect(told.find(({ orderId }) => orderId === 3)?.order).toMatchObject({
      trailingPercent: 2.5,
      trailStopPrice: 97.5,
    });
    expect(told.find(({ orderId }) => orderId === 5)?.order).toMatchObject({ auxPrice: 120, lmtPrice: 121 });
    await stage.minutes();
    expect(openOrdersOf(client).findLast(({ orderId }) => orderId === 2)?.order.trailStopPrice).toBe(108);
    await stage.minutes();
    expect(courseOf(client, 2).at(-1)).toBe('Filled');
    expect(executionsOf(client).find(({ orderId }) => orderId === 2)?.price).toBeLessThanOrEqual(108);
  });

  test('auction orders are told at once, or not before the auction', async () => {
    const { client } = await open();
    await stage.place(1, { orderType: OrderType.MOC });
    expect(courseOf(client, 1)).toEqual(['PreSubmitted']);
    stage.simulator.habits.tellsAuctionOrders = false;
    await stage.place(2, { tif: 'OPG' as TimeInForce });
    expect(courseOf(client, 2)).toEqual([]);
    await stage.ask((api) => api.reqOpenOrders());
    expect(courseOf(client, 2)).toEqual(['PreSubmitted']);
    await stage.place(3, { orderType: OrderType.MOC, tif: TimeInForce.GTC });
    expect(errorsOf(client, 3)).toEqual([113]);
  });

  test('what is for now fills or is cancelled', async () => {
    const { client } = await open();
    await stage.place(1, { orderType: OrderType.LMT, lmtPrice: 101, tif: TimeInForce.IOC });
    await stage.place(2, { orderType: OrderType.LMT, lmtPrice: 99, tif: TimeInForce.FOK });
    expect(courseOf(client, 1)).toEqual(['PreSubmitted', 'Filled']);
    expect(courseOf(client, 2).at(-1)).toBe('Cancelled');
    expect(errorsOf(client, 2)).toEqual([202]);
  });

  test('an order that is good until a time ends then', async () => {
    const { client } = await open({ prices: [100, 100, 100, 100] });
    await stage.place(1, {
      orderType: OrderType.LMT,
      lmtPrice: 90,
      tif: TimeInForce.GTD,
      goodTillDate: '20240304-14:48:00',
    });
    expect(openOrdersOf(client)[0]?.order).toMatchObject({ tif: 'GTD', goodTillDate: '20240304-14:48:00' });
    await stage.minutes();
    expect(courseOf(client, 1).at(-1)).toBe('Submitted');
    await stage.minutes();
    expect(courseOf(client, 1).at(-1)).toBe('Cancelled');
  });

  test('an order for which the market is closed waits, with a warning', async () => {
    const { client, clock } = await open();
    clock.advanceTo(Date.UTC(2024, 2, 4, 23));
    await stage.place(1, { orderType: OrderType.LMT, lmtPrice: 90, tif: TimeInForce.GTC });
    expect(courseOf(client, 1)).toEqual(['PreSubmitted']);
    expect(errorsOf(client, 1)).toEqual([399]);
    clock.advanceTo(Date.UTC(2024, 2, 5, 14, 30));
    await stage.simulator.quiet();
    expect(courseOf(client, 1)).toEqual(['PreSubmitted', 'Submitted']);
  });

  test('what the account cannot pay is refused before it is taken', async () => {
    const { client } = await open();
    client.forget();
    await stage.place(1, { totalQuantity: 1_000_000 });
    expect(errorsOf(client, 1)).toEqual([201]);
    expect(client.names()).toEqual(['error', 'openOrder', 'orderStatus']);
    expect(courseOf(client, 1)).toEqual(['Inactive']);
  });

  test.each([
    ['an id that is none', 0, {}, AAPL, 10_149],
    ['an unknown contract', 1, {}, { ...AAPL, symbol: 'NONE' }, 200],
    ['no exchange', 1, {}, { ...AAPL, exchange: '' }, 321],
    ['an account of somebody else', 1, { account: 'DU99' }, AAPL, 321],
    ['no units', 1, { totalQuantity: 0 }, AAPL, 434],
    ['a fraction of a share', 1, { totalQuantity: 10.5 }, AAPL, 10_243],
    ['a price off its step', 1, { orderType: OrderType.LMT, lmtPrice: 95.001 }, AAPL, 110],
    ['a trailing stop without a distance', 1, { orderType: OrderType.TRAIL }, AAPL, 158],
    ['a child without its parent', 1, { parentId: 99 }, AAPL, 10_006],
    ['an order type that the venue does not have', 1, { orderType: OrderType.MIT, auxPrice: 90 }, AAPL, 387],
    ['an option of a what-if that is not sent', 1, { whatIf: true, transmit: false }, AAPL, 413],
  ])('refuses %s', async (_, orderId, order, contract, code) => {
    const { client } = await open();
    client.forget();
    await stage.place(orderId, order, contract);
    expect(errorsOf(client, orderId)).toEqual([code]);
    expect(client.names()).toEqual(['error']);
    expect(stage.simulator.orders.all).toEqual([]);
  });

  test('a price below a dollar may have four decimals', async () => {
    const { client } = await open();
    await stage.place(1, { orderType: OrderType.LMT, lmtPrice: 0.9501 });
    expect(courseOf(client, 1).at(-1)).toBe('Submitted');
  });

  test('an id is used once, and an order that is over is not changed', async () => {
    const { client } = await open();
    await stage.place(5, {});
    await stage.place(5, { totalQuantity: 20 });
    await stage.place(3, {});
    expect([errorsOf(client, 5), errorsOf(client, 3)]).toEqual([[104], [103]]);
  });

  test('a change of what cannot change is refused, and the order goes on', async () => {
    const { client } = await open();
    await stage.place(1, { orderType: OrderType.LMT, lmtPrice: 95 });
    await stage.place(1, { orderType: OrderType.STP, auxPrice: 120 });
    await stage.place(1, { orderType: OrderType.LMT, lmtPrice: 95, action: OrderAction.SELL });
    await stage.place(1, { orderType: OrderType.LMT, lmtPrice: 95.001 });
    stage.simulator.faults.changeRefusals.push({
      code: 2102,
      text: 'Unable to modify this order as its still being processed.',
    });
    await stage.place(1, { orderType: OrderType.LMT, lmtPrice: 96 });
    expect(errorsOf(client, 1)).toEqual([329, 105, 110, 2102]);
    await stage.ask((api) => api.reqOpenOrders());
    expect(openOrdersOf(client).at(-1)?.order.lmtPrice).toBe(95);
  });

  test('twenty orders of a side work, the next one does not', async () => {
    const { client } = await open();
    for (let id = 1; id <= 21; id += 1)
      await stage.place(id, { orderType: OrderType.LMT, lmtPrice: 90, totalQuantity: 1 });
    expect(errorsOf(client, 21)).toEqual([201]);
    expect(stage.simulator.orders.open().length).toBe(20);
    stage.client.api.reqGlobalCancel();
    await stage.simulator.quiet();
    expect(stage.simulator.orders.open()).toEqual([]);
  });

  test('a what-if is answered and leaves nothing behind', async () => {
    const { client } = await open();
    client.forget();
    await stage.place(1, { whatIf: true, totalQuantity: 100 });
    expect(client.names()).toEqual(['openOrder']);
    expect(openOrdersOf(client)[0]).toMatchObject({
      order: { whatIf: true },
      state: { initMarginBefore: 0, initMarginChange: 5_000, equityWithLoanBefore: 100_000, commission: 1 },
    });
    expect(stage.simulator.orders.all).toEqual([]);
  });

  test('nothing is done while the API is read-only', async () => {
    const { client } = await open();
    stage.simulator.habits.readOnly = true;
    client.forget();
    await stage.place(1, {});
    await stage.ask((api) => api.reqOpenOrders());
    expect(noticesOf(client)).toEqual([321]);
    expect(client.names('openOrderEnd')).toEqual([]);
  });

  test('each client sees its own orders, and all when it asks for all', async () => {
    await open();
    const other = stage.connect(2);
    await stage.simulator.quiet();
    await stage.place(1, { orderType: OrderType.LMT, lmtPrice: 95 });
    expect(other.names('openOrder', 'orderStatus')).toEqual([]);
    other.api.reqOpenOrders();
    await stage.simulator.quiet();
    expect(other.names('openOrder', 'openOrderEnd')).toEqual(['openOrderEnd']);
    other.api.reqAllOpenOrders();
    await stage.simulator.quiet();
    expect(openOrdersOf(other)).toMatchObject([{ orderId: 1, order: { clientId: 1 } }]);
    other.api.cancelOrder(1);
    await stage.simulator.quiet();
    expect(errorsOf(other, 1)).toEqual([10_147]);
    other.api.reqGlobalCancel();
    await stage.simulator.quiet();
    expect(courseOf(stage.client, 1).at(-1)).toBe('Cancelled');
  });

  test('executions and completed orders are told again to whoever asks', async () => {
    const { client } = await open();
    await stage.place(1, { orderRef: 'a' });
    await stage.place(2, { orderRef: 'b', orderType: OrderType.LMT, lmtPrice: 95 });
    await stage.ask((api) => api.cancelOrder(2));
    client.forget();
    await stage.ask((api) => api.reqExecutions(9, { symbol: 'AAPL', side: 'BUY' }));
    expect(client.names()).toEqual(['execDetails', 'commissionReport', 'execDetailsEnd']);
    expect(executionsOf(client)).toMatchObject([{ reqId: 9, orderRef: 'a' }]);
    await stage.ask((api) => api.reqExecutions(10, { symbol: 'MSFT' }));
    await stage.ask((api) => api.reqExecutions(11, { time: '20240304-15:00:00' }));
    expect(executionsOf(client).length).toBe(1);
    await stage.ask((api) => api.reqCompletedOrders(false));
    const completed = client
      .all('completedOrder')
      .map(([, order, state]) => ({ ...(order as object), ...(state as object) }));
    expect(completed).toMatchObject([
      { orderRef: 'b', status: 'Cancelled', completedStatus: 'Cancelled by Trader', filledQuantity: 0 },
      { orderRef: 'a', status: 'Filled', completedStatus: 'Filled Size: 10', filledQuantity: 10, totalQuantity: 0 },
    ]);
    expect(client.names('completedOrdersEnd').length).toBe(1);
  });

  test('orders made by hand are seen, and bound by client 0 alone', async () => {
    await open();
    const order = stage.simulator.manual.place({
      symbol: 'AAPL',
      action: 'BUY',
      quantity: 5,
      orderType: 'LMT',
      limitPrice: 95,
    });
    const { client } = stage;
    await stage.ask((api) => api.reqAllOpenOrders());
    expect(openOrdersOf(client)).toMatchObject([{ orderId: 0, order: { clientId: 0 } }]);
    await stage.ask((api) => api.reqAutoOpenOrders(true));
    expect(noticesOf(client).at(-1)).toBe(327);
    const zero = stage.connect(0);
    await stage.simulator.quiet();
    zero.api.reqAutoOpenOrders(true);
    await stage.simulator.quiet();
    expect(zero.all('orderBound')).toEqual([[order.permId, 0, -1]]);
    stage.simulator.manual.change(order, { limitPrice: 96 });
    await stage.simulator.quiet();
    expect(openOrdersOf(zero).at(-1)).toMatchObject({ orderId: -1, order: { lmtPrice: 96 } });
    zero.api.cancelOrder(-1);
    await stage.simulator.quiet();
    expect(order.status).toBe('Cancelled');
  });
});

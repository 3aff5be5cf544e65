import { connect, type Socket } from 'node:net';
import { BarSizeSetting, IBApiNext, OrderAction, OrderType, TimeInForce, WhatToShow } from '@stoqey/ib';
import { afterEach, describe, expect, test } from 'vitest';
import { frameOf } from '../../src/simulator/wire/framing.ts';
import { AAPL, orderOf, Stage } from './stage.ts';

/** What of `Observable` is needed. */
interface Told<T> {
  forEach(next: (value: T) => void): Promise<void>;
}

let stage: Stage;
let next: IBApiNext;

/** What is told until the wire is at rest, also because of something that is done then. */
async function told<T>(source: Told<T>, act: () => unknown = () => undefined): Promise<T[]> {
  const values: T[] = [];
  const errors: unknown[] = [];
  source.forEach((value) => values.push(value)).catch((error: unknown) => errors.push(error));
  await stage.simulator.quiet();
  await act();
  await stage.simulator.quiet();
  expect(errors).toEqual([]);
  return values;
}

describe('IBApiNext', () => {
  afterEach(async () => {
    expect(stage.simulator.failures).toEqual([]);
    next.disconnect();
    await stage.close();
  });

  const open = async (): Promise<void> => {
    stage = await Stage.open({ prices: [100, 101, 102] });
    next = new IBApiNext({ host: '127.0.0.1', port: stage.simulator.port, reconnectInterval: 0, maxReqPerSec: 1_000 });
    next.connect(5);
    await stage.simulator.quiet();
  };

  test('contracts, price steps and the time', async () => {
    await open();
    const [details] = await next.getContractDetails(AAPL);
    expect(details).toMatchObject({ contract: { symbol: 'AAPL', currency: 'USD' }, minTick: 0.0001 });
    const rule = Number(details?.marketRuleIds?.split(',')[0]);
    expect(await next.getMarketRule(rule)).toMatchObject([{ increment: 0.0001 }, { increment: 0.01, lowEdge: 1 }]);
    expect(await next.getCurrentTime()).toBe(Math.floor(stage.clock.utcNow() / 1_000));
    expect(await next.getManagedAccounts()).toEqual(['DU1234567']);
    await expect(next.getContractDetails({ ...AAPL, symbol: 'NONE' })).rejects.toMatchObject({ code: 200 });
  });

  test('an order from its placing to its fill, the account and its positions', async () => {
    await open();
    const orderId = await next.getNextValidOrderId();
    next.placeOrder(orderId, AAPL, orderOf({ orderType: OrderType.LMT, lmtPrice: 95, tif: TimeInForce.GTC }));
    await stage.simulator.quiet();
    const [orders] = await told(next.getOpenOrders());
    expect(orders?.all).toMatchObject([{ orderId, orderState: { status: 'Submitted' } }]);
    next.cancelOrder(orderId, '');
    await stage.simulator.quiet();
    expect(await next.getAllOpenOrders()).toEqual([]);
    next.placeOrder(await next.getNextValidOrderId(), AAPL, orderOf({ action: OrderAction.BUY, totalQuantity: 3 }));
    await stage.simulator.quiet();
    expect(await next.getExecutionDetails({})).toMatchObject([{ execution: { shares: 3, side: 'BOT' } }]);
    const positions = await told(next.getPositions());
    expect(positions.at(-1)?.all.get('DU1234567')).toMatchObject([{ pos: 3, contract: { symbol: 'AAPL' } }]);
    const summary = await told(next.getAccountSummary('All', 'NetLiquidation,TotalCashValue'));
    expect(summary.at(-1)?.all.get('DU1234567')?.get('NetLiquidation')?.get('USD')?.value).toMatch(/^9999\d|^100000/);
    const updates = await told(next.getAccountUpdates('DU1234567'));
    expect(updates.at(-1)?.all.value?.get('DU1234567')?.get('CashBalance')?.has('USD')).toBe(true);
  });

  test('prices as they come, a snapshot, bars of the past', async () => {
    await open();
    const ticks = await told(next.getMarketData(AAPL, '', false, false), () => stage.minutes());
    expect([...(ticks.at(-1)?.all.values() ?? [])].map(({ value }) => value)).toContain(101);
    const snapshot = await next.getMarketDataSnapshot(AAPL, '', false);
    expect(snapshot.size).toBeGreaterThan(0);
    const bars = await next.getHistoricalData(AAPL, '', '3600 S', BarSizeSetting.MINUTES_ONE, WhatToShow.TRADES, 1, 2);
    expect(bars.map(({ close }) => close)).toEqual([100, 101]);
    const lasts = await told(next.getRealTimeBars(AAPL, WhatToShow.TRADES, true), () => stage.minutes());
    expect(lasts.at(-1)).toMatchObject({ close: 102 });
  });
});

describe('what is no client of this version', () => {
  afterEach(() => stage.close());

  /** Sends bytes as they are, and tells how that ended. */
  const send = (bytes: Buffer | string): Promise<string> =>
    new Promise((resolve) => {
      const socket = connect(stage.simulator.port, '127.0.0.1', () => socket.write(bytes));
      socket.on('error', () => undefined);
      socket.on('close', () => resolve('closed'));
    });

  /** A client of today works beside it as before. */
  const stillWorks = async (): Promise<void> => {
    await stage.place(1, { totalQuantity: 2 });
    expect(stage.client.names('execDetails')).toHaveLength(1);
    expect(stage.client.defects).toEqual([]);
  };

  test.each([
    ['the greeting of clients before version 100, such as ib of npm', '63\u00001\u0000'],
    ['a browser', 'GET / HTTP/1.1\r\nHost: tws\r\n\r\n'],
    ['a length that no message has', Buffer.from([...Buffer.from('API\0'), 0x7f, 0xff, 0xff, 0xff])],
  ])('%s is let go, and nothing else is harmed', async (_, bytes) => {
    stage = await Stage.open();
    expect(await send(bytes)).toBe('closed');
    await stillWorks();
  });

  test.each([
    ['a message that nobody knows', ['9999', '1', 'x']],
    ['one of combos, options or news, which are not played', ['85', '1']],
    ['a number that is none', ['1', '11', 'x', '', '']],
    ['an order of one field', ['3']],
    ['nothing but a name', ['']],
  ])('%s is answered or left, and the connection goes on', async (_, fields) => {
    stage = await Stage.open();
    const session = stage.simulator.sessions.of(1);
    const socket = (stage.client.api as unknown as { controller: { socket: { client: Socket } } }).controller.socket
      .client;
    socket.write(frameOf(fields));
    await stage.simulator.quiet();
    expect(session?.isOpen).toBe(true);
    await stillWorks();
  });
});

import { join } from 'node:path';
import { SecurityType } from '@lockstep/core';
import { type Command, CommandWatch, type JournalRecord, Store, systemClock } from '@lockstep/live';
import { onTestFinished } from 'vitest';

const NOON = Date.UTC(2024, 2, 4, 17);

/** What a session of a deployment writes down: an order, its fill, a trade, an account. */
export const RECORDS: readonly JournalRecord[] = [
  {
    kind: 'sessionStarted',
    deployment: 'one',
    strategy: 'Cross',
    strategyHash: 'abc',
    environment: 'development',
    broker: 'paper',
    account: 'PAPER-1',
    money: 'paper',
    parameters: { fast: 10 },
    versions: { lockstep: '0.1.0' },
  },
  { kind: 'tradingStatus', status: 'running', reason: '', by: 'operator' },
  { kind: 'signal', name: 'cross', symbol: 'ALFA', values: { note: 'fast, "over" slow', rsi: 31.5 } },
  order(1, 'ALFA'),
  order(2, 'BRAVO'),
  {
    kind: 'execution',
    executionId: 'X-1',
    orderId: 1,
    symbol: 'ALFA',
    quantity: '10',
    price: '144.77',
    fee: { amount: '1.00', currency: 'USD' },
    executedAtMs: NOON,
    source: 'stream',
  },
  {
    kind: 'orderEvent',
    executionId: 'X-1',
    orderStatus: 'Filled',
    filledQuantity: '10',
    averagePrice: '144.7700',
    limitPrice: '144.7700',
    stopPrice: null,
    triggerPrice: null,
    trailingAmount: null,
    event: {
      orderId: 1,
      eventId: 2,
      symbol: 'ALFA',
      time: '2024-03-04T17:00:00Z',
      status: 'Filled',
      direction: 'Buy',
      fillPrice: '144.7700',
      fillQuantity: '10',
      quantity: '10',
      fee: '1.00',
      feeCurrency: 'USD',
      message: '',
    },
  },
  {
    kind: 'tradeClosed',
    symbol: 'ALFA',
    direction: 'Long',
    quantity: '10',
    entryTimeMs: NOON - 60_000,
    entryPrice: '144.7700',
    exitTimeMs: NOON,
    exitPrice: '145.00',
    profitLoss: '1234.50',
    fees: '2.00',
    stopPrice: null,
    targetPrice: null,
    entryValues: { rsi: 31.5 },
    orderIds: [1],
  },
  { kind: 'position', symbol: 'ALFA', quantity: '10', averagePrice: '144.77', marketPrice: '145.00', external: false },
  {
    kind: 'accountSnapshot',
    reason: 'fill',
    currency: 'USD',
    equity: '101234.50',
    cash: '99786.80',
    unrealizedProfit: '2.30',
    marginUsed: '0',
    cashBook: { USD: '99786.80' },
  },
  {
    kind: 'daySummary',
    day: '2024-03-04',
    startEquity: '100000',
    endEquity: '101234.50',
    profitLoss: '1234.50',
    fees: '2.00',
    orders: 2,
    trades: 1,
    winningTrades: 1,
    maxDrawdown: 0.0125,
  },
];

function order(id: number, symbol: string): JournalRecord {
  return {
    kind: 'orderRequested',
    clientOrderId: `one-${id}`,
    security: { ticker: symbol, type: SecurityType.Equity, market: 'usa' },
    outsideRegularTradingHours: false,
    parentOrderId: null,
    role: null,
    waits: false,
    sizing: null,
    signal: null,
    order: {
      id,
      type: 'Limit',
      symbol,
      symbolId: `${symbol} 2T`,
      direction: 'Buy',
      quantity: '10',
      status: 'New',
      tag: 'first, or second',
      price: '0',
      priceCurrency: 'USD',
      limitPrice: '144.7700',
      stopPrice: null,
      triggerPrice: null,
      trailingAmount: null,
      trailingAsPercentage: false,
      timeInForce: 'GTC',
      expiry: null,
      brokerIds: [],
      time: '2024-03-04T14:31:00Z',
      lastFillTime: null,
      lastUpdateTime: null,
      canceledTime: null,
    },
  };
}

/** A deployment in the folder `live` of a project, with a session in its store, which is open. */
export async function openDeployment(cwd: string, name = 'one'): Promise<Store> {
  const store = await Store.open({ file: join(cwd, 'live', name, 'store.db') });
  for (const record of RECORDS) await store.append(record);
  return store;
}

/** A deployment whose process is gone. */
export async function deadDeployment(cwd: string, name = 'one'): Promise<string> {
  const store = await openDeployment(cwd, name);
  await store.close();
  return store.file;
}

/** A deployment that runs and carries commands out until the test ends. */
export async function runningDeployment(
  cwd: string,
  carryOut: (command: Command) => string | Promise<string>,
): Promise<Store> {
  const store = await openDeployment(cwd);
  const watch = new CommandWatch({ store, clock: systemClock, carryOut });
  watch.start();
  onTestFinished(async () => {
    await watch.stop();
    await store.close();
  });
  return store;
}

import { type OrderJson, SecurityType } from '@lockstep/core';
import type {
  AccountSnapshotRecord,
  JournalRecord,
  OrderEventRecord,
  OrderRequestedRecord,
  SessionStartedRecord,
  TradeClosedRecord,
} from '../src/store/journal-record.ts';

export const SESSION: SessionStartedRecord = {
  kind: 'sessionStarted',
  deployment: 'test',
  strategy: 'Cross',
  strategyHash: 'abc',
  environment: 'development',
  broker: 'paper',
  account: 'PAPER-1',
  money: 'paper',
  parameters: { fast: 10 },
  versions: { lockstep: '0.1.0' },
};

/** The request for an order of 10 ALFA. */
export function orderRequest(id: number, changes: Partial<OrderJson> = {}): OrderRequestedRecord {
  const order: OrderJson = {
    id,
    type: 'Limit',
    symbol: 'ALFA',
    symbolId: 'ALFA 2T',
    direction: 'Buy',
    quantity: '10',
    status: 'New',
    tag: '',
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
    ...changes,
  };
  return {
    kind: 'orderRequested',
    order,
    security: { ticker: 'ALFA', type: SecurityType.Equity, market: 'usa' },
    outsideRegularTradingHours: false,
    clientOrderId: `test-${id}`,
    parentOrderId: null,
    role: null,
    waits: false,
    sizing: null,
    signal: null,
  };
}

/** The complete fill of such an order. */
export function fillEvent(orderId: number, executionId: string): OrderEventRecord {
  return {
    kind: 'orderEvent',
    executionId,
    orderStatus: 'Filled',
    filledQuantity: '10',
    averagePrice: '144.7700',
    limitPrice: '144.7700',
    stopPrice: null,
    triggerPrice: null,
    trailingAmount: null,
    event: {
      orderId,
      eventId: 2,
      symbol: 'ALFA',
      time: '2024-03-04T14:32:00Z',
      status: 'Filled',
      direction: 'Buy',
      fillPrice: '144.7700',
      fillQuantity: '10',
      quantity: '10',
      fee: '0',
      feeCurrency: 'USD',
      message: '',
    },
  };
}

/** A closed trade of ALFA; times are epoch ms UTC. */
export function closedTrade(exitTimeMs: number, profitLoss: string, fees = '2.00'): TradeClosedRecord {
  return {
    kind: 'tradeClosed',
    symbol: 'ALFA',
    direction: 'Long',
    quantity: '10',
    entryTimeMs: exitTimeMs - 60_000,
    entryPrice: '144.7700',
    exitTimeMs,
    exitPrice: '145.00',
    profitLoss,
    fees,
    stopPrice: '140.00',
    targetPrice: null,
    entryValues: { rsi: 31.5 },
    orderIds: [1, 2],
  };
}

/** The account at an equity. */
export function snapshot(equity: string): AccountSnapshotRecord {
  return {
    kind: 'accountSnapshot',
    reason: 'interval',
    currency: 'USD',
    equity,
    cash: '90000.00',
    unrealizedProfit: '12.30',
    marginUsed: '0',
    cashBook: { USD: '90000.00', EUR: '5.00' },
  };
}

/** A record of every kind that the others here do not cover. */
export const OTHER_RECORDS: readonly JournalRecord[] = [
  { kind: 'updateRequested', orderId: 1, changes: { limitPrice: '145.00' } },
  { kind: 'cancelRequested', orderId: 1, reason: "it's late" },
  { kind: 'executionCorrected', executionId: 'X-1', correction: { quantity: '9', price: '144.80' } },
  { kind: 'executionCorrected', executionId: 'X-2', correction: null },
  { kind: 'cashFlow', id: 'C-1', reason: 'dividend', currency: 'USD', amount: '3.21' },
  { kind: 'external', what: 'order', details: { brokerId: 'B-9' } },
  { kind: 'position', symbol: 'ALFA', quantity: '10', averagePrice: '144.77', marketPrice: null, external: false },
  { kind: 'position', symbol: 'BRAVO', quantity: '0', averagePrice: '0', marketPrice: null, external: true },
  {
    kind: 'daySummary',
    day: '2024-03-04',
    startEquity: '100000',
    endEquity: '100010.50',
    profitLoss: '12.50',
    fees: '2.00',
    orders: 2,
    trades: 1,
    winningTrades: 1,
    maxDrawdown: 0.0125,
  },
  { kind: 'stateSnapshot', state: { entered: true }, risk: null, engine: null },
  { kind: 'objectSaved', key: 'model', text: 'weights' },
  { kind: 'objectSaved', key: 'old', text: 'x' },
  { kind: 'objectSaved', key: 'old', text: null },
  {
    kind: 'reconciliationDifference',
    cause: 'start',
    subject: 'position',
    key: 'ALFA',
    ours: null,
    theirs: '10',
    action: 'adopted',
  },
  { kind: 'reconciled', cause: 'start', differences: 1, valueDifference: '0' },
  { kind: 'riskDecision', orderId: null, symbol: 'ALFA', allowed: false, code: 'MAX_POSITION', reason: 'over 50,000' },
  { kind: 'riskDecision', orderId: 1, symbol: 'ALFA', allowed: true, code: '', reason: '' },
  { kind: 'tradingStatus', status: 'paused', reason: 'three losses', by: 'risk' },
  { kind: 'riskCounters', losingTrades: 3, limitsUsed: { dailyLoss: 0.5 } },
  { kind: 'notice', severity: 'error', code: 'FEED_STALE', message: 'No data for 60 s', details: {} },
  { kind: 'sessionEnded', reason: 'stopped', summary: { trades: 1 } },
];

import { Layout } from './layout.ts';

// What is told about prices.

export const TICK_PRICE = new Layout('tickPrice', 1, [
  ['version', '6'],
  'reqId',
  'tickType',
  'price',
  ['size', '0'],
  ['attributes', '0'],
]);
export const TICK_SIZE = new Layout('tickSize', 2, [['version', '6'], 'reqId', 'tickType', 'size']);
export const TICK_STRING = new Layout('tickString', 46, [['version', '6'], 'reqId', 'tickType', 'value']);
export const TICK_SNAPSHOT_END = new Layout('tickSnapshotEnd', 57, [['version', '1'], 'reqId']);
export const MARKET_DATA_TYPE = new Layout('marketDataType', 58, [['version', '1'], 'reqId', 'type']);
export const TICK_REQ_PARAMS = new Layout('tickReqParams', 81, [
  'reqId',
  'minTick',
  ['bboExchange', 'a60001'],
  ['snapshotPermissions', '3'],
]);
export const REAL_TIME_BAR = new Layout('realtimeBar', 50, [
  ['version', '3'],
  'reqId',
  'time',
  'open',
  'high',
  'low',
  'close',
  'volume',
  'wap',
  'count',
]);
/** Eight fields for each bar follow. */
export const HISTORICAL_DATA = new Layout('historicalData', 17, ['reqId', 'start', 'end', 'count']);
export const HISTORICAL_DATA_UPDATE = new Layout('historicalDataUpdate', 90, [
  'reqId',
  'barCount',
  'date',
  'open',
  'close',
  'high',
  'low',
  'wap',
  'volume',
]);
export const HEAD_TIMESTAMP = new Layout('headTimestamp', 88, ['reqId', 'value']);
/** Ticks follow, and at last whether that was all. */
export const HISTORICAL_TICKS = new Layout('historicalTicks', 96, ['reqId', 'count']);
export const HISTORICAL_TICKS_BID_ASK = new Layout('historicalTicksBidAsk', 97, ['reqId', 'count']);
export const HISTORICAL_TICKS_LAST = new Layout('historicalTicksLast', 98, ['reqId', 'count']);
/** What follows depends on the type. */
export const TICK_BY_TICK = new Layout('tickByTick', 99, ['reqId', 'type', 'time']);

import { CONTRACT_QUERY } from './contract-fields.ts';
import { Layout } from './layout.ts';

// What clients ask about prices, at server version 193. Layouts hold for everything but combos.

export const REQ_MKT_DATA = new Layout('reqMktData', 1, [
  'version',
  'reqId',
  ...CONTRACT_QUERY,
  'deltaNeutral',
  'genericTicks',
  'snapshot',
  'regulatorySnapshot',
  'options',
]);
export const CANCEL_MKT_DATA = new Layout('cancelMktData', 2, ['version', 'reqId']);
export const REQ_HISTORICAL_DATA = new Layout('reqHistoricalData', 20, [
  'reqId',
  ...CONTRACT_QUERY,
  'includeExpired',
  'endDateTime',
  'barSize',
  'duration',
  'useRth',
  'whatToShow',
  'formatDate',
  'keepUpToDate',
  'options',
]);
export const CANCEL_HISTORICAL_DATA = new Layout('cancelHistoricalData', 25, ['version', 'reqId']);
export const REQ_REAL_TIME_BARS = new Layout('reqRealTimeBars', 50, [
  'version',
  'reqId',
  ...CONTRACT_QUERY,
  'barSize',
  'whatToShow',
  'useRth',
  'options',
]);
export const CANCEL_REAL_TIME_BARS = new Layout('cancelRealTimeBars', 51, ['version', 'reqId']);
export const REQ_MARKET_DATA_TYPE = new Layout('reqMarketDataType', 59, ['version', 'type']);
export const REQ_HEAD_TIMESTAMP = new Layout('reqHeadTimestamp', 87, [
  'reqId',
  ...CONTRACT_QUERY,
  'includeExpired',
  'useRth',
  'whatToShow',
  'formatDate',
]);
export const CANCEL_HEAD_TIMESTAMP = new Layout('cancelHeadTimestamp', 90, ['reqId']);
export const REQ_HISTORICAL_TICKS = new Layout('reqHistoricalTicks', 96, [
  'reqId',
  ...CONTRACT_QUERY,
  'includeExpired',
  'start',
  'end',
  'count',
  'whatToShow',
  'useRth',
  'ignoreSize',
  'misc',
]);
export const REQ_TICK_BY_TICK = new Layout('reqTickByTickData', 97, [
  'reqId',
  ...CONTRACT_QUERY,
  'tickType',
  'count',
  'ignoreSize',
]);
export const CANCEL_TICK_BY_TICK = new Layout('cancelTickByTickData', 98, ['reqId']);

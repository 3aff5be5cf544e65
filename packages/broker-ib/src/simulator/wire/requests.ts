import { CONTRACT_QUERY } from './contract-fields.ts';
import { Layout } from './layout.ts';

// What clients ask, at server version 193. Layouts with a contract hold for everything but combos.

export const CANCEL_ORDER = new Layout('cancelOrder', 4, ['orderId', 'manualTime', 'extOperator', 'manualIndicator']);
export const REQ_OPEN_ORDERS = new Layout('reqOpenOrders', 5, ['version']);
export const REQ_ACCOUNT_DATA = new Layout('reqAccountUpdates', 6, ['version', 'subscribe', 'account']);
export const REQ_EXECUTIONS = new Layout('reqExecutions', 7, [
  'version',
  'reqId',
  'clientId',
  'account',
  'time',
  'symbol',
  'secType',
  'exchange',
  'side',
]);
export const REQ_IDS = new Layout('reqIds', 8, ['version', 'count']);
export const REQ_CONTRACT_DATA = new Layout('reqContractDetails', 9, [
  'version',
  'reqId',
  ...CONTRACT_QUERY,
  'includeExpired',
  'secIdType',
  'secId',
  'issuerId',
]);
export const SET_LOG_LEVEL = new Layout('setServerLogLevel', 14, ['version', 'level']);
export const REQ_AUTO_OPEN_ORDERS = new Layout('reqAutoOpenOrders', 15, ['version', 'autoBind']);
export const REQ_ALL_OPEN_ORDERS = new Layout('reqAllOpenOrders', 16, ['version']);
export const REQ_MANAGED_ACCOUNTS = new Layout('reqManagedAccts', 17, ['version']);
export const REQ_CURRENT_TIME = new Layout('reqCurrentTime', 49, ['version']);
export const REQ_GLOBAL_CANCEL = new Layout('reqGlobalCancel', 58, ['extOperator', 'manualIndicator']);
export const REQ_POSITIONS = new Layout('reqPositions', 61, ['version']);
export const REQ_ACCOUNT_SUMMARY = new Layout('reqAccountSummary', 62, ['version', 'reqId', 'group', 'tags']);
export const CANCEL_ACCOUNT_SUMMARY = new Layout('cancelAccountSummary', 63, ['version', 'reqId']);
export const CANCEL_POSITIONS = new Layout('cancelPositions', 64, ['version']);
export const START_API = new Layout('startApi', 71, ['version', 'clientId', 'capabilities']);
export const REQ_POSITIONS_MULTI = new Layout('reqPositionsMulti', 74, ['version', 'reqId', 'account', 'model']);
export const CANCEL_POSITIONS_MULTI = new Layout('cancelPositionsMulti', 75, ['version', 'reqId']);
export const REQ_ACCOUNT_UPDATES_MULTI = new Layout('reqAccountUpdatesMulti', 76, [
  'version',
  'reqId',
  'account',
  'model',
  'ledgerAndNlv',
]);
export const CANCEL_ACCOUNT_UPDATES_MULTI = new Layout('cancelAccountUpdatesMulti', 77, ['version', 'reqId']);
export const REQ_MATCHING_SYMBOLS = new Layout('reqMatchingSymbols', 81, ['reqId', 'pattern']);
export const REQ_MARKET_RULE = new Layout('reqMarketRule', 91, ['ruleId']);
export const REQ_PNL = new Layout('reqPnL', 92, ['reqId', 'account', 'model']);
export const CANCEL_PNL = new Layout('cancelPnL', 93, ['reqId']);
export const REQ_PNL_SINGLE = new Layout('reqPnLSingle', 94, ['reqId', 'account', 'model', 'conId']);
export const CANCEL_PNL_SINGLE = new Layout('cancelPnLSingle', 95, ['reqId']);
export const REQ_COMPLETED_ORDERS = new Layout('reqCompletedOrders', 99, ['apiOnly']);
export const REQ_USER_INFO = new Layout('reqUserInfo', 104, ['reqId']);

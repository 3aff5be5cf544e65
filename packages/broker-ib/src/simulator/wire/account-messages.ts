import { CONTRACT } from './contract-fields.ts';
import { Layout } from './layout.ts';

// What is told about the account.

export const ACCOUNT_VALUE = new Layout('updateAccountValue', 6, [
  ['version', '2'],
  'key',
  'value',
  'currency',
  'account',
]);
export const PORTFOLIO_VALUE = new Layout('updatePortfolio', 7, [
  ['version', '8'],
  'conId',
  'symbol',
  'secType',
  'lastTradeDate',
  ['strike', '0'],
  ['right', '0'],
  'multiplier',
  'primaryExchange',
  'currency',
  'localSymbol',
  'tradingClass',
  'position',
  'marketPrice',
  'marketValue',
  'averageCost',
  'unrealizedPnl',
  'realizedPnl',
  'account',
]);
export const ACCOUNT_UPDATE_TIME = new Layout('updateAccountTime', 8, [['version', '1'], 'time']);
export const ACCOUNT_DOWNLOAD_END = new Layout('accountDownloadEnd', 54, [['version', '1'], 'account']);
export const POSITION = new Layout('position', 61, [['version', '3'], 'account', ...CONTRACT, 'position', 'avgCost']);
export const POSITION_END = new Layout('positionEnd', 62, [['version', '1']]);
export const ACCOUNT_SUMMARY = new Layout('accountSummary', 63, [
  ['version', '1'],
  'reqId',
  'account',
  'tag',
  'value',
  'currency',
]);
export const ACCOUNT_SUMMARY_END = new Layout('accountSummaryEnd', 64, [['version', '1'], 'reqId']);
export const POSITION_MULTI = new Layout('positionMulti', 71, [
  ['version', '1'],
  'reqId',
  'account',
  ...CONTRACT,
  'position',
  'avgCost',
  'model',
]);
export const POSITION_MULTI_END = new Layout('positionMultiEnd', 72, [['version', '1'], 'reqId']);
export const ACCOUNT_UPDATE_MULTI = new Layout('accountUpdateMulti', 73, [
  ['version', '1'],
  'reqId',
  'account',
  'model',
  'key',
  'value',
  'currency',
]);
export const ACCOUNT_UPDATE_MULTI_END = new Layout('accountUpdateMultiEnd', 74, [['version', '1'], 'reqId']);
export const PNL = new Layout('pnl', 94, ['reqId', 'daily', 'unrealized', 'realized']);
export const PNL_SINGLE = new Layout('pnlSingle', 95, [
  'reqId',
  'position',
  'daily',
  'unrealized',
  'realized',
  'value',
]);

import { Layout } from './layout.ts';

// What is told about instruments.

export const CONTRACT_DATA = new Layout('contractDetails', 10, [
  'reqId',
  'symbol',
  'secType',
  'lastTradeDateOrMonth',
  'lastTradeDate',
  ['strike', '0'],
  'right',
  'exchange',
  'currency',
  'localSymbol',
  'marketName',
  'tradingClass',
  'conId',
  'minTick',
  'multiplier',
  'orderTypes',
  'validExchanges',
  ['priceMagnifier', '1'],
  ['underConId', '0'],
  'longName',
  'primaryExchange',
  'contractMonth',
  'industry',
  'category',
  'subcategory',
  'timeZoneId',
  'tradingHours',
  'liquidHours',
  'evRule',
  ['evMultiplier', '0'],
  ['secIdCount', '0'],
  ['aggGroup', '1'],
  'underSymbol',
  'underSecType',
  'marketRuleIds',
  'realExpirationDate',
  'stockType',
  'minSize',
  'sizeIncrement',
  'suggestedSizeIncrement',
  ['ineligibilityCount', '0'],
]);
export const CONTRACT_DATA_END = new Layout('contractDetailsEnd', 52, [['version', '1'], 'reqId']);
/** Pairs of lower edge and increment follow. */
export const MARKET_RULE = new Layout('marketRule', 93, ['ruleId', 'count']);
/** Six fields for each follow. */
export const SYMBOL_SAMPLES = new Layout('symbolSamples', 79, ['reqId', 'count']);

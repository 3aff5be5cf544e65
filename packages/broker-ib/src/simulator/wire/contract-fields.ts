/** A contract in a request. */
export const CONTRACT_QUERY = [
  'conId',
  'symbol',
  'secType',
  'lastTradeDate',
  'strike',
  'right',
  'multiplier',
  'exchange',
  'primaryExchange',
  'currency',
  'localSymbol',
  'tradingClass',
] as const;

/** A contract in what is told about orders, executions and positions of models. */
export const CONTRACT = [
  'conId',
  'symbol',
  'secType',
  'lastTradeDate',
  ['strike', '0'],
  ['right', '?'],
  'multiplier',
  'exchange',
  'currency',
  'localSymbol',
  'tradingClass',
] as const;

/** Market names as they stand in data folders and databases. */
export const Market = {
  USA: 'usa',
  Oanda: 'oanda',
  FXCM: 'fxcm',
  Coinbase: 'coinbase',
  GDAX: 'coinbase',
  Binance: 'binance',
  BinanceUS: 'binanceus',
  Bitfinex: 'bitfinex',
  Bybit: 'bybit',
  DYDX: 'dydx',
  Kraken: 'kraken',
  India: 'india',
  InteractiveBrokers: 'interactivebrokers',
} as const;
/** A market name; data folders may hold others than the constants. */
export type Market = string;

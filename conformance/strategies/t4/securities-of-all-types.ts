import { SecurityType } from '@lockstep/core';

/** Currencies of two brokers, an equity, a coin and gold. */
export const ADDED: readonly (readonly [type: SecurityType, ticker: string, market: string])[] = [
  [SecurityType.Forex, 'GBPUSD', 'fxcm'],
  [SecurityType.Forex, 'EURUSD', 'oanda'],
  [SecurityType.Equity, 'AAPL', 'usa'],
  [SecurityType.Crypto, 'BTCUSD', 'coinbase'],
  [SecurityType.Cfd, 'XAUUSD', 'oanda'],
];

/** Brokerages that `setBrokerageModel` knows; LEAN's names. */
export const BrokerageName = {
  Default: 'Default',
  QuantConnectBrokerage: 'Default',
  InteractiveBrokersBrokerage: 'InteractiveBrokersBrokerage',
  TradierBrokerage: 'TradierBrokerage',
  OandaBrokerage: 'OandaBrokerage',
  FxcmBrokerage: 'FxcmBrokerage',
  Bitfinex: 'Bitfinex',
  Binance: 'Binance',
  BinanceUS: 'BinanceUS',
  GDAX: 'GDAX',
  Coinbase: 'Coinbase',
  Alpaca: 'Alpaca',
  Axos: 'Axos',
  TradeStation: 'TradeStation',
  Kraken: 'Kraken',
  Bybit: 'Bybit',
  BinanceFutures: 'BinanceFutures',
  BinanceCoinFutures: 'BinanceCoinFutures',
  DYDX: 'DYDX',
} as const;
export type BrokerageName = (typeof BrokerageName)[keyof typeof BrokerageName];

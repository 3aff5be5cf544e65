/** Variables of addresses that stand in the place of Alpaca's own. */
export const ALPACA_ADDRESSES = {
  trading: 'ALPACA_TRADING_URL',
  data: 'ALPACA_DATA_URL',
  tradingStream: 'ALPACA_TRADING_STREAM_URL',
  dataStream: 'ALPACA_DATA_STREAM_URL',
} as const;

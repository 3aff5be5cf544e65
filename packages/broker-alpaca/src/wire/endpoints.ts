/** Where Alpaca's services are: base addresses without a slash at the end. */
export interface AlpacaEndpoints {
  /** Orders, account and assets. */
  readonly trading: string;
  /** Past data. */
  readonly data: string;
  /** The stream of trade updates, with its path. */
  readonly tradingStream: string;
  /** Streams of market data; a path such as `/v2/iex` follows. */
  readonly dataStream: string;
}

const DATA = { data: 'https://data.alpaca.markets', dataStream: 'wss://stream.data.alpaca.markets' } as const;

/** Alpaca's paper accounts. */
export const PAPER_ENDPOINTS: AlpacaEndpoints = {
  trading: 'https://paper-api.alpaca.markets',
  tradingStream: 'wss://paper-api.alpaca.markets/stream',
  ...DATA,
};

/** Accounts of real money. */
export const LIVE_ENDPOINTS: AlpacaEndpoints = {
  trading: 'https://api.alpaca.markets',
  tradingStream: 'wss://api.alpaca.markets/stream',
  ...DATA,
};

/** The endpoints of an account, those given in the place of Alpaca's own. */
export function alpacaEndpoints(paper: boolean, given: Partial<AlpacaEndpoints> = {}): AlpacaEndpoints {
  return { ...(paper ? PAPER_ENDPOINTS : LIVE_ENDPOINTS), ...given };
}

/** A bar in a REST answer. */
export interface WireBar {
  /** Start, RFC 3339. */
  readonly t: string;
  readonly o: number;
  readonly h: number;
  readonly l: number;
  readonly c: number;
  readonly v: number;
  /** Number of trades. */
  readonly n: number;
  /** Average price by volume. */
  readonly vw: number;
}

/** A trade in a REST answer. */
export interface WireTrade {
  readonly t: string;
  /** Exchange. */
  readonly x: string;
  readonly p: number;
  readonly s: number;
  readonly c: readonly string[];
  readonly i: number;
  /** Tape. */
  readonly z: string;
}

/** A quote in a REST answer. */
export interface WireQuote {
  readonly t: string;
  readonly ax: string;
  readonly ap: number;
  readonly as: number;
  readonly bx: string;
  readonly bp: number;
  readonly bs: number;
  readonly c: readonly string[];
  readonly z: string;
}

/** A message of a stream: its kind and its symbol, with the fields of that kind; `t` is a date there. */
export interface StreamMessage {
  readonly T: 't' | 'q' | 'b' | 'u' | 'd' | 's' | 'c' | 'x' | 'l';
  readonly S: string;
  readonly [field: string]: unknown;
}

/** An error of a stream by its number. */
export const STREAM_ERRORS: Readonly<Record<number, string>> = {
  400: 'invalid syntax',
  401: 'not authenticated',
  402: 'auth failed',
  403: 'already authenticated',
  404: 'auth timeout',
  405: 'symbol limit exceeded',
  406: 'connection limit exceeded',
  407: 'slow client',
  408: 'v2 not enabled',
  409: 'insufficient subscription',
  410: 'invalid subscribe action for this feed',
  411: 'insufficient scope',
  500: 'internal error',
};

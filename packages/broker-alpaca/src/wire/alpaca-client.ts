import { Alpaca } from '@alpacahq/alpaca-trade-api';
import { type AlpacaEndpoints, alpacaEndpoints, LIVE_ENDPOINTS, PAPER_ENDPOINTS } from './endpoints.ts';

/** A pair of keys; those of paper accounts and of real money differ. */
export interface AlpacaCredentials {
  readonly keyId: string;
  readonly secret: string;
}

/** Whose account, and where. */
export interface AlpacaConnection {
  readonly credentials: AlpacaCredentials;
  /** @defaultValue true */
  readonly paper?: boolean | undefined;
  /** Addresses in the place of Alpaca's own, such as those of a simulator. */
  readonly endpoints?: Partial<AlpacaEndpoints> | undefined;
  /** Longest wait for an answer, ms. @defaultValue 30000 */
  readonly timeoutMs?: number | undefined;
  /** How requests are sent, such as through a proxy. @defaultValue `fetch` of this machine */
  readonly fetch?: ((url: string, init?: RequestInit) => Promise<Response>) | undefined;
}

/**
 * Alpaca's own client. It never repeats a request and never holds one back: both are decided here, where it is known what
 * may be repeated and what comes first.
 */
export function alpacaClient({
  credentials,
  paper = true,
  endpoints,
  timeoutMs,
  ...options
}: AlpacaConnection): Alpaca {
  const { trading, data } = alpacaEndpoints(paper, endpoints);
  const send = options.fetch ?? fetch;
  const own = paper ? PAPER_ENDPOINTS : LIVE_ENDPOINTS;
  return new Alpaca({
    keyId: credentials.keyId,
    secret: credentials.secret,
    paper,
    retry: false,
    rateLimit: false,
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
    // The client has no setting for its addresses.
    fetchApi: (url, init) => send(readdressed(url, { [own.trading]: trading, [own.data]: data }), init),
  });
}

function readdressed(url: string, addresses: Readonly<Record<string, string>>): string {
  for (const [own, other] of Object.entries(addresses)) if (url.startsWith(own)) return other + url.slice(own.length);
  return url;
}

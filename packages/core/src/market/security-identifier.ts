import { LockstepError } from '../errors/lockstep-error.ts';
import { SecurityType } from './security-type.ts';

const MARKET_CODES: Readonly<Record<string, number>> = {
  empty: 0,
  usa: 1,
  fxcm: 2,
  oanda: 3,
  dukascopy: 4,
  bitfinex: 5,
  cmeglobex: 6,
  nymex: 7,
  cbot: 8,
  ice: 9,
  cboe: 10,
  india: 11,
  gdax: 12,
  kraken: 13,
  bittrex: 14,
  bithumb: 15,
  binance: 16,
  poloniex: 17,
  coinone: 18,
  hitbtc: 19,
  okcoin: 20,
  bitstamp: 21,
  comex: 22,
  cme: 23,
  sgx: 24,
  hkfe: 25,
  nyseliffe: 26,
  cfe: 33,
  ftx: 34,
  ftxus: 35,
  binanceus: 36,
  bybit: 37,
  coinbase: 38,
  interactivebrokers: 39,
  eurex: 40,
  ose: 41,
  dydx: 42,
  krx: 43,
};

const DATE_FACTOR = 100_000_000_000_000n;

/** Days from 1899-12-30 (the OLE automation epoch) to the Unix epoch. */
const OLE_EPOCH_OFFSET_DAYS = 25_569;

/** What identifies a security for ever: the first ticker it traded under, market, type and first date. */
export interface SecurityIdentity {
  readonly ticker: string;
  readonly securityType: SecurityType;
  readonly market: string;
  /** First trading date as days since 1970-01-01; undefined when there is no map file. */
  readonly firstDay?: number | undefined;
  /** Letter of the exchange that lists an equity, for example `P` for NYSE Arca; not part of the identifier. */
  readonly primaryExchange?: string | undefined;
  /** The security that custom data is about. */
  readonly underlying?: SecurityIdentity | undefined;
}

const MARKETS = new Map(Object.entries(MARKET_CODES).map(([name, code]) => [code, name]));

/**
 * Returns LEAN's printed security identifier, for example `SPY R735QTJ8XC9X`.
 *
 * @throws LockstepError `MARKET_UNKNOWN` for a market without a code.
 */
export function securityIdentifier(identity: SecurityIdentity): string {
  const market = MARKET_CODES[identity.market];
  if (market === undefined) {
    throw new LockstepError(
      'MARKET_UNKNOWN',
      `Unknown market '${identity.market}'; expected one of ${Object.keys(MARKET_CODES).join(', ')}.`,
    );
  }
  const day = identity.firstDay === undefined ? 0 : identity.firstDay + OLE_EPOCH_OFFSET_DAYS;
  const properties = BigInt(identity.securityType) + BigInt(market) * 100n + BigInt(day) * DATE_FACTOR;
  const ticker = identity.securityType === SecurityType.Base ? identity.ticker : identity.ticker.toUpperCase();
  return `${ticker} ${properties.toString(36).toUpperCase()}`;
}

/**
 * Reads LEAN's printed security identifier, the opposite of `securityIdentifier`. Equities, and what has neither strike nor
 * underlying.
 *
 * @throws LockstepError `SECURITY_ID_INVALID`
 */
export function parseSecurityIdentifier(text: string): SecurityIdentity {
  const space = text.lastIndexOf(' ');
  const code = text.slice(space + 1);
  if (space <= 0 || !/^[0-9A-Z]+$/.test(code)) throw invalid(text);
  let properties = 0n;
  for (const digit of code) properties = properties * 36n + BigInt(Number.parseInt(digit, 36));
  const market = MARKETS.get(Number((properties / 100n) % 1_000n));
  const securityType = Number(properties % 100n) as SecurityType;
  if (market === undefined || !Object.values(SecurityType).includes(securityType)) throw invalid(text);
  const day = Number(properties / DATE_FACTOR);
  const identity = { ticker: text.slice(0, space), securityType, market };
  return day === 0 ? identity : { ...identity, firstDay: day - OLE_EPOCH_OFFSET_DAYS };
}

function invalid(text: string): LockstepError {
  return new LockstepError(
    'SECURITY_ID_INVALID',
    `'${text}' is not a security identifier; expected a ticker and its code, as in 'SPY R735QTJ8XC9X'.`,
  );
}

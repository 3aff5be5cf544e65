import { type SecuritySymbol, SecurityType } from '@lockstep/core';

/** Currencies that crypto pairs are quoted in, the longer names first. */
const QUOTES = ['USDT', 'USDC', 'USD', 'BTC'] as const;

/** A symbol as orders and market data have it: `BRK.B`, and crypto pairs with a slash, `BTC/USD`. */
export function wireSymbol({ value, securityType }: SecuritySymbol): string {
  return securityType === SecurityType.Crypto ? slashed(value) : value;
}

/** A symbol as positions have it: crypto pairs without the slash. */
export function withoutSlash(symbol: string): string {
  return symbol.replace('/', '');
}

/** The currency that a crypto pair is a price of: `BTC` of `BTC/USD`. */
export function baseOf(symbol: SecuritySymbol): string {
  return wireSymbol(symbol).split('/')[0] as string;
}

function slashed(pair: string): string {
  const quote = QUOTES.find((each) => pair.endsWith(each) && pair.length > each.length);
  return quote === undefined ? pair : `${pair.slice(0, -quote.length)}/${quote}`;
}

import type { SecuritySymbol } from '@lockstep/core';

/** Exchanges by the letters that LEAN's map files have for them, in IB's words. */
const LISTED_AT: Readonly<Record<string, string>> = {
  A: 'AMEX',
  B: 'BEX',
  N: 'NYSE',
  P: 'ARCA',
  Q: 'NASDAQ',
  T: 'NASDAQ',
  V: 'IEX',
  Z: 'BATS',
};

/** IB's name of the exchange that lists a stock; null where that is not known. */
export function listingExchange({ primaryExchange }: SecuritySymbol): string | null {
  return LISTED_AT[primaryExchange] ?? null;
}

import type { PriceSide } from './market-bar.ts';

const SIDES: Readonly<Record<string, PriceSide>> = {
  TRADES: 'TRADES',
  AGGTRADES: 'TRADES',
  ADJUSTED_LAST: 'TRADES',
  MIDPOINT: 'MIDPOINT',
  BID: 'BID',
  ASK: 'ASK',
  BID_ASK: 'BID_ASK',
};

/** What of prices a request is for; null for what is not there. */
export function readSide(whatToShow: string): PriceSide | null {
  return SIDES[whatToShow.toUpperCase()] ?? null;
}

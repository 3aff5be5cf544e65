/** Decimals to which a middle is tidied; mids of prices that have more keep the double's noise. */
const TIDY = 1e9;
/** Largest distance, as a fraction, between a computed middle and the decimal that is meant. */
const NOISE = 4.5e-16;

/**
 * Middle of bid and ask, or the side that is there; a price of zero counts as missing. It is the double nearest to the
 * decimal middle for prices of up to eight decimals below a million: `(bid + ask) / 2` alone may be a digit off.
 */
export function midPrice(bid: number, ask: number): number {
  if (bid === 0) return ask;
  if (ask === 0) return bid;
  const middle = (bid + ask) / 2;
  const tidy = Math.round(middle * TIDY) / TIDY;
  return Math.abs(tidy - middle) <= middle * NOISE ? tidy : middle;
}

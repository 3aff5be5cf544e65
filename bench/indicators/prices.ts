/** Bars as columns. */
export interface Prices {
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly close: Float64Array;
}

/** A random walk of whole cents, the same at every call. */
export function randomPrices(length: number): Prices {
  const high = new Float64Array(length);
  const low = new Float64Array(length);
  const close = new Float64Array(length);
  let cents = 10_000;
  let seed = 12_345;
  for (let index = 0; index < length; index += 1) {
    const open = cents;
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7f_ff_ff_ff;
    cents = Math.max(100, cents + (seed % 21) - 10);
    close[index] = cents / 100;
    high[index] = (Math.max(open, cents) + 5) / 100;
    low[index] = (Math.min(open, cents) - 5) / 100;
  }
  return { high, low, close };
}

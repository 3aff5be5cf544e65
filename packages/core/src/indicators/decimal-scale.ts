/** Powers of ten by which prices become whole numbers: plain, cents, ticks, pips, satoshis, split-adjusted prices. */
const SCALES = [1e2, 1e4, 1e6, 1e8, 1e11] as const;

export const FIRST_SCALE: number = SCALES[0];

/** Whole numbers up to here are sums and differences without rounding. */
export const EXACT_LIMIT = 2 ** 51;

/** Added and taken away again, it leaves a double without its fraction. */
const ROUNDING = 1.5 * 2 ** 52;

/** The whole number nearest to a number below 2^51 in size, without the branches of `Math.round`. */
export function nearestWhole(value: number): number {
  return value + ROUNDING - ROUNDING;
}

/**
 * The smallest scale from `current` up at which a number is a whole number divided by the scale, so that sums can be
 * kept without rounding; 0 when there is none.
 */
export function decimalScaleOf(value: number, current: number): number {
  for (const scale of SCALES) {
    if (scale < current) continue;
    const scaled = Math.round(value * scale);
    if (scaled / scale === value && Math.abs(scaled) <= EXACT_LIMIT) return scale;
  }
  return 0;
}

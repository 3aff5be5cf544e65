/** The yearly rate of riskless money as a fraction: a number, or a function of the time (epoch ms UTC). */
export type RiskFreeRate = number | ((timeMs: number) => number);

/** The rate at a time. */
export function rateAt(rate: RiskFreeRate, timeMs: number): number {
  return typeof rate === 'number' ? rate : rate(timeMs);
}

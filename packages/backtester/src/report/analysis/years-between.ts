const MS_PER_YEAR = 365.25 * 86_400_000;

/** Length of a period in years of 365.25 days. */
export function yearsBetween(fromMs: number, toMs: number): number {
  return (toMs - fromMs) / MS_PER_YEAR;
}

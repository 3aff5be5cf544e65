/**
 * Sample variance (divisor n − 1) in one pass over running totals: Σ (j·xⱼ − tⱼ)² / (j(j − 1)) for j = 2…n, where tⱼ is
 * the total of the first j values; NaN of fewer than two values. Chan, Golub and LeVeque (1983), the form of Youngs and
 * Cramer.
 */
export function variance(values: readonly number[]): number {
  if (values.length < 2) return Number.NaN;
  let total = values[0] as number;
  let sum = 0;
  for (let i = 1; i < values.length; i++) {
    const value = values[i] as number;
    const count = i + 1;
    total += value;
    const difference = count * value - total;
    sum += (difference * difference) / (count * i);
  }
  return sum / (values.length - 1);
}

/** Square root of the sample variance; NaN of fewer than two values. */
export function standardDeviation(values: readonly number[]): number {
  return Math.sqrt(variance(values));
}

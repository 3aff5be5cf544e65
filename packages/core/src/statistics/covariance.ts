/**
 * Sample covariance (divisor n − 1) of two series of equal length, updated pair by pair (Welford); NaN of fewer than two
 * pairs.
 */
export function covariance(first: readonly number[], second: readonly number[]): number {
  let firstMean = 0;
  let secondMean = 0;
  let comoment = 0;
  for (let i = 0; i < first.length; i++) {
    const a = first[i] as number;
    const b = second[i] as number;
    const secondMeanBefore = secondMean;
    firstMean += (a - firstMean) / (i + 1);
    secondMean += (b - secondMean) / (i + 1);
    comoment += (a - firstMean) * (b - secondMeanBefore);
  }
  return first.length > 1 ? comoment / (first.length - 1) : Number.NaN;
}

/** How a sample departs from a normal distribution. */
export interface ShapeMoments {
  /** Sample skewness; NaN of fewer than three values or of equal values. */
  readonly skewness: number;
  /** Sample excess kurtosis; NaN of fewer than four values or of equal values. */
  readonly kurtosis: number;
}

/**
 * Bias-corrected skewness and excess kurtosis from central moments updated value by value (Pébay 2008), as MathNet.Numerics
 * computes them.
 */
export function shapeMoments(values: readonly number[]): ShapeMoments {
  let n = 0;
  let m1 = 0;
  let m2 = 0;
  let m3 = 0;
  let m4 = 0;
  for (const value of values) {
    n++;
    const delta = value - m1;
    const step = delta / n;
    const stepSquared = step * step;
    const term = delta * step * (n - 1);
    m1 += step;
    m4 += term * stepSquared * (n * n - 3 * n + 3) + 6 * stepSquared * m2 - 4 * step * m3;
    m3 += term * step * (n - 2) - 3 * step * m2;
    m2 += term;
  }
  const skewness = n < 3 ? Number.NaN : ((n * m3 * Math.sqrt(m2 / (n - 1))) / (m2 * m2 * (n - 2))) * (n - 1);
  const kurtosis = n < 4 ? Number.NaN : ((n * n - 1) / ((n - 2) * (n - 3))) * ((n * m4) / (m2 * m2) - 3 + 6 / (n + 1));
  return { skewness, kurtosis };
}

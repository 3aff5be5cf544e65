const SERIES_BELOW = 2.5;
const TWO_OVER_ROOT_PI = 2 / Math.sqrt(Math.PI);
const MOST_TERMS = 500;
/** Beyond this probabilities cannot be told from 0. */
const FARTHEST = 40;

/** Cumulative distribution function of the standard normal distribution. */
export function normalCumulative(x: number): number {
  return 0.5 * complementaryError(-x / Math.SQRT2);
}

/** The number that a standard normal variable stays below with a probability; −∞ for 0 and ∞ for 1. */
export function normalQuantile(probability: number): number {
  if (probability <= 0) return Number.NEGATIVE_INFINITY;
  if (probability >= 1) return Number.POSITIVE_INFINITY;
  let low = -FARTHEST;
  let high = FARTHEST;
  for (let halvings = 0; halvings < 64; halvings++) {
    const middle = (low + high) / 2;
    if (normalCumulative(middle) < probability) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** erfc(x) = 1 − erf(x), to about 1e-15 of itself away from the seam at ±2.5, 1e-12 there. */
export function complementaryError(x: number): number {
  if (Number.isNaN(x)) return Number.NaN;
  if (x < 0) return 2 - complementaryError(-x);
  return x < SERIES_BELOW ? 1 - errorSeries(x) : errorFraction(x);
}

/** erf by the all-positive series 2/√π · e^(−x²) · Σ 2ⁿ x^(2n+1) / (1·3·…·(2n+1)). DLMF 7.6.2. */
function errorSeries(x: number): number {
  const square = x * x;
  let term = x;
  let sum = x;
  for (let n = 1; n < MOST_TERMS && term > sum * 1e-17; n++) {
    term *= (2 * square) / (2 * n + 1);
    sum += term;
  }
  return TWO_OVER_ROOT_PI * Math.exp(-square) * sum;
}

/** erfc by the continued fraction e^(−x²)/√π · 1/(x + (1/2)/(x + 1/(x + (3/2)/(x + …)))). DLMF 7.9.1. */
function errorFraction(x: number): number {
  let tail = x;
  for (let n = 120; n >= 1; n--) tail = x + n / 2 / tail;
  return Math.exp(-x * x) / (Math.sqrt(Math.PI) * tail);
}

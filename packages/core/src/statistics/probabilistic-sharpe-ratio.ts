import { normalCumulative } from '../numeric/normal-distribution.ts';
import { mean } from './mean.ts';
import { shapeMoments } from './shape-moments.ts';
import { standardDeviation } from './variance.ts';

/**
 * Probability that the true Sharpe ratio exceeds a yearly one of 1, given length, skewness and kurtosis of the daily
 * returns. Bailey and López de Prado, "The Sharpe Ratio Efficient Frontier" (2012); LEAN's variant uses the excess
 * kurtosis where the paper has the plain one. 0 with fewer than four returns.
 *
 * @param riskFreeRate yearly, as a fraction.
 */
export function probabilisticSharpeRatio(
  returns: readonly number[],
  riskFreeRate: number,
  tradingDaysPerYear: number,
): number {
  const deviation = standardDeviation(returns);
  const excess = mean(returns) - riskFreeRate / tradingDaysPerYear;
  const observed = Number.isNaN(deviation) || deviation === 0 ? 0 : excess / deviation;
  const { skewness, kurtosis } = shapeMoments(returns);
  const spread = 1 - skewness * observed + ((kurtosis - 1) / 4) * observed ** 2;
  const estimateDeviation = (spread / (returns.length - 1)) ** 0.5;
  if (Number.isNaN(estimateDeviation)) return 0;
  const score = estimateDeviation === 0 ? 0 : (observed - 1 / Math.sqrt(tradingDaysPerYear)) / estimateDeviation;
  return normalCumulative(score);
}

import { mean } from './mean.ts';
import { variance } from './variance.ts';

/** Mean daily return compounded over a year: (1 + mean)^days − 1. */
export function annualPerformance(returns: readonly number[], tradingDaysPerYear: number): number {
  return (mean(returns) + 1) ** tradingDaysPerYear - 1;
}

/** Sample variance of daily returns × days; 0 of fewer than two returns. */
export function annualVariance(returns: readonly number[], tradingDaysPerYear: number): number {
  const daily = variance(returns);
  return Number.isNaN(daily) ? 0 : daily * tradingDaysPerYear;
}

/** Square root of the annual variance of the negative returns only; 0 of fewer than two of them. */
export function annualDownsideDeviation(returns: readonly number[], tradingDaysPerYear: number): number {
  const losses = returns.filter((value) => value < 0);
  return Math.sqrt(annualVariance(losses, tradingDaysPerYear));
}

/** Annual standard deviation of the differences between returns and benchmark returns of the same days. */
export function trackingError(
  returns: readonly number[],
  benchmarkReturns: readonly number[],
  tradingDaysPerYear: number,
): number {
  const differences = returns.map((value, i) => value - (benchmarkReturns[i] as number));
  return Math.sqrt(annualVariance(differences, tradingDaysPerYear));
}

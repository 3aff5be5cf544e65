import { covariance } from './covariance.ts';
import { variance } from './variance.ts';

/** Covariance with the benchmark over its variance; 0 when the benchmark does not move. */
export function beta(returns: readonly number[], benchmarkReturns: readonly number[]): number {
  const benchmarkVariance = variance(benchmarkReturns);
  if (Number.isNaN(benchmarkVariance) || benchmarkVariance === 0) return 0;
  return covariance(returns, benchmarkReturns) / benchmarkVariance;
}

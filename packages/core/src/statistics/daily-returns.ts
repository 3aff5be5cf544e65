import { Decimal } from '../numeric/decimal.ts';
import type { SampleSeries } from './sample-series.ts';

const HUNDRED = Decimal.fromInteger(100);

/**
 * Daily returns as fractions from daily performance in percent. The sample at the start and that of the first day are
 * skipped, so that orders at the first open do not set returns and benchmark apart.
 */
export function portfolioReturns(performance: SampleSeries): number[] {
  return performance.values.slice(2).map((value) => value.dividedBy(HUNDRED).toNumber());
}

/** Relative changes between consecutive benchmark samples without the first change; 0 after a zero. */
export function benchmarkReturns(benchmark: SampleSeries): number[] {
  const { values } = benchmark;
  const returns: number[] = [];
  for (let i = 2; i < values.length; i++) {
    const before = values[i - 1] as Decimal;
    const change = before.isZero() ? 0 : (values[i] as Decimal).minus(before).dividedBy(before).toNumber();
    returns.push(change);
  }
  return returns;
}

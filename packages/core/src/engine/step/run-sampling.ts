import type { Decimal } from '../../numeric/decimal.ts';
import { CapacityEstimate } from '../../statistics/capacity-estimate.ts';
import { ResultSampler } from '../../statistics/result-sampler.ts';
import { MS_PER_DAY } from '../../time/resolution.ts';
import type { Benchmark } from '../account/benchmark.ts';
import type { AlgorithmRun } from '../algorithm-run.ts';

/** The sampler of a run's equity and benchmark. @param onForcedSample called when a sample is taken out of turn */
export function createSampler(
  run: AlgorithmRun,
  benchmark: Benchmark,
  onForcedSample: (utcMs: number) => void,
): ResultSampler {
  const sampler = new ResultSampler({
    account: {
      totalPortfolioValue: (): Decimal => run.portfolio.exactTotalPortfolioValue,
      totalSaleVolume: (): Decimal => run.portfolio.exactTotalSaleVolume,
      benchmarkValue: (utcMs): Decimal => benchmark.evaluate(utcMs),
      exposure: () => run.portfolio.exposure(),
    },
    ...days(run),
    startingPortfolioValue: run.portfolio.exactCash,
    onForcedSample,
  });
  sampler.warmingUp = run.warmUp.isActive;
  return sampler;
}

/** The estimate of how much money a run's trading could have moved. */
export function createCapacity(run: AlgorithmRun): CapacityEstimate {
  return new CapacityEstimate({
    ...days(run),
    totalPortfolioValue: () => run.portfolio.totalPortfolioValue,
  });
}

function days({ dates }: AlgorithmRun): { readonly startLocalMs: number; readonly endLocalMs: number } {
  return { startLocalMs: dates.startDay * MS_PER_DAY, endLocalMs: (dates.endDay + 1) * MS_PER_DAY };
}

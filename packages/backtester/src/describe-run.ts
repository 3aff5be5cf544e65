import type { EngineOutcome } from '@lockstep/core';
import type { BacktestRun } from './backtest.ts';
import { chartData } from './chart-data.ts';
import type { DataSource } from './data-source.ts';
import { lintOutcome } from './lint/lint-outcome.ts';
import { outcomeToResult } from './outcome-to-result.ts';
import { RunOrders } from './run-orders.ts';
import { VERSIONS } from './versions.ts';

/** Hashes of what a run was made of. */
export interface RunHashes {
  readonly strategyHash: string;
  readonly dataHash: string;
}

/** What an engine's run came to, as result and report show it. @param source what the run read, or the same days of it */
export function describeRun(
  outcome: EngineOutcome,
  source: DataSource,
  hashes: RunHashes,
): Pick<BacktestRun, 'result' | 'extras'> {
  const { run } = outcome;
  const orders = new RunOrders(outcome);
  const result = outcomeToResult(outcome, orders, {
    strategy: run.algorithm.name,
    ...hashes,
    versions: VERSIONS,
    warnings: lintOutcome(
      outcome,
      { describeData: (ticker) => source.describe?.(ticker) ?? '', history: source.history },
      orders,
    ),
  });
  const extras = {
    ...chartData(outcome, source.history),
    tradingDaysPerYear: run.settings.tradingDaysPerYear ?? 252,
    benchmarkName: run.benchmark.name(run.brokerageModel),
  };
  return { result, extras };
}

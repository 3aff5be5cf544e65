import type { AlgorithmRun, EngineOutcome, WarningJson } from '@lockstep/core';
import { sawItsData } from './run-span.ts';

const ADVICE =
  'Use setBenchmark(() => security.price) with a security of the strategy, or setBenchmark with a ticker that has hourly data.';

/** A warning when the benchmark was 0 at every sample: alpha, beta and the like then say nothing. */
export function missingBenchmark(outcome: EngineOutcome, describeData: (ticker: string) => string): WarningJson[] {
  const { run, sampler } = outcome;
  const { values } = sampler.series(run.clock.utcNow()).benchmark;
  const isMissing = values.length > 0 && values.every((value) => value.isZero());
  const asked = isMissing && sawItsData(outcome) ? askedText(run, describeData) : null;
  if (asked === null) return [];
  const text = `${asked} So Alpha, Beta and what is reckoned from them mean nothing. ${ADVICE}`;
  return [{ code: 'NO_BENCHMARK', severity: 'warning', text, time: null, orderId: null }];
}

/** What was asked for, by the benchmark's name; null when the run is meant to have none. */
function askedText(
  { benchmark, brokerageModel }: AlgorithmRun,
  describeData: (ticker: string) => string,
): string | null {
  const name = benchmark.name(brokerageModel);
  if (name === 'Custom benchmark') return 'The function given to setBenchmark was 0 all through the run.';
  if (name === 'No benchmark') return null;
  const there = describeData(name);
  return (
    `The benchmark ${name} never had a price: a benchmark given by its ticker (SPY unless set) is read from hourly bars, ` +
    `and the data source holds ${there === '' ? `nothing for ${name}` : there}.`
  );
}

import { type BacktestOptions, backtest, runEngine } from '@lockstep/backtester';
import { orderTexts } from '@lockstep/core';
import type { ConformanceCase } from './cases/conformance-case.ts';
import { companyFacts } from './company-facts.ts';
import { compareWithLean, type Difference, firstOrderDifference } from './compare.ts';
import { type RecordedResult, readRecorded } from './recorded-result.ts';

/** What became of a case. */
export interface CaseOutcome {
  /** `unrecorded`: LEAN's result is not known, but the run ended as it should and its own expectations hold. */
  readonly verdict: 'equal' | 'different' | 'unrecorded';
  readonly differences: readonly Difference[];
  /** Why the strategy failed; null when it did not. */
  readonly error: string | null;
  readonly durationMs: number;
}

/** LEAN's status of a run that failed in its initialisation. */
const NEVER_RAN = 'Running';

/** Runs a case and compares it with what LEAN came to. */
export async function runCase(
  test: ConformanceCase,
  data: NonNullable<BacktestOptions['data']>,
  expected: string,
): Promise<CaseOutcome> {
  const started = performance.now();
  const options = { data, parameters: test.parameters, fineFundamentals: companyFacts };
  const recorded = readRecorded(expected, test.tier, test.name);
  let error: string | null = null;
  let differences: Difference[];
  try {
    const { result } = await backtest(test.strategy, options);
    error = result.error?.message ?? null;
    const ending = { field: 'status', ours: result.status, lean: test.status ?? 'Completed' };
    if (recorded !== null) differences = compareWithLean(result, recorded);
    else differences = ending.ours === ending.lean ? [] : [ending];
    if (recorded !== null && differences.some(({ field }) => field.includes('OrderListHash'))) {
      differences.push(...(await ordersThatDiffer(test, options, recorded)));
    }
  } catch (thrown: unknown) {
    error = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
    const asExpected = test.status === NEVER_RAN && (recorded?.status ?? NEVER_RAN) === NEVER_RAN;
    differences = asExpected ? [] : [{ field: 'run', ours: 'failed to start', lean: 'ran' }];
  }
  const agreed = recorded === null ? 'unrecorded' : 'equal';
  const verdict = differences.length > 0 ? 'different' : agreed;
  return { verdict, differences, error, durationMs: performance.now() - started };
}

/** Runs the case once more for the text behind its hash. */
async function ordersThatDiffer(
  test: ConformanceCase,
  options: BacktestOptions,
  recorded: RecordedResult,
): Promise<Difference[]> {
  if (recorded.orderListJson === null) return [];
  const { run } = await runEngine(test.strategy, options);
  return firstOrderDifference([...orderTexts(run.book.all())], recorded.orderListJson);
}

import type { AlgorithmRun } from './algorithm-run.ts';

/** The instant from which data is needed to warm up as the strategy asked: so many bars or so long before the start. */
export function warmUpStart(run: AlgorithmRun): number {
  const { warmUp, startUtc } = run;
  return startUtc - (warmUp.spanMs ?? 0);
}

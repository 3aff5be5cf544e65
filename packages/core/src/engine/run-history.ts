import type { History } from '../algorithm/history.ts';
import type { HistoryProvider } from '../data/data-feed.ts';
import type { AlgorithmRun } from './algorithm-run.ts';

/** Answers a run's requests for past data. */
export class RunHistory implements History {
  dataPoints = 0;
  readonly run: AlgorithmRun;
  readonly provider: HistoryProvider;

  constructor(run: AlgorithmRun, provider: HistoryProvider) {
    this.run = run;
    this.provider = provider;
  }
}

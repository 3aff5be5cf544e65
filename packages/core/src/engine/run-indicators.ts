import type { IndicatorRegistry } from '../algorithm/indicator-registry.ts';
import type { AlgorithmRun } from './algorithm-run.ts';

/** Feeds a run's indicators and consolidators. */
export class RunIndicators implements IndicatorRegistry {
  nextScanUtc = Number.POSITIVE_INFINITY;
  readonly run: AlgorithmRun;

  constructor(run: AlgorithmRun) {
    this.run = run;
  }

  /** Closes consolidators that were due before an instant. */
  scanPast(utcMs: number): void {
    this.run.clock.set(utcMs);
  }
}

import type { Decimal, HistoryProvider, WarningJson } from '@lockstep/core';
import type { FillFacts } from './fill-facts.ts';

/** What the lint is told from outside. */
export interface LintOptions {
  /** Share of the bar's volume that an order may take without a warning; default 0.05. */
  readonly volumeShare?: number | undefined;
  /** Findings of one code that are listed; the others are counted. Default 50. */
  readonly listed?: number | undefined;
  /** What the data source holds for a ticker, in words; empty when nothing. */
  readonly describeData?: ((ticker: string) => string) | undefined;
  /** The run's data, to see where that of a security begins and what came before the run; not looked at without it. */
  readonly history?: HistoryProvider | undefined;
}

/** A check of one fill at a time. */
export interface FillRule {
  readonly code: string;
  readonly severity: WarningJson['severity'];
  /** What is wrong, or null. */
  check(fill: FillFacts): string | null;
}

/** A price or quantity as people read it. */
export function shown(value: Decimal): string {
  return String(value.normalize());
}

/** `3 min`, `2.5 h`: a duration in its largest fitting unit. */
export function duration(ms: number): string {
  if (ms < 60_000) return `${rounded(ms / 1_000)} s`;
  return ms < 3_600_000 ? `${rounded(ms / 60_000)} min` : `${rounded(ms / 3_600_000)} h`;
}

function rounded(value: number): string {
  return String(Math.round(value * 10) / 10);
}

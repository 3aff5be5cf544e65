import { type EngineOutcome, formatUtc, type WarningJson } from '@lockstep/core';
import { RunOrders } from '../run-orders.ts';
import { dataGaps } from './data-gaps.ts';
import { type FillFacts, fillFacts } from './fill-facts.ts';
import {
  filledBeyondData,
  filledCarriedForward,
  filledFromFuture,
  filledInsideItsBar,
  filledOverVolume,
  filledStale,
} from './fill-rules.ts';
import type { FillRule, LintOptions } from './lint-rule.ts';
import { missingBenchmark } from './missing-benchmark.ts';
import { missingData } from './missing-data.ts';
import { startDependentIndicators } from './start-dependent-indicators.ts';
import { stopAndTargetInOneBar } from './stop-and-target.ts';
import { tightTrailingStop } from './tight-trailing-stop.ts';
import { unusedParameters } from './unused-parameters.ts';

const DEFAULT_VOLUME_SHARE = 0.05;
const DEFAULT_LISTED = 50;

/**
 * What in a finished run a reader should doubt: fills that a market would not have given, broken invariants, and
 * securities or a benchmark without data. `docs/concepts/lint.md` describes each rule.
 */
export function lintOutcome(
  outcome: EngineOutcome,
  options: LintOptions = {},
  orders: RunOrders = new RunOrders(outcome),
): WarningJson[] {
  const rules = fillRules(outcome, options, orders);
  const findings = new Map<string, Findings>(
    rules.map((rule) => [rule.code, new Findings(rule, options.listed ?? DEFAULT_LISTED)]),
  );
  for (const fill of fillFacts(outcome, orders)) {
    for (const rule of rules) {
      const text = rule.check(fill);
      if (text !== null) findings.get(rule.code)?.add(text, fill);
    }
  }
  const describeData = options.describeData ?? (() => '');
  return [
    ...[...findings.values()].flatMap((found) => found.warnings()),
    ...startDependentIndicators(outcome, options.history),
    ...missingData(outcome, describeData),
    ...dataGaps(outcome, options.history),
    ...missingBenchmark(outcome, describeData),
    ...unusedParameters(outcome),
  ];
}

/** Errors first. */
function fillRules({ run }: EngineOutcome, options: LintOptions, orders: RunOrders): readonly FillRule[] {
  const toleranceMs = run.settings.stalePriceTimeSpanMs;
  return [
    filledFromFuture,
    filledBeyondData(toleranceMs),
    filledInsideItsBar,
    stopAndTargetInOneBar(orders.all),
    tightTrailingStop,
    filledStale(toleranceMs),
    filledOverVolume(options.volumeShare ?? DEFAULT_VOLUME_SHARE),
    filledCarriedForward,
  ];
}

/** Findings of one rule: the first ones in full, the rest as a number. */
class Findings {
  readonly #rule: FillRule;
  readonly #listed: number;
  readonly #warnings: WarningJson[] = [];
  #more = 0;

  constructor(rule: FillRule, listed: number) {
    this.#rule = rule;
    this.#listed = listed;
  }

  add(text: string, { event }: FillFacts): void {
    if (this.#warnings.length === this.#listed) {
      this.#more += 1;
      return;
    }
    const { code, severity } = this.#rule;
    this.#warnings.push({ code, severity, text, time: formatUtc(event.utcTimeMs), orderId: event.orderId });
  }

  warnings(): readonly WarningJson[] {
    if (this.#more === 0) return this.#warnings;
    const { code, severity } = this.#rule;
    const text = `${this.#more} more fills like these are not listed.`;
    return [...this.#warnings, { code, severity, text, time: null, orderId: null }];
  }
}

import { type EngineOutcome, formatUtc, type HistoryProvider, startDependence, type WarningJson } from '@lockstep/core';

/** Part of its recent movement by which an indicator may be off without a word. */
const TOLERATED_SHARE = 0.05;

/** Differences below this part of a value come from rounding. */
const ROUNDING = 1e-9;

/**
 * A warning for every indicator whose value at the first order came from where the data began: averages without an end
 * need many times their period to forget it. Live the data begins on another day, and the strategy decides differently.
 */
export function startDependentIndicators(outcome: EngineOutcome, history: HistoryProvider | undefined): WarningJson[] {
  const { run } = outcome;
  if (history === undefined) return [];
  const warnings: WarningJson[] = [];
  for (const mark of run.runIndicators.started.atFirstOrder) {
    const found = startDependence(run, mark, history);
    if (found === null) continue;
    const { name, samples, value, earlierSamples, earlierValue, moved } = found;
    const difference = Math.abs(earlierValue - value);
    if (!(difference > Math.max(TOLERATED_SHARE * moved, ROUNDING * Math.abs(earlierValue)))) continue;
    const share = moved === 0 ? '' : `, ${Math.round((100 * difference) / moved)} % of what it moved lately`;
    const text = `${name} had taken ${samples} bars at the first order and was ${digits(value)}; with the ${earlierSamples} bars before them it would have been ${digits(earlierValue)}${share}. A run that begins on another day decides differently: warm it up for longer.`;
    const time = formatUtc(mark.timeMs);
    warnings.push({ code: 'INDICATOR_START_DEPENDENT', severity: 'warning', text, time, orderId: null });
  }
  return warnings;
}

function digits(value: number): string {
  return String(Number(value.toPrecision(6)));
}

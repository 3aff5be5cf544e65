import { AlgorithmStatus, civilFromDays, type EngineOutcome, type WarningJson } from '@lockstep/core';

/** A warning for every security of the run that never had a bar, with what the data source holds for it. */
export function missingData(outcome: EngineOutcome, describeData: (ticker: string) => string): WarningJson[] {
  const { run } = outcome;
  const warnings: WarningJson[] = [];
  // A run that ended before its first data says nothing about them.
  if (run.status !== AlgorithmStatus.Completed && outcome.dataPoints === 0) return warnings;
  for (const { symbol, hasData, subscriptions } of run.securities.values) {
    if (hasData || subscriptions.length === 0) continue;
    const there = describeData(symbol.value);
    const held =
      there === '' ? `The data source holds nothing for ${symbol.value}.` : `The data source holds ${there}.`;
    warnings.push({
      code: 'NO_DATA',
      severity: 'warning',
      text: `${symbol.value} had no data from ${isoDay(run.dates.startDay)} to ${isoDay(run.dates.endDay)}. ${held}`,
      time: null,
      orderId: null,
    });
  }
  return warnings;
}

function isoDay(day: number): string {
  const { year, month, day: dayOfMonth } = civilFromDays(day);
  return `${year}-${String(month).padStart(2, '0')}-${String(dayOfMonth).padStart(2, '0')}`;
}

import {
  DataKind,
  dayOf,
  type EngineOutcome,
  type HistoryProvider,
  MS_PER_DAY,
  type Security,
  type SubscriptionDataConfig,
  type WarningJson,
} from '@lockstep/core';
import { isoDay, lastDayReached, sawItsData } from './run-span.ts';

/** Less than this is not worth a word. */
const TOLERATED_MS = 30 * MS_PER_DAY;
const TOLERATED_SHARE = 0.1;

/** Longer than any holiday. */
const LOOK_MS = 10 * MS_PER_DAY;

/** A warning for every security whose data begins long after the run, or ends long before it. */
export function dataGaps(outcome: EngineOutcome, history: HistoryProvider | undefined): WarningJson[] {
  const { run } = outcome;
  const { startUtc } = run;
  // A strategy may have ended its run itself.
  const endUtc = Math.min(run.clock.utcNow(), run.endUtc);
  const tolerated = Math.max(TOLERATED_MS, (endUtc - startUtc) * TOLERATED_SHARE);
  if (!sawItsData(outcome) || endUtc - startUtc <= tolerated) return [];
  const lastDay = isoDay(lastDayReached(outcome));
  const days = `${isoDay(run.dates.startDay)} to ${lastDay}`;
  const warnings: WarningJson[] = [];
  for (const security of run.securities.values) {
    const config = coarsestOf(security);
    if (!security.hasData || security.isDelisted || config === undefined) continue;
    const begin = history === undefined ? null : lateBegin(history, config, [startUtc, startUtc + tolerated, endUtc]);
    const isShort = endUtc - security.cache.lastEndTimeMs > tolerated;
    if (begin === null && !isShort) continue;
    const first = begin === null ? isoDay(run.dates.startDay) : dayText(config, begin);
    const last = isShort ? dayText(config, security.cache.lastTimeMs) : lastDay;
    const text = `${security.symbol.value}'s data covers ${first} to ${last} of the run ${days}.`;
    warnings.push({ code: 'DATA_SHORTER_THAN_RUN', severity: 'warning', text, time: null, orderId: null });
  }
  return warnings;
}

function coarsestOf({ subscriptions }: Security): SubscriptionDataConfig | undefined {
  return subscriptions.toSorted((a, b) => b.incrementMs - a.incrementMs)[0];
}

/** Start of the first bar when there is none before a limit, else null. Only then more than a few days are read. */
function lateBegin(
  history: HistoryProvider,
  config: SubscriptionDataConfig,
  [startUtc, limitUtc, endUtc]: readonly [number, number, number],
): number | null {
  const firstTime = (fromUtc: number, toUtc: number): number | null => {
    const batches = history.getHistory({ config, startUtc: fromUtc, endUtc: toUtc, auxiliaryEvents: false });
    if (batches instanceof Promise) return fromUtc;
    for (const batch of batches)
      if (batch.kind !== DataKind.Auxiliary && batch.length > 0) return batch.time[0] as number;
    return null;
  };
  if (firstTime(limitUtc - LOOK_MS, limitUtc) !== null) return null;
  const first = firstTime(startUtc, endUtc);
  return first !== null && first > limitUtc ? first : null;
}

function dayText({ exchangeHours }: SubscriptionDataConfig, utcMs: number): string {
  return isoDay(dayOf(exchangeHours.timeZone.toLocal(utcMs)));
}

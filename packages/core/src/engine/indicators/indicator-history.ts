import type { HistoryQuery, PriceBar } from '../../algorithm/history.ts';
import { quoteBarOf, tradeBarOf } from '../../data/slice.ts';
import type { TimeSlice } from '../../data/time-slice.ts';
import type { Indicator } from '../../indicators/indicator.ts';
import { DataKind } from '../../market/data-batch.ts';
import type { SecuritySymbol } from '../../market/symbol.ts';
import type { AlgorithmRun } from '../algorithm-run.ts';
import { historyRequests, matchingConfigs } from '../history/history-requests.ts';
import { startOfBars } from '../history/history-start.ts';
import { pointOf } from '../history/run-history.ts';

/** Calls a function with each past bar of some symbols: of trades, or of quotes where there are none. */
export function feedHistory(
  run: AlgorithmRun,
  symbols: readonly SecuritySymbol[],
  query: HistoryQuery,
  take: (bar: PriceBar) => void,
): Promise<void> | undefined {
  // As in LEAN all kinds of data are asked for, and count.
  const requests = symbols.flatMap((symbol) => historyRequests(run, symbol, undefined, query));
  return run.runHistory.each(requests, (slice) => takeBars(slice, symbols, take));
}

/** Calls a function with the bar of each symbol in a slice: of trades, or of quotes where there are none. */
export function takeBars(slice: TimeSlice, symbols: readonly SecuritySymbol[], take: (bar: PriceBar) => void): void {
  for (const symbol of symbols) {
    const trade = pointOf(slice, symbol, DataKind.TradeBar);
    const quote = trade === null ? pointOf(slice, symbol, DataKind.QuoteBar) : null;
    if (trade !== null) take(tradeBarOf(trade));
    else if (quote !== null) take(quoteBarOf(quote));
  }
}

/** A query that reaches back far enough for the indicator to be ready at the first bar asked for. */
export function indicatorQuery(
  run: AlgorithmRun,
  symbols: readonly SecuritySymbol[],
  indicator: Indicator,
  query: HistoryQuery,
): HistoryQuery {
  const before = indicator.warmUpPeriod - 1;
  const { range } = query;
  if (before <= 0) return query;
  if ('periods' in range)
    return range.periods === 0 ? query : { ...query, range: { ...range, periods: range.periods + before } };
  const zone = run.timeZone;
  const nowUtc = run.clock.utcNow();
  const bounds =
    'spanMs' in range ? { startUtc: zone.toUtc(zone.toLocal(nowUtc) - range.spanMs), endUtc: nowUtc } : range;
  let { startUtc } = bounds;
  for (const symbol of symbols) {
    for (const config of matchingConfigs(run, symbol, undefined, query.resolution)) {
      const resolution = query.resolution ?? config.resolution;
      startUtc = Math.min(startUtc, startOfBars(run, config, { resolution, count: before, endUtc: bounds.startUtc }));
    }
  }
  return { ...query, range: { startUtc, endUtc: bounds.endUtc } };
}

import type { LastKnown } from '../../algorithm/history.ts';
import type { HistoryRequest } from '../../data/data-feed.ts';
import type { DataPoint } from '../../data/data-point.ts';
import { barOf, customDataOf } from '../../data/slice.ts';
import { DataKind } from '../../market/data-batch.ts';
import type { MarginInterestRate } from '../../market/margin-interest-rate.ts';
import type { SecuritySymbol } from '../../market/symbol.ts';
import { Resolution } from '../../time/resolution.ts';
import type { AlgorithmRun } from '../algorithm-run.ts';
import { historyRequests, matchingConfigs, requestsOf } from '../history/history-requests.ts';

/** Bars looked back for at first; then, where nothing was found, by resolution; at last so many days. */
const FIRST_BARS = 5;
const RETRY_MINUTE_BARS = 24 * 60;
const RETRY_HOUR_BARS = 24;
const RETRY_DAILY_BARS = 10;
const LAST_DAYS = 50;

/** What is asked for: ticks as bars of minutes. */
const KINDS = [DataKind.TradeBar, DataKind.QuoteBar, DataKind.Auxiliary] as const;

/** Last known data, by symbol and kind. */
type Found = Map<string, LastKnown>;

/**
 * The last known data of each kind that symbols are subscribed to, from history: by symbol id, what is older first and of one
 * time trades before quotes, as they would have come. At once when the history provider answers at once.
 */
export function lastKnownPrices(
  run: AlgorithmRun,
  symbols: readonly SecuritySymbol[],
): Map<string, LastKnown[]> | Promise<Map<string, LastKnown[]>> {
  const found: Found = new Map();
  const result = (): Map<string, LastKnown[]> => new Map(symbols.map(({ id }) => [id, lastOf(id, found)]));
  const first = symbols.flatMap((symbol) => requestsFor(run, symbol, undefined, FIRST_BARS));
  const waiting = collect(run, first, found, () => {
    const again = retries(run, missing(first, found));
    return collect(run, again, found, () => {
      const lost = new Set(missing(again, found).map((request) => request.config.symbol.id));
      const last = symbols
        .filter(({ id }) => lost.has(id))
        .flatMap((symbol) => requestsFor(run, symbol, Resolution.Daily, LAST_DAYS));
      return collect(run, last, found, () => undefined);
    });
  });
  return waiting === undefined ? result() : waiting.then(result);
}

function lastOf(id: string, found: Found): LastKnown[] {
  return KINDS.map((kind) => found.get(`${id} ${kind}`))
    .filter((data) => data !== undefined)
    .sort((a, b) => a.timeMs - b.timeMs);
}

/** A request for each subscription; what is finer than minutes is asked for as minutes. */
function requestsFor(
  run: AlgorithmRun,
  symbol: SecuritySymbol,
  resolution: Resolution | undefined,
  periods: number,
): HistoryRequest[] {
  const query = { range: { periods }, options: { fillForward: false } };
  return matchingConfigs(run, symbol, undefined, resolution, true).flatMap((config) => {
    const wanted = resolution ?? config.resolution;
    if (wanted >= Resolution.Minute) return requestsOf(run, config, { ...query, resolution: wanted });
    if (config.kind === DataKind.Auxiliary) return requestsOf(run, config, { ...query, resolution: Resolution.Minute });
    return historyRequests(run, symbol, config.tickType, { ...query, resolution: Resolution.Minute }, true);
  });
}

/** The requests again, symbol by symbol, for more bars. */
function retries(run: AlgorithmRun, failed: readonly HistoryRequest[]): HistoryRequest[] {
  const symbols = new Map(failed.map(({ config }) => [config.symbol.id, config.symbol]));
  return [...symbols.values()].flatMap((symbol) => {
    const configs = failed.map(({ config }) => config).filter(({ symbol: { id } }) => id === symbol.id);
    const resolution = configs[0]?.resolution ?? Resolution.Minute;
    const requests = requestsFor(run, symbol, resolution, retryBars(resolution));
    return requests.filter(({ config }) => configs.some(({ kind }) => kind === config.kind));
  });
}

function retryBars(resolution: Resolution): number {
  if (resolution === Resolution.Daily) return RETRY_DAILY_BARS;
  return resolution === Resolution.Hour ? RETRY_HOUR_BARS : RETRY_MINUTE_BARS;
}

/** Notes the last bar of each request, then goes on. */
function collect(
  run: AlgorithmRun,
  requests: readonly HistoryRequest[],
  found: Found,
  then: () => Promise<void> | undefined,
): Promise<void> | undefined {
  if (requests.length === 0) return then();
  const waiting = run.runHistory.each(requests, (slice) => {
    for (let index = 0; index < slice.count; index += 1) {
      const point = slice.points[index] as DataPoint;
      const key = keyOf(point.subscription.config);
      const there = found.get(key);
      const data = point.kind === DataKind.Auxiliary ? (customDataOf(point) as MarginInterestRate) : barOf(point);
      // Of two that end together the shorter one counts.
      if (there?.endTimeMs !== data.endTimeMs || lengthOf(data) < lengthOf(there)) found.set(key, data);
    }
  });
  return waiting === undefined ? then() : waiting.then(then);
}

function missing(requests: readonly HistoryRequest[], found: Found): HistoryRequest[] {
  return requests.filter((request) => !found.has(keyOf(request.config)));
}

function lengthOf({ timeMs, endTimeMs }: LastKnown): number {
  return endTimeMs - timeMs;
}

function keyOf({ symbol, kind }: HistoryRequest['config']): string {
  return `${symbol.id} ${kind}`;
}

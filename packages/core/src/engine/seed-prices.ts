import type { MaybePromise } from '../algorithm/algorithm-core.ts';
import type { HistoryRequest } from '../data/data-feed.ts';
import type { DataPoint } from '../data/data-point.ts';
import { DataKind, type QuoteBarBatch, type TradeBarBatch } from '../market/data-batch.ts';
import type { Security } from '../securities/security.ts';
import { Resolution } from '../time/resolution.ts';
import type { AlgorithmRun } from './algorithm-run.ts';
import { historyRequests } from './history-requests.ts';

/** Bars looked back for at first; then, where nothing was found, by resolution; at last so many days. */
const FIRST_BARS = 5;
const RETRY_MINUTE_BARS = 24 * 60;
const RETRY_HOUR_BARS = 24;
const RETRY_DAILY_BARS = 10;
const LAST_DAYS = 50;

/** A bar found, as a pointer into its columns. */
interface Found {
  readonly batch: DataPoint['batch'];
  readonly row: number;
  readonly timeMs: number;
  readonly kind: DataKind;
}

/**
 * Gives securities without a price their last known one from history: trades and quotes, by subscription. Done on return
 * when the history provider answers at once.
 */
export function seedPrices(run: AlgorithmRun, securities: readonly Security[]): MaybePromise {
  const waiting = securities.filter((security) => security.price === 0);
  if (waiting.length === 0) return;
  const found = new Map<string, Found>();
  const first = waiting.flatMap((security) => requestsFor(run, security, undefined, FIRST_BARS));
  return collect(run, first, found, () => {
    const again = missing(first, found).flatMap((request) => retry(run, request));
    return collect(run, again, found, () => {
      const lost = new Set(missing(again, found).map((request) => request.config.symbol.id));
      const last = waiting
        .filter((security) => lost.has(security.symbol.id))
        .flatMap((security) => requestsFor(run, security, Resolution.Daily, LAST_DAYS));
      return collect(run, last, found, () => {
        for (const security of waiting) apply(security, found);
      });
    });
  });
}

function requestsFor(
  run: AlgorithmRun,
  security: Security,
  resolution: Resolution | undefined,
  periods: number,
): HistoryRequest[] {
  const finest = security.subscriptions.some((config) => config.resolution < Resolution.Minute);
  const wanted = resolution ?? (finest ? Resolution.Minute : undefined);
  return historyRequests(run, security.symbol, undefined, {
    range: { periods },
    resolution: wanted,
    options: { fillForward: false },
  });
}

function retry(run: AlgorithmRun, request: HistoryRequest): HistoryRequest[] {
  const { symbol, resolution, tickType } = request.config;
  const periods =
    resolution === Resolution.Daily
      ? RETRY_DAILY_BARS
      : resolution === Resolution.Hour
        ? RETRY_HOUR_BARS
        : RETRY_MINUTE_BARS;
  return historyRequests(run, symbol, tickType, { range: { periods }, resolution, options: { fillForward: false } });
}

/** Notes the last bar of each request, then goes on. */
function collect(
  run: AlgorithmRun,
  requests: readonly HistoryRequest[],
  found: Map<string, Found>,
  then: () => MaybePromise,
): MaybePromise {
  if (requests.length === 0) return then();
  const waiting = run.runHistory.each(requests, (slice) => {
    for (let index = 0; index < slice.count; index += 1) {
      const { subscription, batch, row, timeMs, kind } = slice.points[index] as DataPoint;
      found.set(keyOf(subscription.config), { batch, row, timeMs, kind });
    }
  });
  return waiting === undefined ? then() : waiting.then(then);
}

function missing(requests: readonly HistoryRequest[], found: ReadonlyMap<string, Found>): HistoryRequest[] {
  return requests.filter((request) => !found.has(keyOf(request.config)));
}

function keyOf(config: HistoryRequest['config']): string {
  return `${config.symbol.id} ${config.tickType}`;
}

/** Older bars first, of one time trades before quotes, as they would have come. */
function apply(security: Security, found: ReadonlyMap<string, Found>): void {
  const bars = [0, 1]
    .map((tickType) => found.get(`${security.symbol.id} ${tickType}`))
    .filter((bar) => bar !== undefined)
    .sort((a, b) => a.timeMs - b.timeMs);
  for (const { batch, row, kind } of bars) {
    if (kind === DataKind.TradeBar) security.cache.applyTrade(batch as TradeBarBatch, row);
    else security.cache.applyQuote(batch as QuoteBarBatch, row);
  }
}

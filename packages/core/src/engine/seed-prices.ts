import type { MaybePromise } from '../algorithm/algorithm-core.ts';
import type { HistoryRequest } from '../data/data-feed.ts';
import type { DataPoint } from '../data/data-point.ts';
import { DataKind, type QuoteBarBatch, type TradeBarBatch } from '../market/data-batch.ts';
import type { TickType } from '../market/tick-type.ts';
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
 *
 * @param withInternal also from the engine's own subscriptions of these securities, which LEAN has from the first slice on
 */
export function seedPrices(run: AlgorithmRun, securities: readonly Security[], withInternal: boolean): MaybePromise {
  const waiting = securities.filter((security) => security.price === 0);
  if (waiting.length === 0) return;
  const found = new Map<string, Found>();
  const first = waiting.flatMap((security) => requestsFor(run, security, undefined, FIRST_BARS, withInternal));
  return collect(run, first, found, () => {
    const failed = missing(first, found);
    const again = waiting.flatMap((security) => retry(run, security, failed, withInternal));
    return collect(run, again, found, () => {
      const lost = new Set(missing(again, found).map((request) => request.config.symbol.id));
      const last = waiting
        .filter((security) => lost.has(security.symbol.id))
        .flatMap((security) => requestsFor(run, security, Resolution.Daily, LAST_DAYS, withInternal));
      return collect(run, last, found, () => {
        for (const security of waiting) apply(security, found);
      });
    });
  });
}

/** A request for each subscription; what is finer than minutes is asked for as minutes. */
function requestsFor(
  run: AlgorithmRun,
  security: Security,
  resolution: Resolution | undefined,
  periods: number,
  withInternal: boolean,
): HistoryRequest[] {
  const request = (tickType: TickType | undefined, wanted: Resolution | undefined): HistoryRequest[] => {
    const query = { range: { periods }, resolution: wanted, options: { fillForward: false } };
    return historyRequests(run, security.symbol, tickType, query, withInternal);
  };
  return request(undefined, resolution).flatMap((each) =>
    each.config.resolution < Resolution.Minute ? request(each.config.tickType, Resolution.Minute) : [each],
  );
}

/** Looks further back for the kinds of data of a security that were not found. */
function retry(
  run: AlgorithmRun,
  security: Security,
  failed: readonly HistoryRequest[],
  withInternal: boolean,
): HistoryRequest[] {
  const mine = failed.filter(({ config }) => config.symbol.id === security.symbol.id);
  if (mine[0] === undefined) return [];
  const { resolution } = mine[0].config;
  const periods =
    resolution === Resolution.Daily
      ? RETRY_DAILY_BARS
      : resolution === Resolution.Hour
        ? RETRY_HOUR_BARS
        : RETRY_MINUTE_BARS;
  const kinds = new Set(mine.map(({ config }) => config.kind));
  return requestsFor(run, security, resolution, periods, withInternal).filter(({ config }) => kinds.has(config.kind));
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

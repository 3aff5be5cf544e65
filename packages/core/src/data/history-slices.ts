import { type DataBatch, DataKind } from '../market/data-batch.ts';
import type { HistoryProvider, HistoryRequest, SubscriptionSource } from './data-feed.ts';
import { FillForwardResolution } from './filling/fill-forward-resolution.ts';
import { openSubscription } from './open-subscription.ts';
import type { Subscription } from './subscription.ts';
import { TimeSlice } from './time-slice.ts';

/**
 * Asks for past data of several requests and merges it into slices; at once when the provider answers at once.
 * @see HistorySlices
 */
export function historySlices(
  provider: HistoryProvider,
  requests: readonly HistoryRequest[],
): HistorySlices | Promise<HistorySlices> {
  const answers = requests.map((request) => provider.getHistory(request));
  if (!answers.some((answer) => answer instanceof Promise)) {
    return new HistorySlices(requests, answers as (readonly DataBatch[])[]);
  }
  return Promise.all(answers.map((answer) => Promise.resolve(answer))).then(
    (batches) => new HistorySlices(requests, batches),
  );
}

/**
 * Past data as slices, in order of requests within a slice. Each request is filled forward on its own resolution,
 * filtered by market hours and cut to ends in `(startUtc, endUtc]`; corporate events are left out.
 */
export class HistorySlices {
  /** Data points handed out so far. */
  dataPointCount: number;
  private readonly slice: TimeSlice;
  private readonly subscriptions: readonly Subscription[];
  private frontier: number;

  /** @param batches the provider's answers, one list per request */
  constructor(requests: readonly HistoryRequest[], batches: readonly (readonly DataBatch[])[]) {
    this.dataPointCount = 0;
    this.slice = new TimeSlice();
    this.subscriptions = requests.map((request, i) => open(request, batches[i] ?? []));
    this.frontier = Number.NEGATIVE_INFINITY;
    for (const subscription of this.subscriptions) advanceInRange(subscription);
  }

  /** The next slice, null at the end; the object is reused. */
  next(): TimeSlice | null {
    let earliest = Number.POSITIVE_INFINITY;
    for (const subscription of this.subscriptions) earliest = Math.min(earliest, subscription.emitUtc);
    if (earliest === Number.POSITIVE_INFINITY) return null;
    this.frontier = Math.max(this.frontier, earliest);
    this.slice.begin(this.frontier);
    for (const subscription of this.subscriptions) {
      while (subscription.emitUtc <= this.frontier) {
        this.slice.append(subscription);
        advanceInRange(subscription);
      }
    }
    this.dataPointCount += this.slice.count;
    return this.slice;
  }
}

function open(request: HistoryRequest, batches: readonly DataBatch[]): Subscription {
  return openSubscription(request.config, new BatchList(batches), {
    startUtc: request.startUtc,
    // What ends exactly at the end still belongs to the request.
    endUtc: request.endUtc + 1,
    fillForwardResolution: new FillForwardResolution(request.config.incrementMs),
  });
}

/** Moves to the next bar whose end lies in `(startUtc, endUtc]`. */
function advanceInRange(subscription: Subscription): void {
  do {
    // At hand, so never a promise.
    void subscription.advance();
    if (subscription.emitUtc === Number.POSITIVE_INFINITY) return;
  } while (
    subscription.kind === DataKind.Auxiliary ||
    subscription.emitUtc <= subscription.startUtc ||
    subscription.emitUtc >= subscription.endUtc
  );
}

/** Batches at hand as a source. */
class BatchList implements SubscriptionSource {
  private readonly batches: readonly DataBatch[];
  private position: number;

  constructor(batches: readonly DataBatch[]) {
    this.batches = batches;
    this.position = 0;
  }

  next(): DataBatch | null {
    return this.batches[this.position++] ?? null;
  }

  close(): void {
    this.position = this.batches.length;
  }
}

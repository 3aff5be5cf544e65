import type { WireOrder } from '../wire/order.ts';
import { CallFailure } from './call-failure.ts';
import type { OrderListing, TradingApi } from './trading-api.ts';

/** Orders that Alpaca lists at once. */
const PAGE = 500;
/** Pages of one list at most: a list without end is a defect of somebody's. */
const MOST_PAGES = 200;

/**
 * All orders of a list, the oldest first, legs among them. A page goes on from the last order's instant, which is
 * asked for again: several may have been submitted in it.
 *
 * @throws CallFailure when Alpaca repeats itself or does not answer: a part is no list
 */
export async function listAllOrders(api: TradingApi, listing: OrderListing): Promise<readonly WireOrder[]> {
  const all = new Map<string, WireOrder>();
  let { after } = listing;
  let afterOrderId: string | undefined;
  for (let pages = 0; pages < MOST_PAGES; pages += 1) {
    const page = await api.listOrders({ ...listing, after, afterOrderId, direction: 'asc' });
    const before = all.size;
    for (const order of page) all.set(order.id, order);
    const last = page.at(-1);
    if (page.length < PAGE || last === undefined) return [...all.values()];
    const hasMoved = all.size > before && page[0]?.submitted_at !== last.submitted_at;
    // A page of one instant cannot be gone on from by time.
    afterOrderId = hasMoved ? undefined : last.id;
    after = hasMoved ? justBefore(last.submitted_at) : undefined;
    if (all.size === before && pages > 0) break;
  }
  throw new CallFailure('Alpaca repeats pages of its list of orders: the list has no end.');
}

/** An instant before another: what is asked for is what came after it. */
function justBefore(stamp: string): string {
  return new Date(Date.parse(stamp) - 1).toISOString();
}

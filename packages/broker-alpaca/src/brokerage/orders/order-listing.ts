import type { WireOrder } from '../../wire/order.ts';
import { CallFailure } from '../calls/call-failure.ts';
import type { OrderListing, TradingApi } from '../calls/trading-api.ts';

/** Orders that Alpaca lists at once. */
const PAGE = 500;
type PageStart = Pick<OrderListing, 'after' | 'afterOrderId'>;

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
  let from: PageStart = { after: listing.after };
  for (let pages = 0; pages < MOST_PAGES; pages += 1) {
    const page = await api.listOrders({ ...listing, ...from, direction: 'asc' });
    const before = all.size;
    for (const order of page) all.set(order.id, order);
    const last = page.at(-1);
    if (page.length < PAGE || last === undefined) return [...all.values()];
    if (all.size === before) break;
    from = next(from, last);
  }
  throw new CallFailure('Alpaca repeats pages of its list of orders: the list has no end.');
}

/** Where the next page begins: at the last order's instant, or after that order from where that leads no further. */
function next({ after, afterOrderId }: PageStart, last: WireOrder): PageStart {
  // What is asked for is what came after an instant.
  const instant = new Date(Date.parse(last.submitted_at) - 1).toISOString();
  const isFurther = after === undefined || Date.parse(instant) > Date.parse(after);
  return afterOrderId === undefined && isFurther ? { after: instant } : { after, afterOrderId: last.id };
}

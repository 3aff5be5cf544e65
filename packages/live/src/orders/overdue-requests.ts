import { type BrokerageOrder, isClosedStatus, type Order } from '@lockstep/core';
import type { OrderInquiry } from '../reconciliation/order-inquiry.ts';
import type { Notices } from '../session/notices.ts';
import type { InFlight } from './in-flight.ts';
import type { JournaledBrokerage } from './journaled-brokerage.ts';

/** Waits before the broker is asked again, ms, by how often it did not know the order. */
export const ASK_AGAIN_MS: readonly number[] = [2_000, 5_000, 10_000];
/** Wait after a question that was not answered, ms. */
const NO_ANSWER_MS = 5_000;
/** How often an order is sent at most. */
const MOST_ATTEMPTS = 3;

/** What finding out works with. */
export interface OverdueRequestsOptions {
  readonly orders: () => JournaledBrokerage;
  readonly inquiry: OrderInquiry;
  readonly notices: Notices;
}

/** Whether the broker has the values that an order was given here. */
function isAsWanted(order: Order, { quantity, limitPrice, stopPrice }: BrokerageOrder): boolean {
  const isSame = quantity.equals(order.quantity) && (limitPrice === null || limitPrice.equals(order.limitPrice));
  // Trailing stops move by themselves.
  return isSame && (stopPrice === null || !order.trailingAmount.isZero() || stopPrice.equals(order.stopPrice));
}

/**
 * Finds out what became of a request whose answer did not come. The order is looked up, open or closed; it is sent again
 * only when the broker does not know it and would refuse a second one of the same id, and declared refused only when it
 * was looked for several times.
 */
export class OverdueRequests {
  readonly #options: OverdueRequestsOptions;
  #asking = 0;

  constructor(options: OverdueRequestsOptions) {
    this.#options = options;
  }

  /** No question is under way. */
  get isIdle(): boolean {
    return this.#asking === 0;
  }

  /** Asks about a request, and settles it or sees to it that it is asked about again. */
  async findOut(request: InFlight): Promise<void> {
    const { inquiry, orders } = this.#options;
    this.#asking += 1;
    try {
      const found = await inquiry.ask(request.order);
      if (found === null) await this.#onMissing(request);
      else await this.#onFound(request, found);
    } catch (error) {
      this.#tellOfSilence(request, error);
      orders().inFlight.extend(request, NO_ANSWER_MS);
    } finally {
      this.#asking -= 1;
    }
  }

  async #onFound(request: InFlight, found: BrokerageOrder): Promise<void> {
    const { order } = request;
    const { inFlight } = this.#options.orders();
    this.#options.notices.settle('ORDER_UNRESOLVED', String(order.id));
    if (request.request === 'place') {
      this.#settle(request, 'accepted', 'FOUND', 'The broker has the order.');
    } else if (isClosedStatus(found.status)) {
      inFlight.settleAll(order.id);
    } else if (request.request === 'cancel') {
      await this.#cancelAgain(request);
    } else if (isAsWanted(order, found)) {
      this.#settle(request, 'accepted', 'FOUND', 'The broker has the order as it should be.');
    } else {
      this.#onUnchanged(request);
    }
  }

  /** The change has not come to the broker, or its answer is older than the change. */
  #onUnchanged(request: InFlight): void {
    const wait = ASK_AGAIN_MS[request.misses];
    request.misses += 1;
    if (wait !== undefined) this.#options.orders().inFlight.extend(request, wait);
    else this.#settle(request, 'refused', 'NOT_CHANGED', 'The broker has the order as it was before.');
  }

  /** Cancelling twice harms nobody. What protects a position waits for what closes it to be possible. */
  async #cancelAgain(request: InFlight): Promise<void> {
    const { order } = request;
    const { orders, notices } = this.#options;
    if (order.bracketId !== 0 && !orders().mayTrade) {
      orders().inFlight.extend(request, NO_ANSWER_MS);
      return;
    }
    orders().inFlight.settle(order.id, 'cancel');
    notices.tell({
      severity: 'warning',
      code: 'CANCEL_UNANSWERED',
      title: `The broker has not answered the cancel of order ${order.id}, which is open; it is sent again.`,
      subject: String(order.id),
      details: { orderId: order.id },
    });
    await orders().cancelOrder(order);
  }

  async #onMissing(request: InFlight): Promise<void> {
    const { orders } = this.#options;
    const { inFlight, capabilities } = orders();
    const wait = ASK_AGAIN_MS[request.misses];
    request.misses += 1;
    if (wait !== undefined) {
      inFlight.extend(request, wait);
      return;
    }
    // One of a pair goes out with its sibling only, which the broker may have.
    const isAlone = request.handover !== null && request.handover.sibling === undefined;
    const isWanted = isAlone && !request.order.isClosed && !inFlight.has(request.order.id, 'cancel');
    const mayRepeat = request.request === 'place' && capabilities.enforcesUniqueClientOrderId;
    if (mayRepeat && isWanted && request.attempts < MOST_ATTEMPTS) await orders().sendAgain(request);
    else this.#settle(request, 'refused', 'NOT_FOUND', 'The broker has never seen the order.');
  }

  #settle(request: InFlight, outcome: 'accepted' | 'refused', code: string, text: string): void {
    const orderId = request.order.id;
    this.#options.orders().inbox.message({ kind: 'outcome', orderId, request: request.request, outcome, code, text });
  }

  #tellOfSilence(request: InFlight, error: unknown): void {
    const { order } = request;
    this.#options.notices.tell({
      severity: 'error',
      code: 'ORDER_UNRESOLVED',
      title: `It is not known what became of the request to ${request.request} order ${order.id}.`,
      text: `The broker was asked and did not answer: ${error instanceof Error ? error.message : String(error)} It is asked again.`,
      subject: String(order.id),
      details: { orderId: order.id, request: request.request },
    });
  }
}

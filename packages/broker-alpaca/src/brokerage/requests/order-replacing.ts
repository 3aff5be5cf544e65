import { type Order, sleepUntil, type UpdateOrderRequest } from '@lockstep/core';
import type { WireReplaceRequest } from '../../wire/order.ts';
import { alpacaErrorOf, refusalText } from '../calls/alpaca-error.ts';
import type { CallFailure } from '../calls/call-failure.ts';
import type { TrackedOrder } from '../orders/tracked-order.ts';
import { text, trailText } from './order-form.ts';
import { priceRefusal, quantityChangeRefusal, type Refusal } from './order-rules.ts';
import { failureOf, isThere, LOOK_UP_MS, MOST_SENDS, type RequestParts, readAfterRefusal } from './request-parts.ts';

/** How long a change waits for an order to come to the exchange, ms, and how often it looks. */
const AT_EXCHANGE_MS = 500;
const AT_EXCHANGE_LOOKS = 20;

/** Changes working orders: Alpaca puts another in the place of each, and may take that back. */
export class OrderReplacing {
  readonly #parts: RequestParts;

  constructor(parts: RequestParts) {
    this.#parts = parts;
  }

  /** Sends a change. @param wire makes it of the order as it is then */
  async update(
    tracked: TrackedOrder,
    wire: (tracked: TrackedOrder) => { request: WireReplaceRequest } | { refusal: Refusal },
  ): Promise<void> {
    const { chain } = tracked;
    if (chain.isOver || tracked.isClosed) {
      tracked.refuse('update', 'CLOSED', `Order ${tracked.id} is closed.`);
      return;
    }
    if (chain.head === null && !(await isThere(this.#parts, tracked))) {
      tracked.refuse('update', 'NOT_FOUND', 'Alpaca does not know the order.');
      return;
    }
    const form = wire(tracked);
    if ('refusal' in form) {
      tracked.refuse('update', form.refusal.code, form.refusal.text);
      return;
    }
    tracked.updates += 1;
    const id = `${tracked.clientOrderId}-r${Math.max(tracked.updates, chain.orders.length)}`;
    await this.#replace(tracked, { ...form.request, client_order_id: id });
  }

  async #replace(tracked: TrackedOrder, request: WireReplaceRequest): Promise<void> {
    const { api, turns, watch } = this.#parts;
    const { chain } = tracked;
    for (let tries = 1; ; tries += 1) {
      const target = chain.head;
      if (target === null || this.#parts.isClosed()) return;
      const filledBefore = chain.filled;
      const failure = await failureOf(
        turns
          .take(tracked.order.symbol.id, () => api.replaceOrder(target.id, request))
          .then((wire) => chain.seeReplacement({ ...wire, replaces: wire.replaces ?? target.id }, filledBefore)),
      );
      if (failure === null) {
        watch.heard(tracked);
        return;
      }
      const { class: errorClass } = alpacaErrorOf(failure);
      if (errorClass === 'NOT_AT_EXCHANGE' && tries === 1 && (await this.#awaitExchange(tracked))) continue;
      if (errorClass === 'RATE_LIMITED' && tries < MOST_SENDS) {
        if (await this.#findReplacement(tracked, target.id, [0])) return;
        continue;
      }
      if (failure.isAmbiguous || errorClass === 'DUPLICATE_CLIENT_ID') {
        await this.#resolveReplacement(tracked, target.id, failure);
        return;
      }
      await readAfterRefusal(this.#parts, tracked);
      if (chain.isOver)
        tracked.refuse('update', 'TOO_LATE', `The order had ended before it could be changed. ${refusalText(failure)}`);
      else tracked.refuse('update', errorClass, refusalText(failure));
      return;
    }
  }

  async #resolveReplacement(tracked: TrackedOrder, targetId: string, failure: CallFailure): Promise<void> {
    tracked.doubt('update', refusalText(failure));
    if (await this.#findReplacement(tracked, targetId, LOOK_UP_MS)) return;
    if (!this.#parts.isClosed())
      tracked.refuse('update', 'NOT_CHANGED', 'Alpaca has the order as it was: the change did not arrive.');
  }

  /** Looks whether an order was replaced; the stream may tell of it first. */
  async #findReplacement(tracked: TrackedOrder, targetId: string, waits: readonly number[]): Promise<boolean> {
    const { clock, reader, watch } = this.#parts;
    for (const wait of waits) {
      if (wait > 0) await sleepUntil(clock, clock.utcNow() + wait);
      if (this.#parts.isClosed()) return true;
      await failureOf(reader.read(tracked, 'order'));
      watch.look(tracked);
      if (tracked.chain.isOver || tracked.chain.head?.id !== targetId) return true;
    }
    return false;
  }

  /** Waits until an order has come to the exchange. */
  async #awaitExchange(tracked: TrackedOrder): Promise<boolean> {
    const { clock, reader } = this.#parts;
    for (let look = 0; look < AT_EXCHANGE_LOOKS && !this.#parts.isClosed(); look += 1) {
      await sleepUntil(clock, clock.utcNow() + AT_EXCHANGE_MS);
      if (look > 0 && tracked.chain.head?.isWorking !== true) await failureOf(reader.read(tracked, 'order'));
      if (tracked.chain.isOver) return false;
      if (tracked.chain.head?.isWorking === true) return true;
    }
    return false;
  }
}

/** The change as it goes over the wire, made when it is sent: Alpaca wants all prices that the order has. */
export function replaceRequest(
  { order }: TrackedOrder,
  { quantity, limitPrice, stopPrice, trailingAmount }: UpdateOrderRequest,
  hasCents: boolean,
): (tracked: TrackedOrder) => { request: WireReplaceRequest } | { refusal: Refusal } {
  const copy = order.clone();
  return ({ chain }) => {
    const wire = chain.head?.wire;
    const refusal = replacementRefusal(copy, { isSplit: chain.isSplit, hasCents }, { quantity, limitPrice, stopPrice });
    if (refusal !== null) return { refusal };
    const limit = limitPrice === null ? wire?.limit_price : text(limitPrice);
    const stop = stopPrice === null ? wire?.stop_price : text(stopPrice);
    const trails = !copy.trailingAmount.isZero();
    return {
      request: {
        ...(quantity === null ? {} : { qty: text(quantity.abs()) }),
        ...(limit === null || limit === undefined ? {} : { limit_price: limit }),
        ...(stop === null || stop === undefined || trails ? {} : { stop_price: stop }),
        ...(trailingAmount === null ? {} : { trail: trailText(copy) }),
      },
    };
  };
}

/** Why a change cannot go over the wire, or null. */
function replacementRefusal(
  order: Order,
  { isSplit, hasCents }: { readonly isSplit: boolean; readonly hasCents: boolean },
  { quantity, limitPrice, stopPrice }: Pick<UpdateOrderRequest, 'quantity' | 'limitPrice' | 'stopPrice'>,
): Refusal | null {
  const code = 'CANNOT_REPLACE';
  if (quantity !== null && isSplit) {
    const words = 'The order turns the position around in two parts, whose quantities do not change';
    return { code, text: `${words}; cancel it and place another.` };
  }
  return (
    quantityChangeRefusal(order, quantity) ??
    (limitPrice === null ? null : priceRefusal(order, 'limit price', limitPrice, hasCents)) ??
    (stopPrice === null ? null : priceRefusal(order, 'stop price', stopPrice, hasCents))
  );
}

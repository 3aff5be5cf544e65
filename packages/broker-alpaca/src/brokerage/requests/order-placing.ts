import { Decimal, OrderStatus, OrderType, sleepUntil } from '@lockstep/core';
import type { WireAsset } from '../../wire/account.ts';
import type { WireOrder, WireOrderRequest } from '../../wire/order.ts';
import { alpacaErrorOf, refusalText } from '../calls/alpaca-error.ts';
import { CallFailure } from '../calls/call-failure.ts';
import { restClientOrderId } from '../orders/order-chain.ts';
import type { TrackedOrder } from '../orders/tracked-order.ts';
import { zeroCrossing } from './cross-zero.ts';
import { type OrderForm, type OrderMapping, orderForm, text } from './order-form.ts';
import type { Refusal } from './order-rules.ts';
import { failureOf, LOOK_UP_MS, MOST_SENDS, type RequestParts, togetherWith } from './request-parts.ts';

/** How long an order waits for the cancels that keep its shares from it, ms, and how often it looks. */
const RELEASE_MS = 250;
const RELEASE_LOOKS = 20;

/**
 * Sends orders and sees each through until it is known what came of it. What has no answer is looked up, and sent again only
 * under the same id after it was not found; nothing is believed to have failed because nothing was heard.
 */
export class OrderPlacing {
  readonly #parts: RequestParts;
  /** Orders of which a second part is to follow. */
  readonly #crossings = new Map<TrackedOrder, OrderForm>();

  constructor(parts: RequestParts) {
    this.#parts = parts;
  }

  /** Sends an order, unless something stands against it. */
  async place(tracked: TrackedOrder, formOf: (asset: WireAsset | null) => OrderMapping): Promise<void> {
    const refusal = this.#parts.refusal();
    if (refusal !== null) {
      this.#refuse(tracked, refusal);
      return;
    }
    const asset = await this.#parts.turns.take(tracked.order.symbol.id, () => this.#parts.assetOf(tracked));
    const late = await this.#lateForAuction(tracked);
    const mapping = late === null ? formOf(asset) : { refusal: late };
    const refused = 'refusal' in mapping ? mapping.refusal : this.#refusedByPosition(tracked, mapping.form, asset);
    if (refused !== null || !('form' in mapping)) {
      this.#refuse(tracked, refused ?? { code: 'INVALID_ORDER', text: '' });
      return;
    }
    const { form } = mapping;
    const isWhole = form.legs.length > 0 || tracked.isByValue || !this.#parts.splitsAtZero;
    const crossing = isWhole ? null : zeroCrossing(this.#parts.held(tracked), tracked.order);
    if (crossing === null) {
      await this.#send(tracked, form.request);
      return;
    }
    tracked.chain.remainder = crossing.opening;
    this.#crossings.set(tracked, form);
    await this.#send(tracked, { ...form.request, qty: text(crossing.closing) });
  }

  async #lateForAuction({ order }: TrackedOrder): Promise<Refusal | null> {
    if (order.type !== OrderType.MarketOnOpen && order.type !== OrderType.MarketOnClose) return null;
    return this.#parts.turns.take(order.symbol.id, () => this.#parts.lateForAuction(order));
  }

  #refusedByPosition(tracked: TrackedOrder, form: OrderForm, asset: WireAsset | null): Refusal | null {
    const { quantity, symbol } = tracked.order;
    if (quantity.sign() > 0 || tracked.isByValue || !this.#parts.checksShortSales) return null;
    const held = this.#parts.held(tracked);
    const short = quantity.abs().minus(Decimal.max(held, Decimal.ZERO));
    if (short.sign() <= 0) return null;
    if (!short.equals(short.truncate()) && asset?.class === 'us_equity')
      return {
        code: 'INVALID_ORDER',
        text: `Fractions cannot be sold short: ${held} ${symbol.value} are held, ${quantity.abs()} are to be sold. Sell what is held, or whole shares.`,
      };
    if (asset?.shortable === false && form.legs.length === 0)
      return {
        code: 'SHORT_NOT_ALLOWED',
        text: `${symbol.value} cannot be sold short at Alpaca: ${held} are held, ${quantity.abs()} are to be sold. Sell no more than is held.`,
      };
    return null;
  }

  /** The position is closed: what is left of the order opens one on the other side. */
  async sendRemainder(tracked: TrackedOrder): Promise<void> {
    const opening = tracked.chain.remainder;
    if (opening === null) return;
    const form = this.#crossings.get(tracked) ?? (await this.#formOf(tracked));
    this.#crossings.delete(tracked);
    tracked.chain.remainder = null;
    if (form === null) return;
    if (tracked.isUnwanted || this.#parts.isClosed()) {
      const now = this.#parts.clock.utcNow();
      tracked.end(OrderStatus.Canceled, now, 'The position is closed; the rest was not sent.');
      return;
    }
    const request = {
      ...form.request,
      qty: text(opening),
      client_order_id: restClientOrderId(tracked.clientOrderId),
    };
    await this.#send(tracked, request);
    this.#parts.watch.heard(tracked);
  }

  /** The form of an order of which an earlier process has sent the first part; null where it is refused by now. */
  async #formOf(tracked: TrackedOrder): Promise<OrderForm | null> {
    const { order, clientOrderId } = tracked;
    const mapping = orderForm(
      { order, clientOrderId, children: [] },
      await this.#parts.assetOf(tracked),
      this.#parts.hasCents,
    );
    if ('form' in mapping) return mapping.form;
    this.#refuse(tracked, mapping.refusal);
    return null;
  }

  #refuse(tracked: TrackedOrder, { code, text: words }: Refusal): void {
    // One that was sent before may be there.
    const isPart = tracked.chain.head !== null;
    for (const each of togetherWith(tracked)) {
      if (isPart) each.end(OrderStatus.Canceled, this.#parts.clock.utcNow(), `The rest was refused: ${words}`);
      else each.refuse('place', code, words);
    }
  }

  async #send(tracked: TrackedOrder, request: WireOrderRequest): Promise<void> {
    const { api, turns } = this.#parts;
    let isDoubted = false;
    let hasWaited = false;
    for (let sends = 1; sends <= MOST_SENDS && !this.#parts.isClosed(); sends += 1) {
      const failure = await failureOf(
        turns.take(tracked.order.symbol.id, () => api.postOrder(request)).then((wire) => this.#take(tracked, wire)),
      );
      if (failure === null) return;
      const { class: errorClass, action } = alpacaErrorOf(failure);
      if (errorClass === 'DUPLICATE_CLIENT_ID') {
        if (await this.#lookUp(tracked, request, LOOK_UP_MS)) return;
      } else if (errorClass === 'RATE_LIMITED') {
        if (await this.#lookUp(tracked, request, [0])) return;
      } else if (!failure.isAmbiguous) {
        if (action === 'stop') this.#parts.onBlocked();
        if (!hasWaited && isHeldBack(errorClass) && (await this.#awaitRelease(tracked))) {
          hasWaited = true;
          continue;
        }
        // A refusal of one that was sent before says nothing about the first.
        if (isDoubted && (await this.#lookUp(tracked, request, [0]))) return;
        this.#refuse(tracked, { code: errorClass, text: refusalText(failure) });
        return;
      } else {
        if (!isDoubted) for (const each of togetherWith(tracked)) each.doubt('place', refusalText(failure));
        isDoubted = true;
        if (await this.#lookUp(tracked, request, LOOK_UP_MS)) return;
      }
      if (tracked.isUnwanted) break;
    }
    this.#giveUp(tracked);
  }

  #giveUp(tracked: TrackedOrder): void {
    if (this.#parts.isClosed()) return;
    if (tracked.isUnwanted) {
      this.#refuse(tracked, {
        code: 'NOT_FOUND',
        text: 'Alpaca has not seen the order, which was to be cancelled: it was not sent again.',
      });
      return;
    }
    this.#parts.onUnresolved(
      tracked,
      `It is not known whether order ${tracked.id} (${tracked.clientOrderId}) is at Alpaca: it was sent ${MOST_SENDS} times without an answer and looked up without being found. See whether Alpaca can be reached; look the order up before you place another.`,
    );
  }

  #take(tracked: TrackedOrder, wire: WireOrder): void {
    this.#parts.reader.take(tracked, wire);
  }

  /** Looks for an order of which it is not known whether it arrived; the stream may tell of it first. */
  async #lookUp(
    tracked: TrackedOrder,
    { client_order_id: id = '' }: WireOrderRequest,
    waits: readonly number[],
  ): Promise<boolean> {
    const { api, clock, reader } = this.#parts;
    const isThere = (): boolean => tracked.chain.orders.some(({ wire }) => wire.client_order_id === id);
    for (const wait of waits) {
      if (wait > 0) await sleepUntil(clock, clock.utcNow() + wait);
      if (this.#parts.isClosed()) return true;
      try {
        const found = isThere() ? null : await api.findOrder(id, 'order');
        if (found !== null) this.#take(tracked, found);
        if (!isThere()) continue;
        // One that is found by our id comes without its legs.
        if (tracked.legs.some(({ chain }) => chain.head === null)) await reader.read(tracked, 'order');
        for (const each of togetherWith(tracked)) each.accept('place', 'Alpaca has the order.');
        return true;
      } catch (error) {
        if (!(error instanceof CallFailure)) throw error;
      }
    }
    return false;
  }

  /** Waits until the cancels in a symbol have come about; false where there are none, or they do not. */
  async #awaitRelease(tracked: TrackedOrder): Promise<boolean> {
    const { clock, reader } = this.#parts;
    const inTheWay = this.#parts.turns.cancelling(tracked.order.symbol.id);
    if (inTheWay.length === 0) return false;
    for (let look = 0; look < RELEASE_LOOKS && !this.#parts.isClosed(); look += 1) {
      await sleepUntil(clock, clock.utcNow() + RELEASE_MS);
      if (look % 4 === 3) for (const each of inTheWay) await reader.read(each, 'order').catch(() => false);
      if (inTheWay.every(({ chain }) => chain.isOver)) return true;
    }
    return false;
  }
}

/** Refusals that may be due to orders whose cancel is on its way. */
function isHeldBack(errorClass: string): boolean {
  return errorClass === 'INSUFFICIENT_POSITION' || errorClass === 'WASH_TRADE' || errorClass === 'CROSS_ZERO';
}

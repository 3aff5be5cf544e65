import type { BrokerageOrder, OrderHandover } from '../brokerage/brokerage.ts';
import { Order } from '../orders/order.ts';
import { OrderStatus } from '../orders/order-status.ts';
import { describeOrder } from './brokerage-records.ts';

/** An order as the venue knows it: by a number of its own, which is its broker id. */
export class VenueOrder {
  readonly id: number;
  /** The order of whoever placed it; what is told of it carries its number. */
  readonly theirs: Order;
  readonly clientOrderId: string;
  /** The entry that a child waits for; null for others. */
  readonly entry: VenueOrder | null;
  /** Children that came with it. */
  readonly children: VenueOrder[] = [];
  /** The venue's own; null while it waits for its entry. */
  order: Order | null = null;
  /** What a child will be placed as. */
  readonly waiting: Order;
  /** It will not come to be: it was cancelled while it waited. */
  isDropped = false;

  constructor(id: number, { order, clientOrderId }: OrderHandover, entry: VenueOrder | null) {
    this.id = id;
    this.theirs = order;
    this.clientOrderId = clientOrderId;
    this.entry = entry;
    this.waiting = entry === null ? order : order.clone();
  }

  /** It waits for its entry. */
  get isHeld(): boolean {
    return this.order === null && !this.isDropped;
  }

  get isOpen(): boolean {
    return this.order === null ? !this.isDropped : !this.order.isClosed;
  }

  describe(): BrokerageOrder {
    const parent = this.entry === null ? null : String(this.entry.id);
    return describeOrder(this.order ?? this.#waiting(), this.clientOrderId, parent);
  }

  #waiting(): Order {
    const order = this.waiting.clone();
    order.brokerId = [String(this.id)];
    order.status = this.isDropped ? OrderStatus.Canceled : OrderStatus.New;
    return order;
  }
}

/** Orders that have ended and are still known: as brokers do, a venue lists the latest. */
const MOST_CLOSED = 1_000;

/** The orders of a venue by each of the names they go by: those that are open or wait, and the latest that have ended. */
export class VenueOrders {
  readonly #byId = new Map<number, VenueOrder>();
  /** The first to end comes first. */
  readonly #closed = new Set<VenueOrder>();
  readonly #byClientOrderId = new Map<string, VenueOrder>();
  /** By the number that whoever placed it gave it; the latest, where several gave the same. */
  readonly #byTheirId = new Map<number, VenueOrder>();

  add(order: VenueOrder): void {
    this.#byId.set(order.id, order);
    if (!this.#byClientOrderId.has(order.clientOrderId)) this.#byClientOrderId.set(order.clientOrderId, order);
    this.#byTheirId.set(order.theirs.id, order);
  }

  /** An order has ended; those that did so long before are forgotten. */
  close(order: VenueOrder): void {
    this.#closed.add(order);
    if (this.#closed.size <= MOST_CLOSED) return;
    for (const oldest of this.#closed) {
      this.#forget(oldest);
      return;
    }
  }

  #forget(order: VenueOrder): void {
    const { id, clientOrderId, theirs } = order;
    this.#closed.delete(order);
    this.#byId.delete(id);
    if (this.#byClientOrderId.get(clientOrderId) === order) this.#byClientOrderId.delete(clientOrderId);
    if (this.#byTheirId.get(theirs.id) === order) this.#byTheirId.delete(theirs.id);
  }

  get(id: number): VenueOrder | undefined {
    return this.#byId.get(id);
  }

  /** The order that somebody means: by the venue's own id if they know it, else by theirs. */
  find(theirs: Order): VenueOrder | undefined {
    for (const brokerId of theirs.brokerId) {
      const known = this.#byId.get(Number(brokerId));
      if (known !== undefined && known.theirs.symbol.id === theirs.symbol.id) return known;
    }
    return this.#byTheirId.get(theirs.id);
  }

  withClientOrderId(clientOrderId: string): VenueOrder | undefined {
    return this.#byClientOrderId.get(clientOrderId);
  }

  withTheirId(id: number): VenueOrder | undefined {
    return this.#byTheirId.get(id);
  }

  open(): VenueOrder[] {
    return [...this.#byId.values()].filter(({ isOpen }) => isOpen);
  }
}

/**
 * The venue's own order of somebody's, under the venue's number.
 *
 * @param bracketId the venue's number of its entry, or 0
 * @param timeMs when it came to be an order of the venue, epoch ms UTC
 */
export function venueOrder(id: number, theirs: Order, bracketId: number, timeMs: number): Order {
  const order = new Order({
    id,
    type: theirs.type,
    symbol: theirs.symbol,
    quantity: theirs.quantity,
    timeMs,
    timeIsLocal: theirs.timeIsLocal,
    tag: theirs.tag,
    properties: theirs.properties,
    limitPrice: theirs.limitPrice,
    stopPrice: theirs.stopPrice,
    triggerPrice: theirs.triggerPrice,
    trailingAmount: theirs.trailingAmount,
    trailingAsPercentage: theirs.trailingAsPercentage,
    bracketId,
  });
  // Of an order that goes on after its venue had ended; others have filled nothing yet.
  order.quantityFilled = theirs.quantityFilled;
  order.price = theirs.price;
  order.stopTriggered = theirs.stopTriggered;
  order.triggerTouched = theirs.triggerTouched;
  order.priceCurrency = theirs.priceCurrency;
  order.submissionData = theirs.submissionData;
  order.priceAdjustmentMode = theirs.priceAdjustmentMode;
  return order;
}

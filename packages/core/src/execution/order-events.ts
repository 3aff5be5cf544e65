import { SecurityType } from '../market/security-type.ts';
import type { Order } from '../orders/order.ts';
import { OrderDirection } from '../orders/order-direction.ts';
import type { OrderEvent } from '../orders/order-event.ts';
import { isClosedStatus, OrderStatus } from '../orders/order-status.ts';
import { OrderType } from '../orders/order-type.ts';
import type { Portfolio } from '../portfolio/portfolio.ts';
import type { Securities } from '../securities/securities.ts';
import type { OrderBook, OrderEntry } from './order-book.ts';

/** Who is told of an event once order, portfolio and ticket know it: records first, the strategy last. */
export type OrderEventListener = (event: OrderEvent, entry: OrderEntry) => void;

/** Applies order events: order, then portfolio, then ticket, then everyone who listens. */
export class OrderEvents {
  readonly #book: OrderBook;
  readonly #portfolio: Portfolio;
  readonly #securities: Securities;
  readonly #wake: (event: OrderEvent) => OrderEntry | undefined;
  readonly #listeners: OrderEventListener[] = [];
  /** Statuses that orders fall back to when a cancel fails. */
  readonly #beforeCancel = new Map<number, OrderStatus>();

  /** @param wake takes in what is told of a child that waits at the broker; returns it when it is an order from now on */
  constructor(
    book: OrderBook,
    portfolio: Portfolio,
    securities: Securities,
    wake: (event: OrderEvent) => OrderEntry | undefined = () => undefined,
  ) {
    this.#book = book;
    this.#portfolio = portfolio;
    this.#securities = securities;
    this.#wake = wake;
  }

  listen(listener: OrderEventListener): void {
    this.#listeners.push(listener);
  }

  /** Marks an order as about to be cancelled, remembering what it was. */
  markCancelPending(order: Order): void {
    this.#beforeCancel.set(order.id, order.status);
    order.status = OrderStatus.CancelPending;
  }

  /** Undoes `markCancelPending` after the cancel failed. */
  revertCancelPending(order: Order): void {
    const before = this.#beforeCancel.get(order.id);
    if (before === undefined) return;
    this.#beforeCancel.delete(order.id);
    if (order.status === OrderStatus.CancelPending) order.status = before;
  }

  /** Takes in an event of a child that waits at the broker; returns it when it is an order of the run from now on. */
  wake(event: OrderEvent): OrderEntry | undefined {
    return this.#wake(event);
  }

  apply(event: OrderEvent): void {
    const entry = this.#book.get(event.orderId) ?? this.#wake(event);
    if (entry === undefined) return;
    const { order, ticket } = entry;
    event.ticket = ticket;
    if (isClosedStatus(event.status)) this.#book.close(order.id);
    this.#applyStatus(order, event);
    order.eventCount += 1;
    event.id = order.eventCount;
    stampTimes(entry, event);
    describe(order, event);
    if (event.isFill) {
      takeFeeFromQuantity(order, event, this.#securities);
      this.#portfolio.processFill(event);
    }
    ticket.addOrderEvent(event, this.#book.events.add(event, ticket.lastEventNumber));
    for (const listener of this.#listeners) listener(event, entry);
  }

  #applyStatus(order: Order, event: OrderEvent): void {
    if (this.#beforeCancel.size > 0 && this.#beforeCancel.has(order.id)) {
      if (isClosedStatus(event.status)) this.#beforeCancel.delete(order.id);
      else if (event.status !== OrderStatus.CancelPending) this.#beforeCancel.set(order.id, event.status);
    }
    // A fill may be told after its order was cancelled, but nothing opens or spoils an order that has ended well.
    const settled = order.status === OrderStatus.Filled || order.status === OrderStatus.Canceled;
    const ends = event.status === OrderStatus.Filled || event.status === OrderStatus.Canceled;
    if (!settled || ends) order.status = event.status;
  }
}

function stampTimes({ order, ticket }: OrderEntry, event: OrderEvent): void {
  switch (event.status) {
    case OrderStatus.Canceled:
      order.canceledTimeMs = event.utcTimeMs;
      break;
    case OrderStatus.PartiallyFilled:
    case OrderStatus.Filled:
      order.lastFillTimeMs = event.utcTimeMs;
      break;
    case OrderStatus.Submitted:
    case OrderStatus.UpdateSubmitted:
      if (ticket.updateRequests.length > 0) order.lastUpdateTimeMs = event.utcTimeMs;
      break;
    default:
  }
}

/** Writes the order's present quantity and prices onto the event. */
function describe(order: Order, event: OrderEvent): void {
  event.exactQuantity = order.quantity;
  switch (order.type) {
    case OrderType.Limit:
      event.exactLimitPrice = order.limitPrice;
      break;
    case OrderType.StopMarket:
      event.exactStopPrice = order.stopPrice;
      break;
    case OrderType.StopLimit:
      event.exactLimitPrice = order.limitPrice;
      event.exactStopPrice = order.stopPrice;
      break;
    case OrderType.TrailingStop:
      event.exactStopPrice = order.stopPrice;
      event.exactTrailingAmount = order.trailingAmount;
      break;
    case OrderType.LimitIfTouched:
      event.exactLimitPrice = order.limitPrice;
      event.exactTriggerPrice = order.triggerPrice;
      break;
    default:
  }
}

/** A crypto buy whose fee is in the base currency delivers that much less. */
function takeFeeFromQuantity(order: Order, event: OrderEvent, securities: Securities): void {
  if (event.symbol.securityType !== SecurityType.Crypto || order.direction !== OrderDirection.Buy) return;
  const base = securities.get(event.symbol).baseCurrency;
  if (base === null || event.orderFee.currency !== base.symbol || event.orderFee.amount.isZero()) return;
  event.exactFillQuantity = event.exactFillQuantity.minus(event.orderFee.amount);
  event.orderFee = { ...event.orderFee, paidInQuantity: event.orderFee.amount };
}

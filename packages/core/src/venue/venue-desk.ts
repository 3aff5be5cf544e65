import type { BrokerageInbox } from '../brokerage/brokerage.ts';
import type { BrokerageModel } from '../brokerage-models/brokerage-model.ts';
import { ensureDefined } from '../errors/ensure.ts';
import type { ChildDesk } from '../execution/brackets/child-desk.ts';
import type { OrderBook } from '../execution/order-book.ts';
import { submitRefusal } from '../execution/order-refusals.ts';
import { shortableRefusal } from '../execution/shortable.ts';
import type { Decimal } from '../numeric/decimal.ts';
import type { Order } from '../orders/order.ts';
import { OrderEvent } from '../orders/order-event.ts';
import type { SubmitOrderRequest } from '../orders/order-request.ts';
import { OrderStatus } from '../orders/order-status.ts';
import { type OrderRequestSink, OrderTicket } from '../orders/order-ticket.ts';
import type { Portfolio } from '../portfolio/portfolio.ts';
import type { Security } from '../securities/security.ts';
import type { SimulatedBrokerage } from './simulated-brokerage.ts';
import { type VenueOrders, venueOrder } from './venue-orders.ts';

/** What a venue's desk works with. */
export interface VenueDeskOptions {
  readonly book: OrderBook;
  readonly orders: VenueOrders;
  readonly brokerage: SimulatedBrokerage;
  readonly portfolio: Portfolio;
  readonly brokerageModel: () => BrokerageModel;
  readonly utcNow: () => number;
  readonly securityOf: (order: Order) => Security;
  /** The venue's own inbox: ledger first, then whoever listens. */
  readonly inbox: BrokerageInbox;
}

/** Where a venue places, changes and cancels the children that were given to it. */
export class VenueDesk implements ChildDesk, OrderRequestSink {
  /** A position whose stop is refused is the business of whoever trades. */
  readonly close = null;
  readonly #options: VenueDeskOptions;

  constructor(options: VenueDeskOptions) {
    this.#options = options;
  }

  utcNow(): number {
    return this.#options.utcNow();
  }

  /** Only children that were given to it come to be: others are the business of whoever trades. */
  reserveId(): null {
    return null;
  }

  /** The ticket of an order of the venue, which keeps its fills. */
  ticketOf(order: Order): OrderTicket {
    return OrderTicket.of(this, order);
  }

  /** A child that waited becomes an order of the venue, from now on and for what is to be protected. */
  createChild(request: SubmitOrderRequest, id: number): OrderTicket {
    const { book, orders, utcNow } = this.#options;
    const child = ensureDefined(orders.get(id), 'child of the venue');
    const order = venueOrder(id, child.waiting, request.bracketId, utcNow());
    order.quantity = request.quantity;
    child.order = order;
    const ticket = this.ticketOf(order);
    book.add({ order, ticket }, true);
    this.#changed(order, order.quantity);
    return ticket;
  }

  placeAtOnce(ticket: OrderTicket): void {
    const order = this.#orderOf(ticket);
    const { brokerage, orders } = this.#options;
    const refusal = this.#refusal(order);
    if (refusal !== null) {
      this.#raise(order, OrderStatus.Invalid, refusal);
      return;
    }
    const { clientOrderId } = ensureDefined(orders.get(order.id), 'child of the venue');
    brokerage.placeOrder({ order, clientOrderId, children: [] });
  }

  #refusal(order: Order): string | null {
    const { book, portfolio, brokerageModel, securityOf } = this.#options;
    const security = securityOf(order);
    const short = order.quantity.sign() < 0 ? shortableRefusal(book, security, order.quantity, order) : null;
    return short ?? submitRefusal(order, security, portfolio, brokerageModel())?.errorMessage ?? null;
  }

  placePairAtOnce(first: OrderTicket, second: OrderTicket): void {
    this.placeAtOnce(first);
    if (second.isOpen) this.placeAtOnce(second);
  }

  resizeAtOnce(ticket: OrderTicket, quantity: Decimal): void {
    const order = this.#orderOf(ticket);
    if (order.isClosed || order.quantity.equals(quantity)) return;
    order.quantity = quantity;
    this.#changed(order, quantity);
    this.#options.brokerage.updateOrder(order);
  }

  cancelAtOnce(ticket: OrderTicket): void {
    const order = this.#orderOf(ticket);
    if (!order.isClosed) this.#options.brokerage.cancelOrder(order);
  }

  discard(ticket: OrderTicket): void {
    this.cancelAtOnce(ticket);
  }

  orderEvent(event: OrderEvent): void {
    this.#options.inbox.orderEvent(event);
  }

  updateOrder(): never {
    return never();
  }

  cancelOrder(): never {
    return never();
  }

  eventsUpTo(): never {
    return never();
  }

  #orderOf({ orderId }: OrderTicket): Order {
    return ensureDefined(this.#options.book.get(orderId), 'order of the venue').order;
  }

  #changed({ id }: Order, quantity: Decimal): void {
    this.#options.inbox.message({ kind: 'orderChanged', orderId: id, quantity });
  }

  #raise(order: Order, status: OrderStatus, message: string): void {
    this.#options.inbox.orderEvent(new OrderEvent(order, this.#options.utcNow(), status, message));
  }
}

function never(): never {
  throw new TypeError('Orders of a venue are changed through the venue.');
}

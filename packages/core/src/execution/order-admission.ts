import { BarField } from '../market/bar-field.ts';
import type { Decimal } from '../numeric/decimal.ts';
import { Order, type OrderSubmissionData } from '../orders/order.ts';
import { OrderEvent } from '../orders/order-event.ts';
import type { SubmitOrderRequest } from '../orders/order-request.ts';
import { OrderResponse, OrderResponseErrorCode } from '../orders/order-response.ts';
import { OrderStatus } from '../orders/order-status.ts';
import { type OrderRequestSink, OrderTicket } from '../orders/order-ticket.ts';
import type { Securities } from '../securities/securities.ts';
import type { Security } from '../securities/security.ts';
import type { OrderBook } from './order-book.ts';
import type { OrderEvents } from './order-events.ts';
import { warmingUp } from './order-refusals.ts';
import type { OrderIdentity } from './shortable.ts';

/** What admitting orders takes from the rest of the engine. */
export interface OrderAdmissionOptions {
  readonly book: OrderBook;
  readonly securities: Securities;
  readonly utcNow: () => number;
  /** Null where the position may be short without limit, else why it may not. */
  readonly shortableRefusal: (security: Security, quantity: Decimal, updated: OrderIdentity) => string | null;
}

/** Makes orders of requests that have got an id. */
export class OrderAdmission {
  readonly #options: OrderAdmissionOptions;
  readonly #book: OrderBook;
  readonly #events: OrderEvents;
  readonly #sink: OrderRequestSink;
  #lastQuote: OrderSubmissionData | null = null;

  constructor(options: OrderAdmissionOptions, events: OrderEvents, sink: OrderRequestSink) {
    this.#options = options;
    this.#book = options.book;
    this.#events = events;
    this.#sink = sink;
  }

  /** Makes the order of a request; one that is refused on the spot is Invalid. */
  admit(request: SubmitOrderRequest, id: number, isWarmingUp: boolean): OrderTicket {
    request.orderId = id;
    const ticket = new OrderTicket(this.#sink, request);
    const security = this.#options.securities.get(request.symbol);
    const order = new Order({
      id,
      type: request.orderType,
      symbol: request.symbol,
      quantity: request.quantity,
      timeMs: request.timeMs,
      timeIsLocal: request.timeIsLocal,
      tag: request.tag,
      properties: request.properties,
      limitPrice: request.limitPrice,
      stopPrice: request.stopPrice,
      triggerPrice: request.triggerPrice,
      trailingAmount: request.trailingAmount,
      trailingAsPercentage: request.trailingAsPercentage,
      bracketId: request.bracketId,
    });
    const refusal = this.#admissionRefusal(security, request, isWarmingUp);
    request.response = refusal ?? OrderResponse.SUCCESS;
    this.#book.add({ order, ticket }, refusal === null);
    if (refusal === null) order.submissionData = this.#quoteNow(security);
    else this.#storeRefused(order, ticket, security, refusal);
    return ticket;
  }

  /** The quote of this instant. Orders that are placed at one instant share it. */
  #quoteNow(security: Security): OrderSubmissionData {
    const bidPrice = security.exactBidPrice;
    const askPrice = security.exactAskPrice;
    const lastPrice = security.cache.exact(BarField.Close);
    const last = this.#lastQuote;
    if (last?.bidPrice === bidPrice && last.askPrice === askPrice && last.lastPrice === lastPrice) return last;
    this.#lastQuote = { bidPrice, askPrice, lastPrice };
    return this.#lastQuote;
  }

  #admissionRefusal(security: Security, request: SubmitOrderRequest, isWarmingUp: boolean): OrderResponse | null {
    if (request.quantity.sign() < 0) {
      const reason = this.#options.shortableRefusal(security, request.quantity, {
        id: 0,
        bracketId: request.bracketId,
      });
      if (reason !== null) return new OrderResponse(OrderResponseErrorCode.ExceedsShortableQuantity, reason);
    }
    return isWarmingUp ? warmingUp() : null;
  }

  #storeRefused(order: Order, ticket: OrderTicket, security: Security, refusal: OrderResponse): void {
    order.priceCurrency = security.symbolProperties.quoteCurrency;
    order.status = OrderStatus.Invalid;
    order.tag = refusal.errorMessage;
    ticket.setOrder(order);
    this.#events.apply(new OrderEvent(order, this.#options.utcNow(), OrderStatus.Invalid, order.tag));
  }
}

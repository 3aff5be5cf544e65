import type { Brokerage, BrokerageInbox, BrokerageMessage, HandedOver } from '../brokerage/brokerage.ts';
import { ensureDefined } from '../errors/ensure.ts';
import { BarField } from '../market/bar-field.ts';
import type { Decimal } from '../numeric/decimal.ts';
import { Order, type OrderSubmissionData } from '../orders/order.ts';
import { OrderEvent } from '../orders/order-event.ts';
import {
  type CancelOrderRequest,
  type OrderRequest,
  OrderRequestStatus,
  SubmitOrderRequest,
  UpdateOrderRequest,
} from '../orders/order-request.ts';
import { OrderResponse, OrderResponseErrorCode } from '../orders/order-response.ts';
import { OrderStatus } from '../orders/order-status.ts';
import { type OrderRequestSink, OrderTicket } from '../orders/order-ticket.ts';
import type { Security } from '../securities/security.ts';
import { BrokerageReports } from './brokerage-reports.ts';
import type { FillTiming } from './fill-timing.ts';
import type { InboxQueue } from './inbox-queue.ts';
import type { OrderBook } from './order-book.ts';
import { type OrderEventListener, OrderEvents } from './order-events.ts';
import {
  alreadyCancelling,
  belowFilled,
  closedOrder,
  isBelowFilled,
  newOrder,
  unknownOrder,
  warmingUp,
  zeroQuantity,
} from './order-refusals.ts';
import { answer, RequestHandling, type RequestHandlingOptions } from './request-handling.ts';
import type { OrderIdentity } from './shortable.ts';

/** What execution takes from the rest of the engine. */
export interface OrderProcessorOptions extends RequestHandlingOptions {
  readonly fillTiming: FillTiming;
  /** What a brokerage told that does not answer within a call. */
  readonly inbox: InboxQueue;
  readonly isWarmingUp: () => boolean;
  /** Null where the position may be short without limit, else why it may not. */
  readonly shortableRefusal: (security: Security, quantity: Decimal, updated: OrderIdentity) => string | null;
  /** Messages of the broker, after they were taken in. */
  readonly onBrokerageMessage: (message: BrokerageMessage) => void;
}

/**
 * Turns requests into orders and puts them in line for the brokerage. (LEAN: BrokerageTransactionHandler.) With
 * immediate timing submissions are processed at once, with whatever else waits; updates and cancels wait for the next
 * submission or the next fixed point of the step. With deferred timing all wait until the handler that asked has
 * returned. After each request the brokerage looks at its resting orders, and what it has told is taken in.
 *
 * It is also the inbox of a brokerage that the step itself asks (`scan`): what such a one tells is applied at once.
 */
export class OrderProcessor implements OrderRequestSink, BrokerageInbox {
  readonly #options: OrderProcessorOptions;
  readonly #book: OrderBook;
  readonly #brokerage: Brokerage;
  readonly #events: OrderEvents;
  readonly #handling: RequestHandling;
  readonly #reports: BrokerageReports;
  readonly #inbox: InboxQueue;
  readonly #isDeferred: boolean;
  #isProcessing = false;
  readonly #queue: OrderRequest[] = [];
  #queueHead = 0;
  #lastQuote: OrderSubmissionData | null = null;

  constructor(options: OrderProcessorOptions) {
    this.#options = options;
    this.#book = options.book;
    this.#brokerage = options.brokerage;
    this.#events = new OrderEvents(options.book, options.portfolio, options.securities);
    this.#handling = new RequestHandling(options, this.#events);
    this.#reports = new BrokerageReports(options, this.#events);
    this.#inbox = options.inbox;
    this.#isDeferred = options.fillTiming === 'deferred';
  }

  /** Adds someone who is told of every order event; those added first are told first. */
  listen(listener: OrderEventListener): void {
    this.#events.listen(listener);
  }

  utcNow(): number {
    return this.#options.utcNow();
  }

  eventsUpTo(lastEventNumber: number): readonly OrderEvent[] {
    return this.#book.events.upTo(lastEventNumber);
  }

  /** Gives the request an id and processes it, with everything that waits. */
  submit(request: SubmitOrderRequest): OrderTicket {
    request.orderId = this.#book.nextId();
    const ticket = new OrderTicket(this, request);
    const security = this.#options.securities.get(request.symbol);
    const order = new Order({
      id: request.orderId,
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
    const refusal = this.#admissionRefusal(security, request);
    request.response = refusal ?? OrderResponse.SUCCESS;
    this.#book.add({ order, ticket }, refusal === null);
    if (refusal === null) {
      order.submissionData = this.#quoteNow(security);
      this.#queue.push(request);
      if (!this.#isDeferred) {
        void this.processPending();
        ticket.releaseRequest();
      }
    } else {
      this.#storeRefused(order, ticket, security, refusal);
    }
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

  #admissionRefusal(security: Security, request: SubmitOrderRequest): OrderResponse | null {
    if (request.quantity.sign() < 0) {
      const reason = this.#options.shortableRefusal(security, request.quantity, {
        id: 0,
        bracketId: request.bracketId,
      });
      if (reason !== null) return new OrderResponse(OrderResponseErrorCode.ExceedsShortableQuantity, reason);
    }
    return this.#options.isWarmingUp() ? warmingUp() : null;
  }

  #storeRefused(order: Order, ticket: OrderTicket, security: Security, refusal: OrderResponse): void {
    order.priceCurrency = security.symbolProperties.quoteCurrency;
    order.status = OrderStatus.Invalid;
    order.tag = refusal.errorMessage;
    ticket.setOrder(order);
    this.#raise(order, OrderStatus.Invalid, order.tag);
  }

  updateOrder(ticket: OrderTicket, request: UpdateOrderRequest): OrderResponse {
    const entry = this.#book.get(request.orderId);
    if (entry === undefined) return answer(request, unknownOrder(request.orderId));
    ticket.addUpdateRequest(request);
    const { order } = entry;
    const refusal = this.#updateRefusal(order, request);
    if (refusal !== null) return answer(request, refusal);
    return this.#enqueue(request);
  }

  #updateRefusal(order: Order, request: UpdateOrderRequest): OrderResponse | null {
    if (order.status === OrderStatus.New) return newOrder(order);
    if (order.isClosed && !request.isTagOnly) return closedOrder(order);
    if (request.quantity?.isZero() === true) return zeroQuantity(order);
    if (request.quantity !== null && isBelowFilled(order, request.quantity))
      return belowFilled(order, request.quantity);
    if (this.#options.isWarmingUp()) return warmingUp();
    const quantity = request.quantity ?? order.quantity;
    if (order.quantity.sign() < 0 || quantity.sign() < 0) {
      const security = this.#options.securities.find(order.symbol);
      const reason = security === undefined ? null : this.#options.shortableRefusal(security, quantity, order);
      if (reason !== null) return new OrderResponse(OrderResponseErrorCode.ExceedsShortableQuantity, reason);
    }
    return null;
  }

  cancelOrder(ticket: OrderTicket, request: CancelOrderRequest): OrderResponse {
    const entry = this.#book.get(request.orderId);
    if (entry === undefined) return answer(request, unknownOrder(request.orderId));
    const { order } = entry;
    if (ticket.cancelRequest !== null && ticket.cancelRequest.status !== OrderRequestStatus.Error) {
      return answer(request, alreadyCancelling(order));
    }
    ticket.cancelRequest = request;
    if (request.tag !== null) order.tag = request.tag;
    if (order.status === OrderStatus.New) return answer(request, newOrder(order));
    if (order.isClosed) return answer(request, closedOrder(order));
    if (this.#options.isWarmingUp()) return answer(request, warmingUp());
    this.#events.markCancelPending(order);
    this.#raise(order, OrderStatus.CancelPending, '');
    return this.#enqueue(request);
  }

  /** Cancels an order without waiting in line: the sibling of one that has just filled. */
  cancelAtOnce(ticket: OrderTicket): void {
    const order = this.#book.get(ticket.orderId)?.order;
    if (order !== undefined && !order.isClosed) void this.#brokerage.cancelOrder(order);
  }

  /** Changes the quantity of an open order without waiting in line: it follows another order's fills. */
  resizeAtOnce(ticket: OrderTicket, quantity: Decimal): void {
    const order = this.#book.get(ticket.orderId)?.order;
    if (order === undefined || order.isClosed || order.quantity.equals(quantity)) return;
    order.quantity = quantity;
    const request = new UpdateOrderRequest(this.utcNow(), order.id, { quantity: quantity.toNumber() });
    void this.#brokerage.updateOrder(order, request);
  }

  /** Takes everything out of the line, in order. With immediate timing a handler's requests come in here again. */
  processPending(): HandedOver {
    if (this.#isDeferred) return this.#isProcessing ? undefined : this.#handOverLine();
    while (this.#queueHead < this.#queue.length) {
      void this.#handling.handle(this.#takeFirst());
      this.#afterRequest();
    }
  }

  /** With deferred timing each request waits until the one before it has been taken, and what came of that is known. */
  #handOverLine(): HandedOver {
    this.#isProcessing = true;
    try {
      while (this.#queueHead < this.#queue.length) {
        const waiting = this.#handling.handle(this.#takeFirst());
        if (waiting !== undefined) return waiting.then(() => this.#goOn());
        this.#afterRequest();
      }
    } catch (error) {
      this.#isProcessing = false;
      throw error;
    }
    this.#isProcessing = false;
  }

  #goOn(): HandedOver {
    try {
      this.#afterRequest();
    } finally {
      this.#isProcessing = false;
    }
    return this.#handOverLine();
  }

  #takeFirst(): OrderRequest {
    const request = ensureDefined(this.#queue[this.#queueHead], 'queued request');
    this.#queueHead += 1;
    if (this.#queueHead === this.#queue.length) {
      this.#queue.length = 0;
      this.#queueHead = 0;
    }
    return request;
  }

  #afterRequest(): void {
    this.#brokerage.scan?.();
    this.#receive();
  }

  /** After handlers have returned: deferred requests are handed over. */
  afterHandlers(): HandedOver {
    if (this.#isDeferred && this.#queue.length > 0) return this.processPending();
  }

  /**
   * The fixed points of the step: what the broker told is taken in and what waits is processed, then the brokerage looks
   * at its resting orders.
   */
  synchronize(): HandedOver {
    this.#receive();
    const waiting = this.#queue.length > 0 ? this.processPending() : undefined;
    if (waiting !== undefined) return waiting.then(() => this.#scan());
    return this.#scan();
  }

  #scan(): HandedOver {
    if (this.#brokerage.scan === undefined || !this.#book.hasOpen) return;
    this.#afterRequest();
    return this.afterHandlers();
  }

  #receive(): void {
    if (!this.#inbox.isEmpty) this.#inbox.drain(this.#reports);
  }

  orderEvent(event: OrderEvent): void {
    this.#events.apply(event);
  }

  message(message: BrokerageMessage): void {
    this.#reports.message(message);
  }

  /** Books an order and its fill that no request asked for (a delisting). */
  recordForcedFill(security: Security, tag: string): void {
    const order = new Order({
      id: this.#book.nextId(),
      type: 0,
      symbol: security.symbol,
      quantity: security.holdings.exactQuantity.negated(),
      timeMs: this.#options.utcNow(),
      tag,
    });
    order.status = OrderStatus.Submitted;
    order.priceAdjustmentMode = this.#handling.priceAdjustmentMode(security);
    const request = new SubmitOrderRequest({
      orderType: order.type,
      symbol: order.symbol,
      quantity: order.quantity,
      timeMs: order.timeMs,
      tag,
    });
    request.orderId = order.id;
    const ticket = new OrderTicket(this, request);
    ticket.setOrder(order);
    this.#book.add({ order, ticket }, true);
    const event = new OrderEvent(order, this.#options.utcNow(), OrderStatus.Filled, tag);
    event.exactFillPrice = security.exactPrice;
    event.exactFillQuantity = order.quantity;
    this.#events.apply(event);
  }

  #enqueue(request: OrderRequest): OrderResponse {
    request.response = OrderResponse.SUCCESS;
    request.status = OrderRequestStatus.Processing;
    this.#queue.push(request);
    return OrderResponse.SUCCESS;
  }

  #raise(order: Order, status: OrderStatus, message: string): void {
    this.#events.apply(new OrderEvent(order, this.#options.utcNow(), status, message));
  }
}

import type { Brokerage, BrokerageInbox, BrokerageMessage, HandedOver } from '../brokerage/brokerage.ts';
import { updateCapabilityRefusal } from '../brokerage/capability-refusal.ts';
import { ensureDefined } from '../errors/ensure.ts';
import type { SecuritySymbol } from '../market/symbol.ts';
import type { Decimal } from '../numeric/decimal.ts';
import { Order } from '../orders/order.ts';
import { OrderEvent } from '../orders/order-event.ts';
import {
  type CancelOrderRequest,
  type OrderRequest,
  OrderRequestStatus,
  OrderRequestType,
  type SubmitOrderRequest,
  UpdateOrderRequest,
} from '../orders/order-request.ts';
import { OrderResponse, OrderResponseErrorCode } from '../orders/order-response.ts';
import { OrderStatus } from '../orders/order-status.ts';
import { type OrderRequestSink, OrderTicket } from '../orders/order-ticket.ts';
import type { Security } from '../securities/security.ts';
import type { ChildDesk } from './brackets/child-desk.ts';
import { CHILDREN } from './brackets/open-bracket.ts';
import { BrokerageReports } from './brokerage-reports.ts';
import type { FillTiming } from './fill-timing.ts';
import type { InboxQueue } from './inbox-queue.ts';
import { OrderAdmission, type OrderAdmissionOptions } from './order-admission.ts';
import type { OrderBook, OrderEntry } from './order-book.ts';
import { type OrderEventListener, OrderEvents } from './order-events.ts';
import {
  alreadyCancelling,
  belowFilled,
  closedOrder,
  isBelowFilled,
  isTooNew,
  newOrder,
  unknownOrder,
  updateUnknown,
  warmingUp,
  zeroQuantity,
} from './order-refusals.ts';
import { answer, type EntryHandovers, RequestHandling, type RequestHandlingOptions } from './request-handling.ts';
import type { UpdatesInFlight } from './updates-in-flight.ts';

/** What execution asks of the brackets. */
export interface ProtectedEntries extends EntryHandovers {
  /** Whether ids are set aside for children of an order that gets its own now. */
  isProtected(entryId: number): boolean;
  /** Takes in an event of a child that waits at the broker; returns it when it has become an order of the run. */
  wake(event: OrderEvent): OrderEntry | undefined;
  /** The broker has refused to change an order. */
  onUpdateRefused(entry: OrderEntry): void;
  replace(units: Decimal, takeBack: () => void, book: () => void): void;
}

/** What execution takes from the rest of the engine. */
export interface OrderProcessorOptions extends RequestHandlingOptions, OrderAdmissionOptions {
  readonly brackets: () => ProtectedEntries;
  readonly fillTiming: FillTiming;
  /** What a brokerage told that does not answer within a call. */
  readonly inbox: InboxQueue;
  readonly isWarmingUp: () => boolean;
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
export class OrderProcessor implements OrderRequestSink, BrokerageInbox, ChildDesk {
  readonly #options: OrderProcessorOptions;
  readonly #book: OrderBook;
  readonly #brokerage: Brokerage;
  readonly #events: OrderEvents;
  readonly #admission: OrderAdmission;
  readonly #handling: RequestHandling;
  readonly #reports: BrokerageReports;
  readonly #updates: UpdatesInFlight;
  readonly #inbox: InboxQueue;
  readonly #isDeferred: boolean;
  #isProcessing = false;
  readonly #queue: OrderRequest[] = [];
  #queueHead = 0;
  /** What was handed over out of line and not taken yet. */
  #untaken: Promise<void> | null = null;

  constructor(options: OrderProcessorOptions) {
    this.#options = options;
    this.#book = options.book;
    this.#brokerage = options.brokerage;
    this.#events = new OrderEvents(options.book, options.portfolio, options.securities, (event) =>
      options.brackets().wake(event),
    );
    this.#admission = new OrderAdmission(options, this.#events, this);
    this.#updates = options.updates;
    this.#handling = new RequestHandling(options, this.#events);
    const onUpdateRefused = (entry: OrderEntry): void => options.brackets().onUpdateRefused(entry);
    const replace: ProtectedEntries['replace'] = (...change) => options.brackets().replace(...change);
    this.#reports = new BrokerageReports({ ...options, onUpdateRefused, replace }, this.#events);
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
    const id = this.#book.nextId();
    const ticket = this.#admission.admit(request, id, this.#options.isWarmingUp());
    if (this.#options.brackets().isProtected(id)) this.#book.reserve(CHILDREN);
    if (ticket.status === OrderStatus.Invalid) return ticket;
    this.#queue.push(request);
    if (!this.#isDeferred) {
      void this.processPending();
      ticket.releaseRequest();
    }
    return ticket;
  }

  updateOrder(ticket: OrderTicket, request: UpdateOrderRequest): OrderResponse {
    const entry = this.#book.entryOf(ticket);
    if (entry === undefined) return answer(request, unknownOrder(request.orderId));
    ticket.addUpdateRequest(request);
    const { order } = entry;
    const refusal = this.#updateRefusal(order, request);
    if (refusal !== null) return answer(request, refusal);
    return this.#enqueue(request);
  }

  #updateRefusal(order: Order, request: UpdateOrderRequest): OrderResponse | null {
    if (isTooNew(order)) return newOrder(order);
    if (order.isClosed && !request.isTagOnly) return closedOrder(order);
    if (this.#updates.isUnknown(order.id)) return updateUnknown(order);
    const lack = updateCapabilityRefusal(this.#brokerage.capabilities, order, request);
    if (lack !== null) return new OrderResponse(OrderResponseErrorCode.UnsupportedRequestType, lack);
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
    const entry = this.#book.entryOf(ticket);
    if (entry === undefined) return answer(request, unknownOrder(request.orderId));
    const { order } = entry;
    if (ticket.cancelRequest !== null && ticket.cancelRequest.status !== OrderRequestStatus.Error) {
      return answer(request, alreadyCancelling(order));
    }
    ticket.cancelRequest = request;
    if (request.tag !== null) order.tag = request.tag;
    if (isTooNew(order)) return answer(request, newOrder(order));
    if (order.isClosed) return answer(request, closedOrder(order));
    if (this.#options.isWarmingUp()) return answer(request, warmingUp());
    this.#events.markCancelPending(order);
    this.#raise(order, OrderStatus.CancelPending, '');
    return this.#enqueue(request);
  }

  reserveId(): number {
    return this.#book.reserve(1);
  }

  createChild(request: SubmitOrderRequest, id: number): OrderTicket {
    const ticket = this.#admission.admit(request, id, false);
    ticket.setOrder(ensureDefined(this.#book.get(id), 'child').order);
    return ticket;
  }

  placeAtOnce(ticket: OrderTicket): void {
    this.#outOfLine(this.#handling.handle(ticket.submitRequest));
    if (!this.#isDeferred) ticket.releaseRequest();
  }

  placePairAtOnce(first: OrderTicket, second: OrderTicket): void {
    this.#outOfLine(this.#handling.handlePair(first.submitRequest, second.submitRequest));
  }

  /** What did not wait in line has to be taken before anything else is done. */
  #outOfLine(handedOver: HandedOver): void {
    if (handedOver === undefined) return;
    this.#untaken = this.#untaken === null ? handedOver : this.#untaken.then(() => handedOver);
  }

  /** Cancels an order without waiting in line: the sibling of one that has just filled. */
  cancelAtOnce(ticket: OrderTicket): void {
    if (!ticket.isOpen) return;
    const { orderId } = ticket;
    const order = (this.#book.get(orderId) ?? this.#book.heldOf(orderId))?.order;
    if (order !== undefined) this.#outOfLine(this.#brokerage.cancelOrder(order));
  }

  discard(ticket: OrderTicket): void {
    const order = this.#book.get(ticket.orderId)?.order;
    if (order !== undefined && !order.isClosed) this.#raise(order, OrderStatus.Canceled, 'It was not needed any more.');
  }

  /** Closes a position that cannot be protected, ahead of what waits in line and whatever the run is doing. */
  readonly close = (request: SubmitOrderRequest): OrderTicket => {
    const ticket = this.#admission.admit(request, this.#book.nextId(), false);
    if (ticket.status === OrderStatus.Invalid) return ticket;
    this.#queue.splice(this.#queueHead, 0, request);
    if (!this.#isDeferred) void this.processPending();
    return ticket;
  };

  /** Changes the quantity of an open order without waiting in line: it follows another order's fills. */
  resizeAtOnce(ticket: OrderTicket, quantity: Decimal): void {
    if (!ticket.isOpen) return;
    const order = this.#book.get(ticket.orderId)?.order;
    if (order === undefined || order.quantity.equals(quantity)) return;
    const request = new UpdateOrderRequest(this.utcNow(), order.id, { quantity: quantity.toNumber() });
    this.#updates.sends(order, request);
    order.quantity = quantity;
    this.#outOfLine(this.#brokerage.updateOrder(order, request));
  }

  /** Takes everything out of the line, in order. With immediate timing a handler's requests come in here again. */
  processPending(): HandedOver {
    if (this.#isDeferred) return this.#isProcessing ? undefined : this.#handOverLine();
    while (this.#queueHead < this.#queue.length) {
      void this.#handling.handle(this.#takeFirst());
      void this.#afterRequest();
    }
  }

  /** With deferred timing each request waits until the one before it has been taken, and what came of that is known. */
  #handOverLine(): HandedOver {
    this.#isProcessing = true;
    try {
      while (this.#queueHead < this.#queue.length) {
        const waiting = this.#handling.handle(this.#takeFirst());
        if (waiting !== undefined) return waiting.then(() => this.#goOn());
        const untaken = this.#afterRequest();
        if (untaken !== undefined) return untaken.then(() => this.#handOverLine());
      }
    } catch (error) {
      this.#isProcessing = false;
      throw error;
    }
    this.#isProcessing = false;
  }

  #goOn(): HandedOver {
    this.#isProcessing = false;
    const untaken = this.#afterRequest();
    return untaken === undefined ? this.#handOverLine() : untaken.then(() => this.#handOverLine());
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

  #afterRequest(): HandedOver {
    const scanning = this.#brokerage.scan?.();
    if (scanning !== undefined) return scanning.then(() => this.#takeIn());
    return this.#takeIn();
  }

  #takeIn(): HandedOver {
    this.#receive();
    if (this.#untaken !== null) return this.#takeUntaken(this.#untaken);
  }

  #takeUntaken(untaken: Promise<void>): Promise<void> {
    this.#untaken = null;
    return untaken.then(() => {
      this.#receive();
      return this.#untaken === null ? undefined : this.#takeUntaken(this.#untaken);
    });
  }

  /** Whether an order waits to be handed over: the broker cannot know it. */
  waitsInLine(orderId: number): boolean {
    return this.#queue.some(
      (request, index) =>
        index >= this.#queueHead && request.type === OrderRequestType.Submit && request.orderId === orderId,
    );
  }

  /** After handlers have returned: deferred requests are handed over. */
  afterHandlers(): HandedOver {
    if (this.#untaken !== null) return this.#takeUntaken(this.#untaken).then(() => this.afterHandlers());
    if (this.#isDeferred && this.#queue.length > 0) return this.processPending();
  }

  /**
   * The fixed points of a step with prices: what the broker told is taken in and what waits is processed, then the brokerage
   * looks at its resting orders.
   */
  synchronize(): HandedOver {
    const waiting = this.takeIn();
    return waiting === undefined ? this.#scan() : waiting.then(() => this.#scan());
  }

  /** The fixed points of a step without prices: what the broker told is taken in and what waits is processed. */
  takeIn(): HandedOver {
    this.#book.putAway(this);
    this.#receive();
    if (this.#untaken !== null) return this.#takeUntaken(this.#untaken).then(() => this.processPending());
    if (this.#queue.length > 0) return this.processPending();
  }

  #scan(): HandedOver {
    if (this.#brokerage.scan === undefined || !this.#book.hasOpen) return;
    const untaken = this.#afterRequest();
    return untaken === undefined ? this.afterHandlers() : untaken.then(() => this.afterHandlers());
  }

  #receive(): void {
    this.#inbox.drain(this.#reports);
  }

  orderEvent(event: OrderEvent): void {
    // A fee that comes later has to find its execution.
    if (this.#brokerage.capabilities.executionFees === 'later') {
      this.#reports.orderEvent(event);
      return;
    }
    if (event.status === OrderStatus.UpdateSubmitted) this.#updates.working(event.orderId);
    this.#events.apply(event);
  }

  /** The commission of an execution of an earlier run is still to come. */
  awaitFee(executionId: string, symbol: SecuritySymbol): void {
    this.#reports.awaitFee(executionId, symbol);
  }

  message(message: BrokerageMessage): void {
    this.#reports.message(message);
  }

  /** Knows an execution of an earlier run, which may be corrected, or cost something, later. */
  know(executed: OrderEvent, order: Order): void {
    this.#reports.know(executed, () => {
      const entry = { order, ticket: OrderTicket.of(this, order) };
      this.#book.add(entry, false);
      return entry;
    });
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
    const ticket = OrderTicket.of(this, order);
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

import type { Brokerage, BrokerageInbox, BrokerageMessage, OrderHandover } from '../brokerage/brokerage.ts';
import type { BrokerageModel } from '../brokerage-models/brokerage-model.ts';
import { ensureDefined } from '../errors/ensure.ts';
import type { DataNormalizationMode } from '../market/data-normalization-mode.ts';
import type { Decimal } from '../numeric/decimal.ts';
import { Order } from '../orders/order.ts';
import { OrderEvent } from '../orders/order-event.ts';
import {
  type CancelOrderRequest,
  type OrderRequest,
  OrderRequestStatus,
  OrderRequestType,
  SubmitOrderRequest,
  UpdateOrderRequest,
} from '../orders/order-request.ts';
import { OrderResponse, OrderResponseErrorCode } from '../orders/order-response.ts';
import { OrderStatus } from '../orders/order-status.ts';
import { type OrderRequestSink, OrderTicket } from '../orders/order-ticket.ts';
import type { Portfolio } from '../portfolio/portfolio.ts';
import type { Securities } from '../securities/securities.ts';
import type { Security } from '../securities/security.ts';
import type { OrderBook, OrderEntry } from './order-book.ts';
import { applyBrokerChange, applyUpdate, defaultTag, updatedCopy } from './order-changes.ts';
import { type OrderEventListener, OrderEvents } from './order-events.ts';
import {
  alreadyCancelling,
  belowFilled,
  buyingPowerMessage,
  closedOrder,
  isBelowFilled,
  newOrder,
  unknownOrder,
  warmingUp,
  zeroQuantity,
} from './order-refusals.ts';
import { roundOrderPrices, roundToLot } from './order-rounding.ts';
import type { OrderIdentity } from './shortable.ts';

const NO_CHILDREN: readonly OrderHandover[] = [];

/** What execution takes from the rest of the engine. */
export interface OrderProcessorOptions {
  readonly book: OrderBook;
  readonly brokerage: Brokerage;
  readonly portfolio: Portfolio;
  readonly securities: Securities;
  readonly utcNow: () => number;
  readonly isWarmingUp: () => boolean;
  readonly brokerageModel: () => BrokerageModel;
  readonly priceAdjustmentMode: (security: Security) => DataNormalizationMode;
  /** Null where the position may be short without limit, else why it may not. */
  readonly shortableRefusal: (security: Security, quantity: Decimal, updated: OrderIdentity) => string | null;
  readonly reportError: (text: string) => void;
  readonly clientOrderId: (orderId: number) => string;
  /** Messages of the broker that are not about one of our orders. */
  readonly onBrokerageMessage: (message: BrokerageMessage) => void;
}

/**
 * Turns requests into orders and hands them to the brokerage. (LEAN: BrokerageTransactionHandler.) Submissions are
 * processed at once, with whatever else waits; updates and cancels wait in line for the next submission or the next
 * fixed point of the step. After each request the brokerage looks at its resting orders.
 */
export class OrderProcessor implements OrderRequestSink, BrokerageInbox {
  readonly #options: OrderProcessorOptions;
  readonly #book: OrderBook;
  readonly #brokerage: Brokerage;
  readonly #events: OrderEvents;
  readonly #queue: OrderRequest[] = [];
  #queueHead = 0;
  #warnedOfRounding = false;
  readonly #adjustmentModes = new Map<string, DataNormalizationMode>();

  constructor(options: OrderProcessorOptions) {
    this.#options = options;
    this.#book = options.book;
    this.#brokerage = options.brokerage;
    this.#events = new OrderEvents(options.book, options.portfolio, options.securities);
  }

  /** Adds someone who is told of every order event; those added first are told first. */
  listen(listener: OrderEventListener): void {
    this.#events.listen(listener);
  }

  utcNow(): number {
    return this.#options.utcNow();
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
      order.submissionData = {
        bidPrice: security.exactBidPrice,
        askPrice: security.exactAskPrice,
        lastPrice: security.cache.exact(3),
      };
      this.#queue.push(request);
      this.processPending();
    } else {
      this.#storeRefused(order, ticket, security, refusal);
    }
    return ticket;
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
    if (entry === undefined) return this.#answer(request, unknownOrder(request.orderId));
    ticket.addUpdateRequest(request);
    const { order } = entry;
    const refusal = this.#updateRefusal(order, request);
    if (refusal !== null) return this.#answer(request, refusal);
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
    if (entry === undefined) return this.#answer(request, unknownOrder(request.orderId));
    const { order } = entry;
    if (ticket.cancelRequest !== null && ticket.cancelRequest.status !== OrderRequestStatus.Error) {
      return this.#answer(request, alreadyCancelling(order));
    }
    ticket.cancelRequest = request;
    if (request.tag !== null) order.tag = request.tag;
    if (order.status === OrderStatus.New) return this.#answer(request, newOrder(order));
    if (order.isClosed) return this.#answer(request, closedOrder(order));
    if (this.#options.isWarmingUp()) return this.#answer(request, warmingUp());
    this.#events.markCancelPending(order);
    this.#raise(order, OrderStatus.CancelPending, '');
    return this.#enqueue(request);
  }

  /** Cancels an order without waiting in line: the sibling of one that has just filled. */
  cancelAtOnce(ticket: OrderTicket): void {
    const order = this.#book.get(ticket.orderId)?.order;
    if (order !== undefined && !order.isClosed) this.#brokerage.cancelOrder(order);
  }

  /** Changes the quantity of an open order without waiting in line: it follows another order's fills. */
  resizeAtOnce(ticket: OrderTicket, quantity: Decimal): void {
    const order = this.#book.get(ticket.orderId)?.order;
    if (order === undefined || order.isClosed || order.quantity.equals(quantity)) return;
    order.quantity = quantity;
    const request = new UpdateOrderRequest(this.utcNow(), order.id, { quantity: quantity.toNumber() });
    this.#brokerage.updateOrder(order, request);
  }

  /** Takes everything out of the line, in order. A handler that makes requests meanwhile comes in here again. */
  processPending(): void {
    while (this.#queueHead < this.#queue.length) {
      const request = ensureDefined(this.#queue[this.#queueHead], 'queued request');
      this.#queueHead += 1;
      if (this.#queueHead === this.#queue.length) {
        this.#queue.length = 0;
        this.#queueHead = 0;
      }
      this.#process(request);
      this.#brokerage.scan?.();
    }
  }

  /** The fixed points of the step: what waits is processed, then the brokerage looks at its resting orders. */
  synchronize(): void {
    if (this.#queue.length > 0) this.processPending();
    if (this.#book.hasOpen) this.#brokerage.scan?.();
  }

  orderEvent(event: OrderEvent): void {
    this.#events.apply(event);
  }

  message(message: BrokerageMessage): void {
    if (message.kind === 'orderChanged') {
      const order = this.#book.get(message.orderId)?.order;
      if (order !== undefined) applyBrokerChange(order, message);
    } else if (message.kind === 'orderIdentified') {
      const order = this.#book.get(message.orderId)?.order;
      if (order !== undefined && !order.brokerId.includes(message.brokerId))
        order.brokerId = [...order.brokerId, message.brokerId];
    } else {
      this.#options.onBrokerageMessage(message);
    }
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
    order.priceAdjustmentMode = this.#priceAdjustmentMode(security);
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

  #answer(request: OrderRequest, response: OrderResponse): OrderResponse {
    request.response = response;
    request.status = response.isError ? OrderRequestStatus.Error : OrderRequestStatus.Processed;
    return response;
  }

  #process(request: OrderRequest): void {
    const entry = ensureDefined(this.#book.get(request.orderId), `order ${request.orderId}`);
    switch (request.type) {
      case OrderRequestType.Submit:
        this.#answer(request, this.#processSubmit(entry));
        break;
      case OrderRequestType.Update:
        this.#answer(request, this.#processUpdate(entry, request));
        break;
      default:
        this.#answer(request, this.#processCancel(entry, request));
    }
  }

  #processSubmit({ order, ticket }: OrderEntry): OrderResponse {
    const security = this.#options.securities.get(order.symbol);
    order.priceCurrency = security.symbolProperties.quoteCurrency;
    if (order.tag === '') order.tag = defaultTag(order);
    order.quantity = roundToLot(order.quantity, security);
    this.#roundPrices(order, security);
    order.priceAdjustmentMode = this.#priceAdjustmentMode(security);
    ticket.setOrder(order);
    if (order.quantity.isZero()) return this.#invalidate(order, zeroQuantity(order));
    const power = security.buyingPowerModel.hasSufficientBuyingPowerForOrder(this.#options.portfolio, security, order);
    if (!power.isSufficient) {
      return this.#invalidate(
        order,
        new OrderResponse(OrderResponseErrorCode.InsufficientBuyingPower, buyingPowerMessage(order, power.reason)),
      );
    }
    const refusal = this.#options.brokerageModel().canSubmitOrder(security, order);
    if (refusal !== null) {
      const text = `BrokerageModel declared unable to submit order: [${order.id}] ${refusal}`;
      return this.#invalidate(
        order,
        new OrderResponse(OrderResponseErrorCode.BrokerageModelRefusedToSubmitOrder, text),
      );
    }
    this.#brokerage.placeOrder({ order, clientOrderId: this.#options.clientOrderId(order.id), children: NO_CHILDREN });
    return OrderResponse.SUCCESS;
  }

  #processUpdate({ order, ticket }: OrderEntry, request: UpdateOrderRequest): OrderResponse {
    if (order.status === OrderStatus.New) return newOrder(order);
    const closed = order.isClosed;
    if (closed && !request.isTagOnly) return closedOrder(order);
    const security = this.#options.securities.get(order.symbol);
    order.quantity = roundToLot(order.quantity, security);
    const refusal = this.#options.brokerageModel().canUpdateOrder(security, order, request);
    if (refusal !== null) {
      this.#options.reportError(`Order ${order.id}: ${refusal}`);
      this.#raise(order, order.status, 'BrokerageModel declared unable to update order');
      return new OrderResponse(
        OrderResponseErrorCode.BrokerageModelRefusedToUpdateOrder,
        `OrderID: ${order.id} ${refusal}`,
      );
    }
    const changed = updatedCopy(order, request);
    const power = security.buyingPowerModel.hasSufficientBuyingPowerForOrder(
      this.#options.portfolio,
      security,
      changed,
    );
    if (!power.isSufficient) {
      const text = `Brokerage failed to update order with id: ${order.id}, ${buyingPowerMessage(order, power.reason)}`;
      this.#options.reportError(text);
      this.#raise(order, order.status, text);
      return new OrderResponse(OrderResponseErrorCode.BrokerageFailedToUpdateOrder, text);
    }
    applyUpdate(order, request);
    this.#roundPrices(order, security);
    ticket.setOrder(order);
    if (!closed) this.#brokerage.updateOrder(order, request);
    return OrderResponse.SUCCESS;
  }

  #processCancel({ order, ticket }: OrderEntry, request: CancelOrderRequest): OrderResponse {
    if (order.isClosed) {
      this.#events.revertCancelPending(order);
      return closedOrder(order);
    }
    ticket.setOrder(order);
    this.#brokerage.cancelOrder(order);
    if (request.tag !== null) order.tag = request.tag;
    return OrderResponse.SUCCESS;
  }

  #invalidate(order: Order, response: OrderResponse): OrderResponse {
    this.#options.reportError(response.errorMessage);
    order.status = OrderStatus.Invalid;
    this.#raise(order, OrderStatus.Invalid, response.errorMessage);
    return response;
  }

  #raise(order: Order, status: OrderStatus, message: string): void {
    this.#events.apply(new OrderEvent(order, this.#options.utcNow(), status, message));
  }

  #roundPrices(order: Order, security: Security): void {
    roundOrderPrices(order, security, this.#warnedOfRounding ? null : this.#warnOfRounding);
  }

  readonly #warnOfRounding = (change: string): void => {
    if (this.#warnedOfRounding) return;
    this.#warnedOfRounding = true;
    this.#options.reportError(`Warning: order prices are rounded to the price step of the security: ${change}.`);
  };

  #priceAdjustmentMode(security: Security): DataNormalizationMode {
    let mode = this.#adjustmentModes.get(security.symbol.id);
    if (mode === undefined) {
      mode = this.#options.priceAdjustmentMode(security);
      this.#adjustmentModes.set(security.symbol.id, mode);
    }
    return mode;
  }
}

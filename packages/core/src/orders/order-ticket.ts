import { ensureDefined } from '../errors/ensure.ts';
import type { SecuritySymbol } from '../market/symbol.ts';
import { Decimal } from '../numeric/decimal.ts';
import type { Order } from './order.ts';
import type { OrderEvent } from './order-event.ts';
import {
  CancelOrderRequest,
  OrderRequestStatus,
  orderDecimal,
  SubmitOrderRequest,
  type UpdateOrderFields,
  UpdateOrderRequest,
} from './order-request.ts';
import { OrderResponse, OrderResponseErrorCode } from './order-response.ts';
import { isClosedStatus, OrderStatus } from './order-status.ts';
import type { OrderType } from './order-type.ts';

/** Fields of an order that a ticket can be asked for. */
export const OrderField = {
  LimitPrice: 0,
  StopPrice: 1,
  TriggerPrice: 2,
  TrailingAmount: 3,
  TrailingAsPercentage: 4,
} as const;
export type OrderField = (typeof OrderField)[keyof typeof OrderField];

/** Where tickets send their requests: execution. */
export interface OrderRequestSink {
  /** Engine time, epoch ms UTC. */
  utcNow(): number;
  /** Puts a change in line; the answer says whether it was taken. */
  updateOrder(ticket: OrderTicket, request: UpdateOrderRequest): OrderResponse;
  /** The events of an order, oldest first. @param lastEventNumber number of its latest in the log of the run */
  eventsUpTo(lastEventNumber: number): readonly OrderEvent[];
  /** Puts a cancel in line; the answer says whether it was taken. */
  cancelOrder(ticket: OrderTicket, request: CancelOrderRequest): OrderResponse;
}

/** Number of an event that is not there: before the first of an order. */
export const NO_EVENT = -1;

const NO_UPDATES: readonly UpdateOrderRequest[] = [];

/** The strategy's handle on an order: what has become of it, and the way to change or cancel it. */
export class OrderTicket {
  /** The request to cancel; null while there was none. */
  cancelRequest: CancelOrderRequest | null = null;
  readonly #sink: OrderRequestSink;
  /** Null once the request was simply accepted: the order tells what it said. */
  #submitRequest: SubmitOrderRequest | null;
  #updateRequests: UpdateOrderRequest[] | null = null;
  #lastEventNumber = NO_EVENT;
  #order: Order | null = null;
  /** Σ quantity × price of the fills so far; kept from the second on. */
  #filledValue: Decimal | null = null;

  /** @param submitRequest null for an order that was simply accepted, which `setOrder` gives */
  constructor(sink: OrderRequestSink, submitRequest: SubmitOrderRequest | null) {
    this.#sink = sink;
    this.#submitRequest = submitRequest;
  }

  /** The ticket of an order that is there, whoever asked for it. */
  static of(sink: OrderRequestSink, order: Order): OrderTicket {
    const ticket = new OrderTicket(sink, null);
    ticket.setOrder(order);
    return ticket;
  }

  /** The request that made it; its `response` holds the code and reason of a refusal. */
  get submitRequest(): SubmitOrderRequest {
    this.#submitRequest ??= acceptedRequest(ensureDefined(this.#order, 'order of the ticket'));
    return this.#submitRequest;
  }

  /** Positive and ascending, or −10 when the request was refused before it became an order. */
  get orderId(): number {
    return this.#order?.id ?? this.submitRequest.orderId;
  }

  /** What is traded. */
  get symbol(): SecuritySymbol {
    return this.#order?.symbol ?? this.submitRequest.symbol;
  }

  /** Market, limit, stop, …; what a converted market order became. */
  get orderType(): OrderType {
    return this.#order?.type ?? this.submitRequest.orderType;
  }

  /** Where the order stands; `Invalid` when the request was refused before it became one. */
  get status(): OrderStatus {
    if (this.#order !== null) return this.#order.status;
    return this.submitRequest.response.isError ? OrderStatus.Invalid : OrderStatus.New;
  }

  /** Neither filled nor cancelled nor invalid. */
  get isOpen(): boolean {
    return !isClosedStatus(this.status);
  }

  /** Its request has not had its turn yet. */
  get isWaiting(): boolean {
    return this.#submitRequest?.status === OrderRequestStatus.Unprocessed;
  }

  /** Submission, epoch ms UTC. */
  get timeMs(): number {
    return this.#order?.timeMs ?? this.submitRequest.timeMs;
  }

  /** The order's tag now. */
  get tag(): string {
    return this.#order?.tag ?? this.submitRequest.tag;
  }

  /** `quantity` as a decimal. */
  get exactQuantity(): Decimal {
    return this.#order?.quantity ?? this.submitRequest.quantity;
  }

  /** Units ordered, with what has filled; negative to sell. */
  get quantity(): number {
    return this.exactQuantity.toNumber();
  }

  /** Units filled so far, negative for sales. */
  get exactQuantityFilled(): Decimal {
    return this.#order?.quantityFilled ?? Decimal.ZERO;
  }

  /** Units filled so far, negative for sales. */
  get quantityFilled(): number {
    return this.exactQuantityFilled.toNumber();
  }

  /** quantity − quantityFilled; negative for sales. */
  get exactQuantityRemaining(): Decimal {
    return this.exactQuantity.minus(this.exactQuantityFilled);
  }

  /** quantity − quantityFilled; negative for sales. */
  get quantityRemaining(): number {
    return this.exactQuantityRemaining.toNumber();
  }

  /** Σ |quantity| × price ÷ Σ |quantity| of the fills, in the quote currency; 0 before the first. */
  get averageFillPrice(): number {
    return this.exactAverageFillPrice.toNumber();
  }

  /** `averageFillPrice` as a decimal. */
  get exactAverageFillPrice(): Decimal {
    return this.#order?.price ?? Decimal.ZERO;
  }

  /** Present value of a field: a price in the quote currency, zero when the type has none; a flag is 1 or 0. */
  get(field: OrderField): number {
    const source = this.#order ?? this.submitRequest;
    switch (field) {
      case OrderField.LimitPrice:
        return source.limitPrice.toNumber();
      case OrderField.StopPrice:
        return source.stopPrice.toNumber();
      case OrderField.TriggerPrice:
        return source.triggerPrice.toNumber();
      case OrderField.TrailingAmount:
        return source.trailingAmount.toNumber();
      default:
        return source.trailingAsPercentage ? 1 : 0;
    }
  }

  /**
   * Asks for new values. The answer says whether the request was taken; an order event tells the outcome.
   *
   * @throws LockstepError `ORDER_INVALID` for a number that is not finite
   */
  update(fields: UpdateOrderFields): OrderResponse {
    return this.#sink.updateOrder(this, new UpdateOrderRequest(this.#sink.utcNow(), this.orderId, fields));
  }

  /** Asks for another total quantity in units, negative to sell; what has filled counts. */
  updateQuantity(quantity: number, tag?: string): OrderResponse {
    return this.update(withTag({ quantity }, tag));
  }

  /** Asks for another limit price, in the quote currency. */
  updateLimitPrice(limitPrice: number, tag?: string): OrderResponse {
    return this.update(withTag({ limitPrice }, tag));
  }

  /** Asks for another stop price, in the quote currency. */
  updateStopPrice(stopPrice: number, tag?: string): OrderResponse {
    return this.update(withTag({ stopPrice }, tag));
  }

  /** Asks for another trigger price, in the quote currency. */
  updateTriggerPrice(triggerPrice: number, tag?: string): OrderResponse {
    return this.update(withTag({ triggerPrice }, tag));
  }

  /** Asks for another trailing amount, of the order's kind: price or fraction. */
  updateStopTrailingAmount(trailingAmount: number, tag?: string): OrderResponse {
    return this.update(withTag({ trailingAmount }, tag));
  }

  /** Asks for another tag; closed orders take it too. */
  updateTag(tag: string): OrderResponse {
    return this.update({ tag });
  }

  /** Asks to cancel. A tag replaces the order's; without one it stays. Once asked for, only a refusal can be repeated. */
  cancel(tag?: string): OrderResponse {
    if (this.cancelRequest !== null && this.cancelRequest.status !== OrderRequestStatus.Error) {
      return new OrderResponse(
        OrderResponseErrorCode.RequestCanceled,
        `Order ${this.orderId} has been asked to cancel already.`,
      );
    }
    return this.#sink.cancelOrder(this, new CancelOrderRequest(this.#sink.utcNow(), this.orderId, tag ?? null));
  }

  /** Requests to change the order so far, oldest first. */
  get updateRequests(): readonly UpdateOrderRequest[] {
    return this.#updateRequests ?? NO_UPDATES;
  }

  /** Events of the order so far, oldest first. */
  get orderEvents(): readonly OrderEvent[] {
    return this.#sink.eventsUpTo(this.#lastEventNumber);
  }

  /** The answer to the latest request. */
  get mostRecentOrderResponse(): OrderResponse {
    const latest = this.cancelRequest ?? this.updateRequests.at(-1) ?? this.submitRequest;
    return latest.response;
  }

  /** Execution gives the ticket its order. */
  setOrder(order: Order): void {
    this.#order = order;
  }

  /** Execution's order behind the ticket; null while the request waits. */
  get order(): Order | null {
    return this.#order;
  }

  /** Execution makes the ticket of an order anew. */
  resume(lastEventNumber: number, cancelRequest: CancelOrderRequest | null): void {
    this.#lastEventNumber = lastEventNumber;
    this.cancelRequest = cancelRequest;
  }

  /** The order, the number of its latest event and the time of an accepted cancel are all there is to say. */
  get isPlain(): boolean {
    const isAccepted = this.#submitRequest === null || isPlainSubmission(this.#submitRequest, this.#order);
    return (
      isAccepted && this.#updateRequests === null && this.#filledValue === null && isPlainCancel(this.cancelRequest)
    );
  }

  /** Execution records a request before it answers it. */
  addUpdateRequest(request: UpdateOrderRequest): void {
    if (this.#updateRequests === null) this.#updateRequests = [request];
    else this.#updateRequests.push(request);
  }

  /** Number of the latest event in the log of the run, or `NO_EVENT`. */
  get lastEventNumber(): number {
    return this.#lastEventNumber;
  }

  /** Execution tells of an event, and its number in the log, before the strategy sees it. */
  addOrderEvent(event: OrderEvent, eventNumber: number): void {
    this.#lastEventNumber = eventNumber;
    if (this.#order === null || event.exactFillQuantity.isZero()) return;
    if (this.#order.quantityFilled.isZero()) {
      this.#order.quantityFilled = event.exactFillQuantity;
      this.#order.price = event.exactFillPrice;
    } else {
      this.#addToAverage(this.#order, event.exactFillQuantity, event.exactFillPrice);
    }
  }

  #addToAverage(order: Order, quantity: Decimal, price: Decimal): void {
    const value = this.#filledValue ?? order.quantityFilled.times(order.price);
    const filledValue = value.plus(quantity.times(price));
    order.quantityFilled = order.quantityFilled.plus(quantity);
    // The broker may have taken everything back.
    const isNothing = order.quantityFilled.isZero();
    this.#filledValue = isNothing ? null : filledValue;
    order.price = isNothing ? Decimal.ZERO : filledValue.dividedBy(order.quantityFilled);
  }

  /** Execution lets the request go once it was simply accepted: it can be told from the order. */
  releaseRequest(): void {
    const request = this.#submitRequest;
    if (request?.response !== OrderResponse.SUCCESS || request.asynchronous) return;
    if (request.status === OrderRequestStatus.Processed && this.#order !== null) this.#submitRequest = null;
  }

  /** The strategy made the request itself and may look at it again. */
  keepRequest(request: SubmitOrderRequest): void {
    this.#submitRequest = request;
  }

  /** Id, ticker and quantity as text. */
  toString(): string {
    return `Order ${this.orderId} ${this.symbol.value} ${orderDecimal(this.quantity)}`;
  }
}

/** The request of an order that was accepted without further ado. */
function acceptedRequest(order: Order): SubmitOrderRequest {
  const { quantity, limitPrice, stopPrice, triggerPrice, trailingAmount, tag } = order.asked;
  const { type, symbol, timeMs, timeIsLocal, properties, trailingAsPercentage, bracketId } = order;
  const request = new SubmitOrderRequest({
    orderType: type,
    symbol,
    quantity,
    limitPrice,
    stopPrice,
    triggerPrice,
    trailingAmount,
    trailingAsPercentage,
    timeMs,
    timeIsLocal,
    tag,
    properties,
    bracketId,
  });
  request.orderId = order.id;
  request.response = OrderResponse.SUCCESS;
  request.status = OrderRequestStatus.Processed;
  return request;
}

/** Whether a request says no more than the order that came of it. */
function isPlainSubmission(request: SubmitOrderRequest, order: Order | null): boolean {
  if (order === null || request.status !== OrderRequestStatus.Processed || request.response !== OrderResponse.SUCCESS)
    return false;
  const { asked, id, type, timeMs, timeIsLocal, trailingAsPercentage, bracketId, properties } = order;
  const values = [asked.quantity, asked.limitPrice, asked.stopPrice, asked.triggerPrice, asked.trailingAmount];
  const requested = [
    request.quantity,
    request.limitPrice,
    request.stopPrice,
    request.triggerPrice,
    request.trailingAmount,
  ];
  return (
    request.orderId === id &&
    request.orderType === type &&
    request.timeMs === timeMs &&
    request.timeIsLocal === timeIsLocal &&
    request.trailingAsPercentage === trailingAsPercentage &&
    request.bracketId === bracketId &&
    request.properties === properties &&
    request.tag === asked.tag &&
    values.every((value, index) => value.toString() === requested[index]!.toString())
  );
}

function isPlainCancel(request: CancelOrderRequest | null): boolean {
  if (request === null) return true;
  return request.status === OrderRequestStatus.Processed && request.response === OrderResponse.SUCCESS;
}

function withTag(fields: UpdateOrderFields, tag: string | undefined): UpdateOrderFields {
  return tag === undefined ? fields : { ...fields, tag };
}

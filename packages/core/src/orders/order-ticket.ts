import type { SecuritySymbol } from '../market/symbol.ts';
import { Decimal } from '../numeric/decimal.ts';
import type { Order } from './order.ts';
import type { OrderEvent } from './order-event.ts';
import {
  CancelOrderRequest,
  OrderRequestStatus,
  orderDecimal,
  type SubmitOrderRequest,
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
  utcNow(): number;
  updateOrder(ticket: OrderTicket, request: UpdateOrderRequest): OrderResponse;
  cancelOrder(ticket: OrderTicket, request: CancelOrderRequest): OrderResponse;
}

const NO_UPDATES: readonly UpdateOrderRequest[] = [];

/** The strategy's handle on an order: what has become of it, and the way to change or cancel it. */
export class OrderTicket {
  readonly submitRequest: SubmitOrderRequest;
  cancelRequest: CancelOrderRequest | null = null;
  readonly #sink: OrderRequestSink;
  #updateRequests: readonly UpdateOrderRequest[] = NO_UPDATES;
  #lastEvent: OrderEvent | null = null;
  #order: Order | null = null;
  #exactQuantityFilled: Decimal = Decimal.ZERO;
  #exactAverageFillPrice: Decimal = Decimal.ZERO;
  /** Σ |quantity| × price of the fills so far; kept from the second on. */
  #filledValue: Decimal | null = null;

  constructor(sink: OrderRequestSink, submitRequest: SubmitOrderRequest) {
    this.#sink = sink;
    this.submitRequest = submitRequest;
  }

  /** Positive and ascending, or −10 when the request was refused before it became an order. */
  get orderId(): number {
    return this.submitRequest.orderId;
  }

  get symbol(): SecuritySymbol {
    return this.submitRequest.symbol;
  }

  get orderType(): OrderType {
    return this.submitRequest.orderType;
  }

  get status(): OrderStatus {
    if (this.#order !== null) return this.#order.status;
    return this.submitRequest.response.isError ? OrderStatus.Invalid : OrderStatus.New;
  }

  get isOpen(): boolean {
    return !isClosedStatus(this.status);
  }

  /** Submission, epoch ms UTC. */
  get timeMs(): number {
    return this.submitRequest.timeMs;
  }

  get tag(): string {
    return this.#order?.tag ?? this.submitRequest.tag;
  }

  get exactQuantity(): Decimal {
    return this.#order?.quantity ?? this.submitRequest.quantity;
  }

  /** Units ordered, negative to sell. */
  get quantity(): number {
    return this.exactQuantity.toNumber();
  }

  get exactQuantityFilled(): Decimal {
    return this.#exactQuantityFilled;
  }

  get quantityFilled(): number {
    return this.#exactQuantityFilled.toNumber();
  }

  get exactQuantityRemaining(): Decimal {
    return this.exactQuantity.minus(this.#exactQuantityFilled);
  }

  get quantityRemaining(): number {
    return this.exactQuantityRemaining.toNumber();
  }

  get averageFillPrice(): number {
    return this.#exactAverageFillPrice.toNumber();
  }

  get exactAverageFillPrice(): Decimal {
    return this.#exactAverageFillPrice;
  }

  /** Present value of a price field; zero when the type has none. */
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

  /** Asks for new values. The answer says whether the request was taken; an order event tells the outcome. */
  update(fields: UpdateOrderFields): OrderResponse {
    return this.#sink.updateOrder(this, new UpdateOrderRequest(this.#sink.utcNow(), this.orderId, fields));
  }

  updateQuantity(quantity: number, tag?: string): OrderResponse {
    return this.update(withTag({ quantity }, tag));
  }

  updateLimitPrice(limitPrice: number, tag?: string): OrderResponse {
    return this.update(withTag({ limitPrice }, tag));
  }

  updateStopPrice(stopPrice: number, tag?: string): OrderResponse {
    return this.update(withTag({ stopPrice }, tag));
  }

  updateTriggerPrice(triggerPrice: number, tag?: string): OrderResponse {
    return this.update(withTag({ triggerPrice }, tag));
  }

  updateStopTrailingAmount(trailingAmount: number, tag?: string): OrderResponse {
    return this.update(withTag({ trailingAmount }, tag));
  }

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

  /** Requests to change the order so far. */
  get updateRequests(): readonly UpdateOrderRequest[] {
    return this.#updateRequests;
  }

  /** Events of the order so far. */
  get orderEvents(): readonly OrderEvent[] {
    const events: OrderEvent[] = [];
    for (let event = this.#lastEvent; event !== null; event = event.previous) events.push(event);
    return events.reverse();
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

  /** Execution records a request before it answers it. */
  addUpdateRequest(request: UpdateOrderRequest): void {
    this.#updateRequests = [...this.#updateRequests, request];
  }

  /** Execution records an event before the strategy sees it. */
  addOrderEvent(event: OrderEvent): void {
    event.previous = this.#lastEvent;
    this.#lastEvent = event;
    if (event.exactFillQuantity.isZero()) return;
    if (this.#exactQuantityFilled.isZero()) {
      this.#exactQuantityFilled = event.exactFillQuantity;
      this.#exactAverageFillPrice = event.exactFillPrice;
    } else {
      this.#addToAverage(event.exactFillQuantity, event.exactFillPrice);
    }
    if (this.#order !== null) {
      this.#order.price = this.#exactAverageFillPrice;
      this.#order.quantityFilled = this.#exactQuantityFilled;
    }
  }

  #addToAverage(quantity: Decimal, price: Decimal): void {
    const value = this.#filledValue ?? this.#exactQuantityFilled.abs().times(this.#exactAverageFillPrice);
    this.#filledValue = value.plus(quantity.abs().times(price));
    this.#exactQuantityFilled = this.#exactQuantityFilled.plus(quantity);
    this.#exactAverageFillPrice = this.#filledValue.dividedBy(this.#exactQuantityFilled.abs());
  }

  toString(): string {
    return `Order ${this.orderId} ${this.symbol.value} ${orderDecimal(this.quantity)}`;
  }
}

function withTag(fields: UpdateOrderFields, tag: string | undefined): UpdateOrderFields {
  return tag === undefined ? fields : { ...fields, tag };
}

import type { Brokerage, HandedOver, OrderHandover } from '../brokerage/brokerage.ts';
import type { BrokerageModel } from '../brokerage-models/brokerage-model.ts';
import { ensureDefined } from '../errors/ensure.ts';
import type { DataNormalizationMode } from '../market/data-normalization-mode.ts';
import type { Order } from '../orders/order.ts';
import { OrderEvent } from '../orders/order-event.ts';
import {
  type CancelOrderRequest,
  type OrderRequest,
  OrderRequestStatus,
  OrderRequestType,
  type SubmitOrderRequest,
  type UpdateOrderRequest,
} from '../orders/order-request.ts';
import { OrderResponse, OrderResponseErrorCode } from '../orders/order-response.ts';
import { OrderStatus } from '../orders/order-status.ts';
import type { Portfolio } from '../portfolio/portfolio.ts';
import { roundToStep } from '../securities/round-to-step.ts';
import type { Securities } from '../securities/securities.ts';
import type { Security } from '../securities/security.ts';
import type { OrderBook, OrderEntry } from './order-book.ts';
import { applyUpdate, defaultTag, updatedCopy } from './order-changes.ts';
import type { OrderEvents } from './order-events.ts';
import { buyingPowerMessage, closedOrder, isTooNew, newOrder, submitRefusal, zeroQuantity } from './order-refusals.ts';
import { roundOrderPrices } from './order-rounding.ts';
import type { UpdatesInFlight } from './updates-in-flight.ts';

/** What goes to the broker with orders. */
export interface EntryHandovers {
  handover(order: Order): OrderHandover;
}

/** What the handling of requests takes from the rest of the engine. */
export interface RequestHandlingOptions {
  readonly book: OrderBook;
  readonly brokerage: Brokerage;
  readonly portfolio: Portfolio;
  readonly securities: Securities;
  readonly utcNow: () => number;
  readonly brokerageModel: () => BrokerageModel;
  readonly priceAdjustmentMode: (security: Security) => DataNormalizationMode;
  readonly reportError: (text: string) => void;
  readonly clientOrderId: (orderId: number) => string;
  readonly brackets: () => EntryHandovers;
  readonly updates: UpdatesInFlight;
}

/**
 * What becomes of a request when its turn comes: last checks at the prices of that instant, then it is handed to the
 * brokerage. (LEAN: the handlers of BrokerageTransactionHandler.)
 */
export class RequestHandling {
  readonly #options: RequestHandlingOptions;
  readonly #events: OrderEvents;
  #warnedOfRounding = false;
  /** Of the request that is being handled. */
  #handedOver: HandedOver = undefined;
  readonly #adjustmentModes = new Map<string, DataNormalizationMode>();

  constructor(options: RequestHandlingOptions, events: OrderEvents) {
    this.#options = options;
    this.#events = events;
  }

  /** Checks a request, hands it over, and writes the answer onto it. A promise settles once it has been taken. */
  handle(request: OrderRequest): HandedOver {
    this.#handedOver = undefined;
    const entry = this.#entryOf(request);
    switch (request.type) {
      case OrderRequestType.Submit:
        answer(request, this.#processSubmit(entry));
        break;
      case OrderRequestType.Update:
        answer(request, this.#processUpdate(entry, request));
        break;
      default:
        answer(request, this.#processCancel(entry, request));
    }
    return this.#handedOver;
  }

  /** The same for two orders of which the broker lets only one fill. They go out in one piece. */
  handlePair(first: SubmitOrderRequest, second: SubmitOrderRequest): HandedOver {
    const [one, two] = [this.#entryOf(first), this.#entryOf(second)];
    const refusal = answer(first, this.#prepare(one) ?? OrderResponse.SUCCESS);
    // What has come of the first may have ended the second.
    if (two.order.isClosed) return;
    const secondRefusal = answer(second, this.#prepare(two) ?? OrderResponse.SUCCESS);
    const { brackets, brokerage } = this.#options;
    if (refusal.isError && secondRefusal.isError) return;
    if (refusal.isError) return brokerage.placeOrder(brackets().handover(two.order));
    const handover = brackets().handover(one.order);
    if (secondRefusal.isError || one.order.isClosed) return brokerage.placeOrder(handover);
    return brokerage.placeOrder({ ...handover, sibling: brackets().handover(two.order) });
  }

  #entryOf({ orderId }: OrderRequest): OrderEntry {
    return ensureDefined(this.#options.book.get(orderId), `order ${orderId}`);
  }

  #processSubmit(entry: OrderEntry): OrderResponse {
    const refusal = this.#prepare(entry);
    if (refusal !== null) return refusal;
    this.#handedOver = this.#options.brokerage.placeOrder(this.#options.brackets().handover(entry.order));
    return OrderResponse.SUCCESS;
  }

  /** Rounds an order and checks it a last time; a refusal makes it Invalid. */
  #prepare({ order, ticket }: OrderEntry): OrderResponse | null {
    const security = this.#options.securities.get(order.symbol);
    order.priceCurrency = security.symbolProperties.quoteCurrency;
    if (order.tag === '') order.tag = defaultTag(order);
    order.quantity = roundToStep(order.quantity, security);
    this.#roundPrices(order, security);
    order.priceAdjustmentMode = this.priceAdjustmentMode(security);
    ticket.setOrder(order);
    if (order.quantity.isZero()) return this.#invalidate(order, zeroQuantity(order));
    const refusal = submitRefusal(order, security, this.#options.portfolio, this.#options.brokerageModel());
    return refusal === null ? null : this.#invalidate(order, refusal);
  }

  #processUpdate({ order, ticket }: OrderEntry, request: UpdateOrderRequest): OrderResponse {
    if (isTooNew(order)) return newOrder(order);
    const closed = order.isClosed;
    if (closed && !request.isTagOnly) return closedOrder(order);
    const security = this.#options.securities.get(order.symbol);
    order.quantity = roundToStep(order.quantity, security);
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
    if (!closed) this.#options.updates.sends(order, request);
    applyUpdate(order, request);
    this.#roundPrices(order, security);
    ticket.setOrder(order);
    if (!closed) this.#handedOver = this.#options.brokerage.updateOrder(order, request);
    return OrderResponse.SUCCESS;
  }

  #processCancel({ order, ticket }: OrderEntry, request: CancelOrderRequest): OrderResponse {
    if (order.isClosed) {
      this.#events.revertCancelPending(order);
      return closedOrder(order);
    }
    ticket.setOrder(order);
    this.#handedOver = this.#options.brokerage.cancelOrder(order);
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

  /** How the prices of a security were adjusted when its first order was processed. */
  priceAdjustmentMode(security: Security): DataNormalizationMode {
    let mode = this.#adjustmentModes.get(security.symbol.id);
    if (mode === undefined) {
      mode = this.#options.priceAdjustmentMode(security);
      this.#adjustmentModes.set(security.symbol.id, mode);
    }
    return mode;
  }
}

/** Writes the answer to a request onto it. */
export function answer(request: OrderRequest, response: OrderResponse): OrderResponse {
  request.response = response;
  request.status = response.isError ? OrderRequestStatus.Error : OrderRequestStatus.Processed;
  return response;
}

import {
  type BrokerageInbox,
  type BrokerageMessage,
  Decimal,
  ORDER_EXPIRED,
  type OrderEvent,
  OrderStatus,
} from '@lockstep/core';
import { isSale } from '../../brokerage/orders/order-terms.ts';
import { DealType, OrderState } from '../../wire/enums.ts';
import type { DeskParts } from './desk-parts.ts';
import type { SimulatedDeal } from './ledger.ts';
import type { SimulatedOrder } from './simulated-order.ts';

/** What the venue tells, written into the terminal's ledger. */
export class VenueInbox implements BrokerageInbox {
  readonly #parts: DeskParts;
  /** Text of the refusal of the request that is being carried out. */
  refusal: string | null = null;
  /** By the venue's ids of executions. */
  readonly #deals = new Map<string, SimulatedDeal>();

  constructor(parts: DeskParts) {
    this.#parts = parts;
  }

  orderEvent(event: OrderEvent): void {
    const order = this.#parts.ledger.orders.get(event.orderId);
    if (order === undefined) return;
    order.fields.order.status = event.status;
    switch (event.status) {
      case OrderStatus.Submitted:
        order.state = OrderState.Placed;
        break;
      case OrderStatus.PartiallyFilled:
      case OrderStatus.Filled:
        this.#onFill(order, event);
        break;
      case OrderStatus.Canceled:
        this.#onCanceled(order, event);
        break;
      case OrderStatus.Invalid:
        order.note = event.message;
        order.end(OrderState.Rejected, event.utcTimeMs);
        break;
      default:
    }
    this.#parts.ledger.touch();
  }

  message(message: BrokerageMessage): void {
    const { ledger } = this.#parts;
    if (message.kind === 'outcome' && message.outcome === 'refused') this.refusal = message.text;
    if (message.kind === 'executionCorrected') this.#onCorrected(message.executionId, message.correction);
    if (message.kind !== 'orderChanged') return;
    const order = ledger.orders.get(message.orderId)?.fields.order;
    if (order === undefined) return;
    if (message.stopPrice !== undefined) order.stopPrice = message.stopPrice;
    if (message.limitPrice !== undefined) order.limitPrice = message.limitPrice;
    if (message.stopTriggered !== undefined) order.stopTriggered = message.stopTriggered;
    ledger.touch();
  }

  /** A deal that is taken back stays in the history as another type; one that stands instead of it is another deal. */
  #onCorrected(executionId: string, instead: OrderEvent | null): void {
    const { ledger } = this.#parts;
    const deal = this.#deals.get(executionId);
    const order = deal === undefined ? undefined : ledger.orders.get(deal.order);
    if (deal === undefined || order === undefined) return;
    const { instrument, order: venueOrder } = order.fields;
    const size = instrument.unitsOf(deal.volume);
    const units = deal.type === DealType.Sell ? size.negated() : size;
    ledger.positions.fill({
      order,
      units: units.negated(),
      price: Decimal.fromNumber(deal.price),
      timeMs: deal.timeMs,
    });
    order.filled = order.filled.minus(instrument.lotsOf(size));
    venueOrder.quantityFilled = venueOrder.quantityFilled.minus(units);
    ledger.cancelDeal(deal);
    if (instead !== null) this.#onFill(order, instead);
  }

  #onCanceled(order: SimulatedOrder, event: OrderEvent): void {
    if (event.message === ORDER_EXPIRED) order.end(OrderState.Expired, event.utcTimeMs);
    else order.end(order.filled.isZero() ? OrderState.Canceled : OrderState.Partial, event.utcTimeMs);
  }

  #onFill(order: SimulatedOrder, event: OrderEvent): void {
    const { instrument, type, magic, reason, comment, order: venueOrder } = order.fields;
    const { ledger } = this.#parts;
    const units = event.exactFillQuantity.plus(event.orderFee.paidInQuantity ?? Decimal.ZERO);
    const lots = instrument.lotsOf(units.abs());
    const position = ledger.positions.fill({ order, units, price: event.exactFillPrice, timeMs: event.utcTimeMs });
    venueOrder.quantityFilled = venueOrder.quantityFilled.plus(units);
    order.filled = order.filled.plus(lots);
    if (event.status === OrderStatus.Filled) order.end(OrderState.Filled, event.utcTimeMs);
    else if (order.doneMs === null) order.state = OrderState.Partial;
    const deal = {
      ticket: ledger.nextTicket(),
      order: order.ticket,
      timeMs: event.utcTimeMs,
      type: isSale(type) ? DealType.Sell : DealType.Buy,
      entry: position.entry,
      magic,
      positionId: position.ticket,
      reason,
      volume: lots.toNumber(),
      price: event.exactFillPrice.toNumber(),
      commission: this.#inAccount(event.orderFee).negated().toNumber(),
      swap: 0,
      profit: position.profit.toNumber(),
      symbol: instrument.name,
      comment,
    };
    ledger.addDeal(deal);
    this.#deals.set(event.executionId, deal);
  }

  #inAccount({ amount, currency }: OrderEvent['orderFee']): Decimal {
    return amount.isZero() ? amount : this.#parts.venue.cashBook.valueInAccountCurrency(amount, currency);
  }
}

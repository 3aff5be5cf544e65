import { ensureDefined } from '../errors/ensure.ts';
import type { SecuritySymbol } from '../market/symbol.ts';
import { Decimal } from '../numeric/decimal.ts';
import type { FillBar } from './fill-bar.ts';
import type { Order } from './order.ts';
import { directionOf, type OrderDirection } from './order-direction.ts';
import { OrderStatus, orderStatusName } from './order-status.ts';
import type { OrderTicket } from './order-ticket.ts';

/** What an event takes from its order. */
export type OrderOfEvent = Pick<Order, 'id' | 'symbol' | 'quantity'>;

/** The ticket of an order, by its id. */
export type TicketLookup = (orderId: number) => OrderTicket;

/** A fee: the total for a fill, in a currency. */
export interface OrderFee {
  /** Units of `currency`: positive is a cost, negative a rebate. */
  readonly amount: Decimal;
  /** Code such as `USD`; converted to the account currency when the fill is booked. */
  readonly currency: string;
  /** The fee was paid out of the bought quantity (crypto, fee in base currency): no cash leaves. */
  readonly paidInQuantity?: Decimal;
}

/** No fee, in LEAN's nameless currency. */
export const NO_FEE: OrderFee = { amount: Decimal.ZERO, currency: 'QCC' };

/**
 * Something that happened to an order. Immutable once the strategy sees it. Numbers are for strategies; the `exact…`
 * fields hold the decimals behind them.
 */
export class OrderEvent {
  /** Id of the order. */
  readonly orderId: number;
  /** What is traded. */
  readonly symbol: SecuritySymbol;
  /** Epoch ms UTC. */
  readonly utcTimeMs: number;
  /** Status of the order from this event on; a fill model that fills a part sets it. */
  status: OrderStatus;
  /** Counts the events of the order from 1. */
  id: number;
  /** `fillPrice` as a decimal. */
  exactFillPrice: Decimal;
  /** `fillQuantity` as a decimal. */
  exactFillQuantity: Decimal;
  /** Fee booked with this event; a simulated order pays it once, when it is filled completely. */
  orderFee: OrderFee;
  /** Why, where there is something to say; else empty. */
  message: string;
  /** Units of the whole order after this event, negative to sell; the prices below are those after it too. */
  exactQuantity: Decimal;
  /** Null where the type has none; so are the next three. */
  exactLimitPrice: Decimal | null;
  /** In the quote currency. */
  exactStopPrice: Decimal | null;
  /** In the quote currency. */
  exactTriggerPrice: Decimal | null;
  /** An amount of price, or a fraction of it. */
  exactTrailingAmount: Decimal | null;
  /** The bar whose price filled the order, where a fill model works on bars. */
  fillBar: FillBar | null;
  #ticket: OrderTicket | TicketLookup | null = null;
  /** Null: the order's number and the event's. */
  #executionId: string | null = '';

  constructor(order: OrderOfEvent, utcTimeMs: number, status: OrderStatus, message = '') {
    this.orderId = order.id;
    this.symbol = order.symbol;
    this.utcTimeMs = utcTimeMs;
    this.status = status;
    this.id = 0;
    this.exactFillPrice = Decimal.ZERO;
    this.exactFillQuantity = Decimal.ZERO;
    this.orderFee = NO_FEE;
    this.message = message;
    this.exactQuantity = order.quantity;
    this.exactLimitPrice = null;
    this.exactStopPrice = null;
    this.exactTriggerPrice = null;
    this.exactTrailingAmount = null;
    this.fillBar = null;
  }

  /** The order's ticket; set before the strategy sees the event. */
  get ticket(): OrderTicket {
    if (typeof this.#ticket === 'function') this.#ticket = this.#ticket(this.orderId);
    return ensureDefined(this.#ticket, 'ticket of the event');
  }

  set ticket(ticket: OrderTicket) {
    this.#ticket = ticket;
  }

  /** The ticket is looked up when it is first asked for. */
  findTicketBy(lookup: TicketLookup): void {
    this.#ticket = lookup;
  }

  /** Side of the order: buy or sell. */
  get direction(): OrderDirection {
    return directionOf(this.exactQuantity);
  }

  /** The broker's id of the execution; empty for events that are none. */
  get executionId(): string {
    return this.#executionId ?? `${this.orderId}-${this.id}`;
  }

  set executionId(id: string) {
    this.#executionId = id;
  }

  /** The execution has no other id than those numbers. */
  get isKnownByOwnId(): boolean {
    return this.#executionId === null;
  }

  /** The execution is known by the order's number and that of the event. @param id number of the event, from 1 */
  identifyByOwnId(id: number): void {
    this.id = id;
    this.#executionId = null;
  }

  /** Price of this fill in the quote currency; 0 on other events. */
  get fillPrice(): number {
    return this.exactFillPrice.toNumber();
  }

  /** Units filled by this event alone, negative for sales; 0 on other events. */
  get fillQuantity(): number {
    return this.exactFillQuantity.toNumber();
  }

  /** Units of the whole order after this event, negative to sell; `fillQuantity` is what this event filled. */
  get quantity(): number {
    return this.exactQuantity.toNumber();
  }

  /** Limit price after this event, in the quote currency; null where the type has none. */
  get limitPrice(): number | null {
    return this.exactLimitPrice?.toNumber() ?? null;
  }

  /** Stop price after this event, in the quote currency; null where the type has none. */
  get stopPrice(): number | null {
    return this.exactStopPrice?.toNumber() ?? null;
  }

  /** Trigger price after this event, in the quote currency; null where the type has none. */
  get triggerPrice(): number | null {
    return this.exactTriggerPrice?.toNumber() ?? null;
  }

  /** Distance of a trailing stop, a price or a fraction of it; null for other types. */
  get trailingAmount(): number | null {
    return this.exactTrailingAmount?.toNumber() ?? null;
  }

  /** It filled the order or a part of it. */
  get isFill(): boolean {
    return this.status === OrderStatus.Filled || this.status === OrderStatus.PartiallyFilled;
  }

  /** Order id, ticker, status, fill and message as text. */
  toString(): string {
    const fill = this.isFill ? ` ${this.exactFillQuantity} @ ${this.exactFillPrice}` : '';
    const note = this.message === '' ? '' : ` (${this.message})`;
    return `Order ${this.orderId} ${this.symbol.value}: ${orderStatusName(this.status)}${fill}${note}`;
  }
}

/** The same event for another ledger, before it has taken it in. @param order the order as that ledger knows it */
export function copyOrderEvent(order: Order, event: OrderEvent, status: OrderStatus = event.status): OrderEvent {
  const copy = new OrderEvent(order, event.utcTimeMs, status, event.message);
  copy.exactFillPrice = event.exactFillPrice;
  copy.exactFillQuantity = event.exactFillQuantity;
  copy.orderFee = event.orderFee;
  copy.executionId = event.executionId;
  copy.fillBar = event.fillBar;
  return copy;
}

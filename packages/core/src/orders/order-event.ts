import type { SecuritySymbol } from '../market/symbol.ts';
import { Decimal } from '../numeric/decimal.ts';
import type { FillBar } from './fill-bar.ts';
import type { Order } from './order.ts';
import type { OrderDirection } from './order-direction.ts';
import { OrderStatus, orderStatusName } from './order-status.ts';
import type { OrderTicket } from './order-ticket.ts';

/** A fee: an amount in a currency. */
export interface OrderFee {
  readonly amount: Decimal;
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
  readonly orderId: number;
  readonly symbol: SecuritySymbol;
  /** Epoch ms UTC. */
  readonly utcTimeMs: number;
  readonly status: OrderStatus;
  readonly direction: OrderDirection;
  /** Counts the events of the order from 1. */
  id: number;
  exactFillPrice: Decimal;
  exactFillQuantity: Decimal;
  orderFee: OrderFee;
  message: string;
  /** Quantity and prices of the order after this event. */
  exactQuantity: Decimal;
  exactLimitPrice: Decimal | null;
  exactStopPrice: Decimal | null;
  exactTriggerPrice: Decimal | null;
  exactTrailingAmount: Decimal | null;
  /** The broker's id of the execution; empty for events that are none. */
  executionId: string;
  /** The bar whose price filled the order, where a fill model works on bars. */
  fillBar: FillBar | null;
  /** Set before the strategy sees the event. */
  ticket!: OrderTicket;
  /** The event of the order before this one; null for the first. */
  previous: OrderEvent | null;

  constructor(order: Order, utcTimeMs: number, status: OrderStatus, message = '') {
    this.orderId = order.id;
    this.symbol = order.symbol;
    this.utcTimeMs = utcTimeMs;
    this.status = status;
    this.direction = order.direction;
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
    this.executionId = '';
    this.fillBar = null;
    this.previous = null;
  }

  get fillPrice(): number {
    return this.exactFillPrice.toNumber();
  }

  /** Units filled by this event, negative for sales. */
  get fillQuantity(): number {
    return this.exactFillQuantity.toNumber();
  }

  get quantity(): number {
    return this.exactQuantity.toNumber();
  }

  get limitPrice(): number | null {
    return this.exactLimitPrice?.toNumber() ?? null;
  }

  get stopPrice(): number | null {
    return this.exactStopPrice?.toNumber() ?? null;
  }

  get triggerPrice(): number | null {
    return this.exactTriggerPrice?.toNumber() ?? null;
  }

  get trailingAmount(): number | null {
    return this.exactTrailingAmount?.toNumber() ?? null;
  }

  get isFill(): boolean {
    return this.status === OrderStatus.Filled || this.status === OrderStatus.PartiallyFilled;
  }

  toString(): string {
    const fill = this.isFill ? ` ${this.exactFillQuantity} @ ${this.exactFillPrice}` : '';
    const note = this.message === '' ? '' : ` (${this.message})`;
    return `Order ${this.orderId} ${this.symbol.value}: ${orderStatusName(this.status)}${fill}${note}`;
  }
}

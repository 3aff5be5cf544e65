import {
  Algorithm,
  Decimal,
  type OrderEvent,
  OrderStatus,
  type OrderTicket,
  OrderType,
  Resolution,
  SecurityType,
  type Slice,
  SubmitOrderRequest,
  type TradeBar,
} from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

/** The type of each month's order; with every round the side changes. */
const TYPES: readonly OrderType[] = [
  OrderType.Market,
  OrderType.Limit,
  OrderType.StopMarket,
  OrderType.StopLimit,
  OrderType.MarketOnOpen,
  OrderType.MarketOnClose,
  OrderType.TrailingStop,
];

const QUANTITY = 100;
const DELTA_QUANTITY = 10;
const AWAY = Decimal.parse('0.025');
const TRAILING_AMOUNT = Decimal.parse('0.01');
const NEAR = 0.005;

/** Each month an order of another type; in its second week the quantity is updated, in its third the prices. */
export default class UpdateOrder extends Algorithm {
  #lastMonth = -1;
  #ticket: OrderTicket | null = null;
  #placed = 0;
  #side: 1 | -1 = 1;

  override initialize(): void {
    this.setStartDate(2013, 1, 1);
    this.setEndDate(2015, 1, 1);
    this.setCash(100_000);
    this.addSecurity(SecurityType.Equity, 'SPY', Resolution.Daily);
  }

  override onData(slice: Slice): void {
    const bar = slice.bars.get('SPY');
    if (bar === undefined) return;
    const { month, day } = this.time;
    if (month !== this.#lastMonth) {
      this.#lastMonth = month;
      this.#ticket = this.#submitNext(bar);
    } else if (this.#ticket?.isOpen === true) {
      this.#change(this.#ticket, day);
    }
  }

  #submitNext(bar: TradeBar): OrderTicket {
    const orderType = TYPES[this.#placed % TYPES.length]!;
    if (this.#placed % TYPES.length === 0) this.#side = this.#side === 1 ? -1 : 1;
    this.#placed += 1;
    const above = Decimal.ONE.plus(AWAY);
    const below = Decimal.ONE.minus(AWAY);
    const isLong = this.#side === 1;
    const high = Decimal.fromNumber(bar.high);
    const low = Decimal.fromNumber(bar.low);
    const stopPrice = isLong ? above.times(high) : below.times(low);
    const limitBehindStop = isLong ? below.times(stopPrice) : above.times(stopPrice);
    const limitAlone = isLong ? below.times(low) : above.times(high);
    return this.submitOrderRequest(
      new SubmitOrderRequest({
        orderType,
        symbol: bar.symbol,
        quantity: Decimal.fromInteger(this.#side * QUANTITY),
        stopPrice,
        limitPrice: orderType === OrderType.Limit ? limitAlone : limitBehindStop,
        trailingAmount: TRAILING_AMOUNT,
        trailingAsPercentage: true,
        timeMs: this.utcTimeMs,
        tag: String(orderType),
      }),
    );
  }

  #change(ticket: OrderTicket, day: number): void {
    const updates = ticket.updateRequests.length;
    if (day > 8 && day < 14) {
      if (updates === 0) {
        ticket.update({ quantity: ticket.quantity + this.#side * DELTA_QUANTITY, tag: `Change quantity: ${day}` });
      }
    } else if (day > 13 && day < 20) {
      if (updates === 1) this.#changePrices(ticket, day);
    } else if (updates === 2) {
      ticket.cancel(`${day} and is still open!`);
    }
  }

  #changePrices(ticket: OrderTicket, day: number): void {
    const { price } = this.securities.get('SPY');
    const side = Math.sign(ticket.quantity);
    const stopPrice = price * (1 + side * NEAR);
    ticket.update({
      limitPrice: price * (1 - side * NEAR),
      ...(ticket.orderType !== OrderType.TrailingStop && { stopPrice }),
      tag: `Change prices: ${day}`,
    });
  }

  override onOrderEvent({ orderId, utcTimeMs }: OrderEvent): void {
    const order = this.transactions.getOrderById(orderId);
    const ticket = this.transactions.getOrderTicket(orderId);
    requireThat(order !== undefined && ticket !== undefined, `there is no order ${orderId}`);
    if (order.status === OrderStatus.Canceled) {
      requireThat(order.canceledTimeMs === utcTimeMs, `order ${orderId} was cancelled at another time than its event`);
    }
    if (order.status === OrderStatus.Filled || order.status === OrderStatus.PartiallyFilled) {
      requireThat(order.lastFillTimeMs === utcTimeMs, `order ${orderId} was filled at another time than its event`);
    }
    const wasUpdated = ticket.updateRequests.some((request) => request.response.isSuccess);
    if (wasUpdated && order.timeMs !== this.utcTimeMs) {
      requireThat(!Number.isNaN(order.lastUpdateTimeMs), `order ${orderId} does not know when it was updated`);
    }
  }
}

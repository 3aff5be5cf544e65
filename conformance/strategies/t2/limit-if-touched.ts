import {
  Algorithm,
  Decimal,
  type OrderEvent,
  OrderField,
  OrderStatus,
  type OrderTicket,
  OrderType,
  type Slice,
  SubmitOrderRequest,
} from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

const QUARTER = Decimal.parse('0.25');

/** The three fills that must come: order, event number, trigger and limit price. */
const FILLS: readonly (readonly [orderId: number, eventId: number, triggerPrice: number, limitPrice: number])[] = [
  [72, 399, 143.61, 144.3551],
  [73, 156, 144.89, 145.6434],
  [74, 380, 145.92, 146.6723],
];

/**
 * Keeps one limit-if-touched order open, makes it smaller by one with every bar and cancels what is left: buys on the
 * first two days, then sales.
 */
export default class LimitIfTouched extends Algorithm {
  protected readonly asynchronous: boolean = false;
  #ticket: OrderTicket | null = null;
  #side: 1 | -1 = 1;
  #fills = 0;

  override initialize(): void {
    this.setStartDate(2013, 10, 7);
    this.setEndDate(2013, 10, 11);
    this.setCash(100_000);
    this.addEquity('SPY');
  }

  override onData(slice: Slice): void {
    const bar = slice.get('SPY');
    if (bar === undefined) return;
    if (this.transactions.getOpenOrders().length === 0) {
      this.#side = this.time.day < 9 ? 1 : -1;
      this.#ticket = this.#submit(Decimal.fromNumber(bar.price));
    } else if (this.#ticket?.quantity === 1) {
      this.transactions.cancelOpenOrders();
      this.#ticket = null;
    } else if (this.#ticket !== null) {
      const quantity = this.#ticket.quantity - this.#side;
      this.#ticket.updateQuantity(quantity, `LIT - Quantity: ${quantity}`);
      this.#ticket.updateTriggerPrice(Number(this.#ticket.get(OrderField.TriggerPrice).toPrecision(5)));
    }
  }

  #submit(price: Decimal): OrderTicket {
    const side = Decimal.fromInteger(this.#side);
    return this.submitOrderRequest(
      new SubmitOrderRequest({
        orderType: OrderType.LimitIfTouched,
        symbol: this.symbol('SPY'),
        quantity: Decimal.fromInteger(10 * this.#side),
        limitPrice: price.minus(side),
        triggerPrice: price.minus(QUARTER.times(side)),
        timeMs: this.utcTimeMs,
        tag: `LIT - Quantity: ${10 * this.#side}`,
        asynchronous: this.asynchronous,
      }),
    );
  }

  override onOrderEvent(event: OrderEvent): void {
    if (event.status !== OrderStatus.Filled) return;
    const [orderId, eventId, trigger, limit] = FILLS[this.#fills] ?? [];
    requireThat(
      event.orderId === orderId && event.id === eventId,
      `fill ${this.#fills} is event ${event.id}: ${event.toString()}`,
    );
    requireThat(event.triggerPrice === trigger, `fill ${this.#fills} was triggered at ${event.triggerPrice}`);
    requireThat(
      Number(event.limitPrice?.toFixed(4)) === limit,
      `fill ${this.#fills} has the limit ${event.limitPrice}`,
    );
    this.#fills += 1;
  }

  override onEndOfAlgorithm(): void {
    requireThat(this.#fills === FILLS.length, `${this.#fills} fills instead of ${FILLS.length}`);
    requireThat(
      this.transactions.getOrderTickets().every((ticket) => ticket.submitRequest.asynchronous === this.asynchronous),
      'a ticket has lost its asynchronous flag',
    );
  }
}

import { Algorithm, type OrderEvent, OrderStatus, type OrderTicket, OrderType, Resolution } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

const TAG_AFTER_FILL = 'This is the tag set after order was filled.';
const TAG_AFTER_CANCELED = 'This is the tag set after order was canceled.';
const QUANTITY = 100;

/** The tag of a closed order can still be changed, nothing else. */
export default class CompleteOrderTagUpdate extends Algorithm {
  #market: OrderTicket | null = null;
  #limit: OrderTicket | null = null;

  override initialize(): void {
    this.setStartDate(2013, 10, 7);
    this.setEndDate(2013, 10, 11);
    this.setCash(100_000);
    this.addEquity('SPY', Resolution.Minute);
  }

  override onData(): void {
    if (this.portfolio.invested) return;
    if (this.#limit === null) {
      this.#limit = this.limitOrder('SPY', QUANTITY, this.securities.get('SPY').price * 0.1);
      this.#limit.cancel();
    } else {
      this.buy('SPY', QUANTITY);
    }
  }

  override onOrderEvent({ orderId, status }: OrderEvent): void {
    if (status === OrderStatus.Canceled) {
      requireThat(this.#limit?.orderId === orderId, `order ${orderId} was cancelled`);
      requireThat(this.#limit.update({ tag: TAG_AFTER_CANCELED }).isSuccess, 'the tag of the cancelled order is fixed');
    } else if (status === OrderStatus.Filled) {
      this.#onFill(orderId);
    }
  }

  #onFill(orderId: number): void {
    const [ticket, ...others] = this.transactions.getOrderTickets((each) => each.orderType === OrderType.Market);
    requireThat(ticket?.orderId === orderId && others.length === 0, `order ${orderId} was filled`);
    this.#market = ticket;
    requireThat(!ticket.update({ quantity: 50 }).isSuccess, 'the quantity of a filled order was changed');
    requireThat(ticket.update({ tag: TAG_AFTER_FILL }).isSuccess, 'the tag of the filled order is fixed');
  }

  override onEndOfAlgorithm(): void {
    requireTag(this, this.#market, TAG_AFTER_FILL);
    requireTag(this, this.#limit, TAG_AFTER_CANCELED);
    requireThat(this.#market?.quantity === QUANTITY, 'the quantity of the market order was changed');
    requireThat(this.#market.quantityFilled === QUANTITY, 'the market order was not filled completely');
  }
}

function requireTag(algorithm: Algorithm, ticket: OrderTicket | null, tag: string): void {
  requireThat(ticket?.tag === tag, `a ticket has the tag '${ticket?.tag}' instead of '${tag}'`);
  const order = algorithm.transactions.getOrderById(ticket.orderId);
  requireThat(order?.tag === tag, `order ${ticket.orderId} has the tag '${order?.tag}' instead of '${tag}'`);
}

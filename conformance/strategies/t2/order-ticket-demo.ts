import {
  Algorithm,
  MS_PER_MINUTE,
  type OrderEvent,
  OrderField,
  OrderStatus,
  type OrderTicket,
  OrderType,
  Resolution,
  SecurityType,
} from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

const CENT = 0.01;
/** Distance of the trailing stops, and how much and how far it is drawn in. */
const TRAILING = 0.0025;
const TRAILING_STEP = 0.0001;
/** Order types whose events carry a limit or a stop price. */
const WITH_LIMIT: readonly OrderType[] = [OrderType.Limit, OrderType.StopLimit];
const WITH_STOP: readonly OrderType[] = [OrderType.StopMarket, OrderType.TrailingStop];

/** A buy and a sell order of which the second is cancelled when the first is filled. */
type Pair = readonly [long: OrderTicket, short: OrderTicket];

/** A week of all order types: pairs drawn in until one side fills, auction orders made larger while they wait. */
export default class OrderTicketDemo extends Algorithm {
  #limits: Pair | null = null;
  #stops: Pair | null = null;
  #stopLimits: Pair | null = null;
  #trailingStops: Pair | null = null;
  #onOpen: OrderTicket | null = null;
  #onClose: OrderTicket | null = null;

  override initialize(): void {
    this.setStartDate(2013, 10, 7);
    this.setEndDate(2013, 10, 11);
    this.setCash(100_000);
    this.addSecurity(SecurityType.Equity, 'SPY', Resolution.Minute);
  }

  override onData(): void {
    this.#marketOrders();
    this.#limitOrders();
    this.#stopMarketOrders();
    this.#stopLimitOrders();
    this.#trailingStopOrders();
    this.#marketOnOpenOrders();
    this.#marketOnCloseOrders();
  }

  #marketOrders(): void {
    if (!this.#isTime(7, 9, 31)) return;
    const first = this.marketOrder('SPY', 10, false);
    requireThat(first.status === OrderStatus.Filled, 'the market order was not filled at once');
    const second = this.marketOrder('SPY', 10, true);
    requireThat(!second.cancel('Attempt to cancel async order').isSuccess, 'a filled order was cancelled');
  }

  #limitOrders(): void {
    if (this.#isTime(7, 12, 0)) {
      const close = this.#close();
      this.#limits = [this.limitOrder('SPY', 10, close * 0.999), this.limitOrder('SPY', -10, close * 1.001)];
    }
    if (this.#limits === null) return;
    if (oneIsFilled(this.#limits)) {
      this.#limits = null;
      return;
    }
    const [long, short] = this.#limits;
    long.update({ limitPrice: long.get(OrderField.LimitPrice) + CENT, tag: nextTag(long) });
    short.update({ limitPrice: short.get(OrderField.LimitPrice) - CENT, tag: nextTag(short) });
  }

  #stopMarketOrders(): void {
    if (this.#isTime(7, 16, 0)) {
      const close = this.#close();
      this.#stops = [this.stopMarketOrder('SPY', 10, close * 1.0025), this.stopMarketOrder('SPY', -10, close * 0.9975)];
    }
    if (this.#stops === null) return;
    if (oneIsFilled(this.#stops)) {
      this.#stops = null;
      return;
    }
    const [long, short] = this.#stops;
    long.update({ stopPrice: long.get(OrderField.StopPrice) - CENT, tag: nextTag(long) });
    short.update({ stopPrice: short.get(OrderField.StopPrice) + CENT, tag: nextTag(short) });
  }

  #stopLimitOrders(): void {
    if (this.#isTime(8, 12, 1)) {
      const close = this.#close();
      this.#stopLimits = [
        this.stopLimitOrder('SPY', 10, close * 1.001, close - 3 * CENT),
        this.stopLimitOrder('SPY', -10, close * 0.999, close + 3 * CENT),
      ];
    }
    if (this.#stopLimits === null) return;
    if (oneIsFilled(this.#stopLimits)) {
      this.#stopLimits = null;
      return;
    }
    const [long, short] = this.#stopLimits;
    long.update({
      stopPrice: long.get(OrderField.StopPrice) - CENT,
      limitPrice: long.get(OrderField.LimitPrice) + CENT,
      tag: nextTag(long),
    });
    short.update({
      stopPrice: short.get(OrderField.StopPrice) + CENT,
      limitPrice: short.get(OrderField.LimitPrice) - CENT,
      tag: nextTag(short),
    });
  }

  #trailingStopOrders(): void {
    if (this.#isTime(7, 12, 0)) {
      const close = this.#close();
      this.#trailingStops = [
        this.trailingStopOrder('SPY', 10, close * 1.0025, TRAILING, true),
        this.trailingStopOrder('SPY', -10, close * 0.9975, TRAILING, true),
      ];
      return;
    }
    if (this.#trailingStops === null) return;
    if (oneIsFilled(this.#trailingStops)) {
      this.#trailingStops = null;
      return;
    }
    const [long, short] = this.#trailingStops;
    if ((this.utcTimeMs - long.timeMs) % (5 * MS_PER_MINUTE) !== 0) return;
    for (const ticket of [long, short]) {
      const trailingAmount = Math.max(ticket.get(OrderField.TrailingAmount) - TRAILING_STEP, TRAILING_STEP);
      ticket.update({ trailingAmount, tag: nextTag(ticket) });
    }
  }

  #marketOnOpenOrders(): void {
    if (this.#isTime(8, 16, 0)) this.#onOpen = this.marketOnOpenOrder('SPY', 50);
    this.#onOpen = this.#addOneEachHour(this.#onOpen);
  }

  #marketOnCloseOrders(): void {
    const held = this.portfolio.get('SPY').quantity;
    if (this.#isTime(9, 12, 0)) this.#onClose = this.marketOnCloseOrder('SPY', held === 0 ? 100 : 2 * held);
    this.#onClose = this.#addOneEachHour(this.#onClose);
    if (this.#isTime(this.endDate.day, 15, 45)) {
      this.marketOnCloseOrder('SPY', -this.portfolio.get('SPY').quantity, false, 'Liquidate end of algorithm');
    }
  }

  /** At minute 59 asks for one unit more of an order that waits; null once it is filled. */
  #addOneEachHour(ticket: OrderTicket | null): OrderTicket | null {
    if (ticket === null || this.time.minute !== 59) return ticket;
    if (ticket.status === OrderStatus.Filled) return null;
    ticket.update({ quantity: ticket.quantity + 1, tag: nextTag(ticket) });
    return ticket;
  }

  #close(): number {
    return this.securities.get('SPY').close;
  }

  #isTime(day: number, hour: number, minute: number): boolean {
    const { time } = this;
    return time.day === day && time.hour === hour && time.minute === minute;
  }

  override onOrderEvent(event: OrderEvent): void {
    const order = this.transactions.getOrderById(event.orderId);
    requireThat(order !== undefined, `there is no order ${event.orderId}`);
    requireThat(event.quantity !== 0, 'an event has no quantity');
    requireThat(event.exactQuantity.equals(order.quantity), `the event has the quantity ${event.quantity}`);
    if (WITH_LIMIT.includes(order.type)) requireThat((event.limitPrice ?? 0) !== 0, 'an event has no limit price');
    if (WITH_STOP.includes(order.type)) requireThat((event.stopPrice ?? 0) !== 0, 'an event has no stop price');
    requireThat(event.ticket?.orderId === event.orderId, 'an event lacks its ticket');
  }

  override onEndOfAlgorithm(): void {
    const { transactions } = this;
    const filled = transactions.getOrders((order) => order.status === OrderStatus.Filled).length;
    requireThat(filled === 9, `${filled} orders are filled instead of 9`);
    const counts = [transactions.getOrders().length, transactions.getOrderTickets().length];
    requireThat(
      counts.every((count) => count === 12),
      `${counts.join(' and ')} orders and tickets instead of 12`,
    );
    for (const symbol of [undefined, 'SPY']) {
      requireThat(transactions.getOpenOrders(symbol).length === 0, 'an order is open');
      requireThat(transactions.getOpenOrderTickets(symbol).length === 0, 'a ticket is open');
      requireThat(transactions.getOpenOrdersRemainingQuantity(symbol) === 0, 'a quantity is open');
    }
  }
}

/** Cancels the other order of a pair when one is filled. */
function oneIsFilled([long, short]: Pair): boolean {
  if (long.status === OrderStatus.Filled) {
    short.cancel('Long filled.');
    return true;
  }
  if (short.status === OrderStatus.Filled) {
    long.cancel('Short filled');
    return true;
  }
  return false;
}

function nextTag(ticket: OrderTicket): string {
  return `Update #${ticket.updateRequests.length + 1}`;
}

import type { BrokerageMessage } from '../brokerage/brokerage.ts';
import type { BrokerageModel } from '../brokerage-models/brokerage-model.ts';
import type { BracketOrders } from '../execution/brackets/bracket-orders.ts';
import type { OrderBook } from '../execution/order-book.ts';
import type { OrderEvents } from '../execution/order-events.ts';
import type { SecuritySymbol } from '../market/symbol.ts';
import type { Decimal } from '../numeric/decimal.ts';
import { Order } from '../orders/order.ts';
import { OrderEvent } from '../orders/order-event.ts';
import { OrderStatus } from '../orders/order-status.ts';
import { OrderType } from '../orders/order-type.ts';
import { bookDividend, bookSplit } from '../portfolio/corporate-bookings.ts';
import type { Portfolio } from '../portfolio/portfolio.ts';
import type { VenueDesk } from './venue-desk.ts';
import type { VenueOrder, VenueOrders } from './venue-orders.ts';

/** What corporate actions change at a venue. */
export interface VenueCorporateActionsOptions {
  readonly book: OrderBook;
  readonly orders: VenueOrders;
  readonly portfolio: Portfolio;
  readonly brackets: BracketOrders;
  readonly events: OrderEvents;
  readonly desk: VenueDesk;
  readonly brokerageModel: () => BrokerageModel;
  readonly cancel: (order: VenueOrder) => void;
  readonly tell: (message: BrokerageMessage) => void;
}

/** What dividends, splits and delistings do to a venue's cash, positions and orders. */
export class VenueCorporateActions {
  readonly #options: VenueCorporateActionsOptions;

  constructor(options: VenueCorporateActionsOptions) {
    this.#options = options;
  }

  /** Pays a dividend on a position. @param distribution cash per share in the quote currency */
  payDividend(symbol: SecuritySymbol, distribution: Decimal): void {
    const { portfolio } = this.#options;
    const security = portfolio.securities.find(symbol);
    if (security !== undefined) bookDividend(portfolio, security, distribution);
  }

  /**
   * Splits a position, and the orders that rest or wait in its security, as the brokerage model says.
   *
   * @param splitFactor old shares per new share
   * @param price of a share after the split, for the fraction of one that is paid out
   */
  applySplit(symbol: SecuritySymbol, splitFactor: Decimal, price: Decimal): void {
    const { portfolio, brackets } = this.#options;
    const security = portfolio.securities.find(symbol);
    if (security === undefined) return;
    bookSplit(portfolio, security, splitFactor, () => price);
    brackets.applySplit(symbol, splitFactor);
    for (const known of this.#openOrders(symbol)) this.#splitOrder(known, splitFactor);
  }

  #openOrders(symbol: SecuritySymbol): VenueOrder[] {
    return this.#options.orders.open().filter(({ theirs }) => theirs.symbol.id === symbol.id);
  }

  #splitOrder(known: VenueOrder, splitFactor: Decimal): void {
    const order = known.order ?? known.waiting;
    const outcome = this.#options.brokerageModel().applySplit(order, splitFactor);
    if (outcome.kind === 'cancel') {
      this.#options.cancel(known);
      return;
    }
    const { quantity, limitPrice, stopPrice, triggerPrice, trailingAmount } = outcome;
    order.quantity = quantity;
    if (limitPrice !== null) order.limitPrice = limitPrice;
    if (stopPrice !== null) order.stopPrice = stopPrice;
    if (triggerPrice !== null) order.triggerPrice = triggerPrice;
    if (trailingAmount !== null) order.trailingAmount = trailingAmount;
    this.#options.tell({
      kind: 'orderChanged',
      orderId: known.theirs.id,
      quantity,
      ...(limitPrice !== null && { limitPrice }),
      ...(stopPrice !== null && { stopPrice }),
    });
  }

  /** The security has stopped trading: its position is closed at the last price, its orders are cancelled. */
  delist(symbol: SecuritySymbol): void {
    const { portfolio, book, desk, events } = this.#options;
    const security = portfolio.securities.find(symbol);
    if (security === undefined) return;
    for (const known of this.#openOrders(symbol)) this.#options.cancel(known);
    const quantity = security.holdings.exactQuantity.negated();
    if (quantity.isZero()) return;
    const timeMs = desk.utcNow();
    const order = new Order({ id: book.reserve(1), type: OrderType.Market, symbol, quantity, timeMs, tag: '' });
    book.add({ order, ticket: desk.ticketOf(order) }, false);
    const event = new OrderEvent(order, timeMs, OrderStatus.Filled);
    event.exactFillPrice = security.exactPrice;
    event.exactFillQuantity = quantity;
    events.apply(event);
  }
}

import type {
  Brokerage,
  BrokerageCapabilities,
  BrokerageCash,
  BrokerageExecutions,
  BrokerageHolding,
  BrokerageInbox,
  BrokerageMessage,
  BrokerageOrder,
  OrderHandover,
} from '../brokerage/brokerage.ts';
import type { BrokerageModel } from '../brokerage-models/brokerage-model.ts';
import { CashBook } from '../currencies/cash-book.ts';
import { ensureDefined } from '../errors/ensure.ts';
import { OrderBook } from '../execution/order-book.ts';
import { copyUpdate } from '../execution/order-changes.ts';
import { OrderEvents } from '../execution/order-events.ts';
import type { SecuritySymbol } from '../market/symbol.ts';
import type { Order } from '../orders/order.ts';
import { copyOrderEvent, type OrderEvent } from '../orders/order-event.ts';
import { SubmitOrderRequest, type UpdateOrderRequest } from '../orders/order-request.ts';
import { OrderStatus } from '../orders/order-status.ts';
import { OrderTicket } from '../orders/order-ticket.ts';
import { Portfolio } from '../portfolio/portfolio.ts';
import { Securities } from '../securities/securities.ts';
import type { Security } from '../securities/security.ts';
import { SimulatedBrokerage } from './simulated-brokerage.ts';

/** What a venue is made of. */
export interface SimulatedVenueOptions {
  /** What the account begins with; asked for when somebody connects first. */
  readonly openingCash: () => CashBook;
  /** The venue's clock, epoch ms UTC. */
  readonly utcNow: () => number;
  readonly brokerageModel: () => BrokerageModel;
  /** `Settings.stalePriceTimeSpan` in ms. */
  readonly stalePriceMs: () => number;
  /** The venue's security for a symbol, on the venue's cash book; null for one that is not traded here. */
  readonly list: (symbol: SecuritySymbol, venue: SimulatedVenue) => Security | null;
  readonly reportError: (text: string) => void;
}

/**
 * A market with an account of its own: securities and their models, a ledger, and a simulated brokerage on them. What it
 * books does not depend on who trades here: it lives on while a strategy's process dies and comes back.
 */
export class SimulatedVenue implements Brokerage {
  readonly name = 'paper';
  readonly answersAtOnce = true;
  readonly securities = new Securities();
  readonly cashBook = new CashBook('USD');
  readonly portfolio: Portfolio;
  readonly #options: SimulatedVenueOptions;
  readonly #book = new OrderBook();
  readonly #events: OrderEvents;
  readonly #brokerage: SimulatedBrokerage;
  #inbox: BrokerageInbox | null = null;
  #isOpened = false;

  constructor(options: SimulatedVenueOptions) {
    this.#options = options;
    this.portfolio = new Portfolio({
      securities: this.securities,
      cashBook: this.cashBook,
      openOrders: () => this.#book.openOrders(),
      freeBuffer: () => ({ freePortfolioValuePercentage: 0, freePortfolioValue: 0 }),
    });
    this.#events = new OrderEvents(this.#book, this.portfolio, this.securities);
    this.#brokerage = new SimulatedBrokerage({
      securities: this.securities,
      account: this.portfolio,
      utcNow: options.utcNow,
      brokerageModel: options.brokerageModel,
      stalePriceMs: options.stalePriceMs,
      reportError: options.reportError,
    });
    this.#brokerage.connect({
      orderEvent: (event) => this.#onEvent(event),
      message: (message) => this.#tell(message),
    });
  }

  get capabilities(): BrokerageCapabilities {
    return this.#brokerage.capabilities;
  }

  get isReady(): boolean {
    return this.#inbox !== null;
  }

  /** Somebody begins to listen. Orders of whoever listened before stay. */
  connect(inbox: BrokerageInbox): void {
    if (!this.#isOpened) this.#open(this.#options.openingCash());
    this.#inbox = inbox;
  }

  #open(cash: CashBook): void {
    this.#isOpened = true;
    this.cashBook.setAccountCurrency(cash.accountCurrency);
    this.portfolio.unsettledCashBook.setAccountCurrency(cash.accountCurrency);
    for (const { symbol, exactAmount, exactConversionRate } of cash)
      this.cashBook.set(symbol, exactAmount, exactConversionRate);
  }

  disconnect(): void {
    this.#inbox = null;
  }

  placeOrder(handover: OrderHandover): void {
    const { order: theirs, clientOrderId } = handover;
    const security = this.securityOf(theirs.symbol);
    if (security === null) {
      this.#refuse(theirs.id, `${theirs.symbol.value} is not traded here.`);
      return;
    }
    const order = theirs.clone();
    this.#book.add({ order, ticket: ticketOf(order) }, true);
    this.#brokerage.placeOrder({ order, clientOrderId, children: [] });
  }

  updateOrder(theirs: Order, request: UpdateOrderRequest): void {
    const order = this.#book.get(theirs.id)?.order;
    if (order === undefined) return;
    if (!order.isClosed) copyUpdate(order, theirs, request);
    this.#brokerage.updateOrder(order);
  }

  cancelOrder(theirs: Order): void {
    const order = this.#book.get(theirs.id)?.order;
    if (order !== undefined) this.#brokerage.cancelOrder(order);
  }

  /** Looks at the resting orders, at the present prices. */
  scan(): void {
    this.portfolio.invalidate();
    if (this.#book.hasOpen) this.#brokerage.scan();
  }

  /** The venue's security for a symbol, listed when it is asked for first; null for one that is not traded here. */
  securityOf(symbol: SecuritySymbol): Security | null {
    const known = this.securities.find(symbol);
    if (known !== undefined) return known;
    const security = this.#options.list(symbol, this);
    if (security !== null) this.securities.add(security);
    return security;
  }

  /** The ledger first, then whoever listens. */
  #onEvent(event: OrderEvent): void {
    const { order } = ensureDefined(this.#book.get(event.orderId), 'order of the venue');
    const told = copyOrderEvent(order, event);
    if (event.status === OrderStatus.Submitted) {
      for (const brokerId of order.brokerId) this.#tell({ kind: 'orderIdentified', orderId: order.id, brokerId });
    }
    this.#events.apply(event);
    this.#inbox?.orderEvent(told);
  }

  #tell(message: BrokerageMessage): void {
    this.#inbox?.message(message);
  }

  #refuse(orderId: number, text: string): void {
    this.#tell({ kind: 'outcome', orderId, request: 'place', outcome: 'refused', code: 'UNKNOWN_SYMBOL', text });
  }

  getOpenOrders(): Promise<readonly BrokerageOrder[]> {
    return this.#brokerage.getOpenOrders();
  }

  findOrder(clientOrderId: string): Promise<BrokerageOrder | null> {
    return this.#brokerage.findOrder(clientOrderId);
  }

  getExecutions(sinceMs: number): Promise<BrokerageExecutions> {
    return this.#brokerage.getExecutions(sinceMs);
  }

  getHoldings(): Promise<readonly BrokerageHolding[]> {
    return this.#brokerage.getHoldings();
  }

  getCashBalance(): Promise<readonly BrokerageCash[]> {
    return this.#brokerage.getCashBalance();
  }
}

/** The venue keeps an order's fills on a ticket, as execution does; nobody makes requests through it. */
function ticketOf(order: Order): OrderTicket {
  const request = new SubmitOrderRequest({
    orderType: order.type,
    symbol: order.symbol,
    quantity: order.quantity,
    timeMs: order.timeMs,
    tag: order.tag,
  });
  request.orderId = order.id;
  const never = (): never => {
    throw new TypeError('Orders of a venue are changed through the venue.');
  };
  const ticket = new OrderTicket(
    { utcNow: () => order.timeMs, updateOrder: never, cancelOrder: never, eventsUpTo: never },
    request,
  );
  ticket.setOrder(order);
  return ticket;
}

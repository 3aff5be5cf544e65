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
import { updateCapabilityRefusal } from '../brokerage/capability-refusal.ts';
import type { BrokerageModel } from '../brokerage-models/brokerage-model.ts';
import { CashBook } from '../currencies/cash-book.ts';
import { ensureDefined } from '../errors/ensure.ts';
import { BracketOrders } from '../execution/brackets/bracket-orders.ts';
import { BracketLeg } from '../execution/brackets/open-bracket.ts';
import { OrderBook, type OrderEntry } from '../execution/order-book.ts';
import { copyUpdate } from '../execution/order-changes.ts';
import { OrderEvents } from '../execution/order-events.ts';
import type { SecuritySymbol } from '../market/symbol.ts';
import { Decimal } from '../numeric/decimal.ts';
import type { Order } from '../orders/order.ts';
import { copyOrderEvent, NO_FEE, OrderEvent } from '../orders/order-event.ts';
import type { UpdateOrderRequest } from '../orders/order-request.ts';
import { OrderStatus } from '../orders/order-status.ts';
import { Portfolio } from '../portfolio/portfolio.ts';
import { scanModels } from '../portfolio/scan-models.ts';
import { Securities } from '../securities/securities.ts';
import type { Security } from '../securities/security.ts';
import { isStop, OrderPairs } from './order-pairs.ts';
import { restingLegs } from './resting-legs.ts';
import { SimulatedBrokerage } from './simulated-brokerage.ts';
import type { VenueAccount } from './venue-account.ts';
import { VenueCorporateActions } from './venue-corporate-actions.ts';
import { type CorrectedExecution, VenueCorrections } from './venue-corrections.ts';
import { VenueDesk } from './venue-desk.ts';
import { VenueOrder, VenueOrders, venueOrder } from './venue-orders.ts';
import { venueRefusal } from './venue-refusal.ts';

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
  /**
   * In what it is like another broker. Unless said otherwise it takes everything that a simulated brokerage takes, and
   * brackets and pairs besides, whose children rest from the entry's first fill on.
   */
  readonly capabilities?: Partial<BrokerageCapabilities> | undefined;
  readonly reportError: (text: string) => void;
}

/**
 * A market with an account of its own: securities and their models, a ledger, and a simulated brokerage on them. What it
 * books, and what it does with the brackets that it was given, does not depend on who trades here: it lives on while a
 * strategy's process dies and comes back.
 */
export class SimulatedVenue implements Brokerage {
  readonly name = 'paper';
  readonly answersAtOnce = true;
  readonly capabilities: BrokerageCapabilities;
  readonly securities = new Securities();
  readonly cashBook = new CashBook('USD');
  readonly portfolio: Portfolio;
  /** What becomes of the ledger and of orders when a company acts: told by whoever knows the market's events. */
  readonly corporateActions: VenueCorporateActions;
  readonly #options: SimulatedVenueOptions;
  readonly #book = new OrderBook();
  readonly #orders = new VenueOrders();
  readonly #events: OrderEvents;
  readonly #brokerage: SimulatedBrokerage;
  readonly #desk: VenueDesk;
  readonly #brackets: BracketOrders;
  readonly #pairs: OrderPairs;
  readonly #corrections = new VenueCorrections({
    book: this.#book,
    utcNow: () => this.#options.utcNow(),
    replace: (...change) => this.#brackets.replace(...change),
    apply: (event, entry) => {
      this.#events.apply(event);
      this.#brackets.onOrderEvent(event, entry);
      this.#pairs.onOrderEvent(event, entry);
    },
  });
  #inbox: BrokerageInbox | null = null;
  #connections = 0;
  /** Executions before it were made by a venue that has ended. */
  #knowsFromMs = Number.NEGATIVE_INFINITY;

  constructor(options: SimulatedVenueOptions) {
    this.#options = options;
    const { utcNow, brokerageModel, reportError } = options;
    this.portfolio = new Portfolio({
      securities: this.securities,
      cashBook: this.cashBook,
      openOrders: () => this.#book.openOrders(),
      freeBuffer: () => ({ freePortfolioValuePercentage: 0, freePortfolioValue: 0 }),
    });
    this.#events = new OrderEvents(this.#book, this.portfolio, this.securities);
    this.#brokerage = new SimulatedBrokerage({
      ...options,
      securities: this.securities,
      account: this.portfolio,
      book: this.#book,
      seesRequestsInLine: false,
    });
    const own = this.#brokerage.capabilities;
    this.capabilities = { ...own, nativeBrackets: 'fromFirstFill', nativeOco: true, ...options.capabilities };
    const inbox: BrokerageInbox = {
      orderEvent: (event) => this.#onEvent(event),
      message: (message) => this.#tell(message),
    };
    this.#brokerage.connect(inbox);
    this.#desk = new VenueDesk({
      book: this.#book,
      orders: this.#orders,
      brokerage: this.#brokerage,
      portfolio: this.portfolio,
      brokerageModel,
      utcNow,
      securityOf: ({ symbol }) => this.securities.get(symbol),
      inbox,
    });
    this.#brackets = new BracketOrders({
      desk: this.#desk,
      book: this.#book,
      securities: this.securities,
      capabilities: () => own,
      placesChildren: this.capabilities.nativeBrackets === 'fromCompleteFill' ? 'fromCompleteFill' : 'fromFirstFill',
      clientOrderId: String,
      deadlineMs: Number.POSITIVE_INFINITY,
      reportFailure: (_symbol, text) => reportError(text),
    });
    this.#pairs = new OrderPairs(this.#desk);
    this.corporateActions = new VenueCorporateActions({
      book: this.#book,
      orders: this.#orders,
      portfolio: this.portfolio,
      brackets: this.#brackets,
      events: this.#events,
      desk: this.#desk,
      brokerageModel,
      cancel: (known) => this.cancelOrder(known.theirs),
      tell: (message) => this.#inbox?.message(message),
    });
  }

  get isReady(): boolean {
    return this.#inbox !== null;
  }

  /** Somebody begins to listen. Orders of whoever listened before stay. */
  connect(inbox: BrokerageInbox): void {
    if (this.#connections === 0) this.#open(this.#options.openingCash());
    this.#connections += 1;
    this.#inbox = inbox;
  }

  /** Nobody has traded here before whoever is connected now. */
  get isNew(): boolean {
    return this.#connections <= 1;
  }

  /** Goes on with the account of a venue that ended with its process; nothing is told of it. */
  takeUp({ cash, holdings, orders, unsettled = [], firstId, atMs }: VenueAccount): void {
    this.#knowsFromMs = atMs;
    for (const { currency, amount } of cash) this.cashBook.ensure(currency).setAmount(amount);
    for (const { symbol, quantity, averagePrice } of holdings) {
      if (symbol !== null) this.securityOf(symbol)?.holdings.setHoldings(averagePrice, quantity);
    }
    for (const funds of unsettled) {
      const security = this.securityOf(funds.symbol);
      if (security !== null) this.portfolio.waitFor(funds, security.settlementModel);
    }
    this.#book.startAt(firstId);
    const inbox = this.#inbox;
    this.#inbox = null;
    for (const handover of orders) this.placeOrder(handover);
    for (const { order } of orders) this.#takeUpBracket(order.id);
    this.#inbox = inbox;
  }

  /** Children that rest follow the rest of their entry. */
  #takeUpBracket(theirId: number): void {
    const entry = this.#orders.withTheirId(theirId);
    const ticket = entry === undefined ? undefined : this.#book.get(entry.id)?.ticket;
    if (entry === undefined || ticket?.isOpen !== true) return;
    const children = this.#book.openOrders().filter(({ bracketId }) => bracketId === entry.id);
    const [stop, target] = restingLegs(children);
    if (children[0] !== undefined) this.#brackets.adopt(ticket, stop, target, children[0]);
  }

  #open(cash: CashBook): void {
    this.cashBook.setAccountCurrency(cash.accountCurrency);
    this.portfolio.unsettledCashBook.setAccountCurrency(cash.accountCurrency);
    for (const { symbol, exactAmount, exactConversionRate } of cash)
      this.cashBook.set(symbol, exactAmount, exactConversionRate);
  }

  disconnect(): void {
    this.#inbox = null;
  }

  placeOrder(handover: OrderHandover): void {
    const { order: theirs, clientOrderId, sibling } = handover;
    // Where whoever trades keeps brackets, the children are only told.
    const children = this.capabilities.nativeBrackets === false ? [] : handover.children;
    const isKnown = this.#orders.withClientOrderId(clientOrderId) !== undefined;
    if (isKnown && this.capabilities.enforcesUniqueClientOrderId) return;
    const refusal = venueRefusal(this.capabilities, handover, this.securityOf(theirs.symbol) !== null);
    if (refusal !== null) {
      for (const refused of [theirs, ...(sibling === undefined ? [] : [sibling.order])])
        this.#refuse(refused.id, 'place', refusal.code, refusal.text);
      return;
    }
    const placed = this.#register(handover, null);
    if (children.length > 0) this.#takeChildren(placed, children);
    if (sibling === undefined) this.#place(placed);
    else this.#placePair(placed, this.#register(sibling, null));
  }

  #register(handover: OrderHandover, entry: VenueOrder | null): VenueOrder {
    const order = new VenueOrder(this.#book.reserve(1), handover, entry);
    entry?.children.push(order);
    this.#orders.add(order);
    return order;
  }

  /** The children wait here for their entry. */
  #takeChildren(entry: VenueOrder, handovers: readonly OrderHandover[]): void {
    const children = handovers.map((handover) => this.#register(handover, entry));
    for (const { id, theirs } of children) this.#identify(theirs.id, String(id));
    const stop = children.find(({ theirs }) => isStop(theirs.type));
    const target = children.find((child) => child !== stop);
    const legOf = (child: VenueOrder | undefined): BracketLeg | null =>
      child === undefined ? null : new BracketLeg(child.id, child.theirs.type, Decimal.ZERO);
    const { tag, properties } = ensureDefined(children[0], 'child').theirs;
    this.#brackets.take(entry.id, legOf(stop), legOf(target), tag, properties);
  }

  #place(placed: VenueOrder): void {
    const { id, theirs, clientOrderId } = placed;
    // An order that names its entry is one of a pair of which only one fills.
    const entry = theirs.bracketId === 0 ? undefined : this.#orders.withTheirId(theirs.bracketId);
    const order = venueOrder(id, theirs, entry?.id ?? 0, theirs.timeMs);
    placed.order = order;
    this.#book.add({ order, ticket: this.#desk.ticketOf(order) }, true);
    this.#brokerage.placeOrder({ order, clientOrderId, children: [] });
  }

  #placePair(first: VenueOrder, second: VenueOrder): void {
    this.#pairs.link(first.id, second.id);
    this.#place(first);
    this.#place(second);
  }

  updateOrder(theirs: Order, request: UpdateOrderRequest): void {
    const known = this.#orders.find(theirs);
    if (known === undefined) return;
    const { order } = known;
    const text =
      order === null ? 'The order waits for its entry.' : updateCapabilityRefusal(this.capabilities, order, request);
    if (order === null || text !== null) {
      this.#refuse(theirs.id, 'update', order === null ? 'WAITING' : 'UNSUPPORTED', text ?? '');
      return;
    }
    if (!order.isClosed) copyUpdate(order, theirs, request);
    this.#brokerage.updateOrder(order);
  }

  cancelOrder(theirs: Order): void {
    const known = this.#orders.find(theirs);
    if (known === undefined) return;
    if (known.order !== null) this.#brokerage.cancelOrder(known.order);
    else if (known.isHeld) this.#drop(known);
    else this.#refuse(theirs.id, 'cancel', 'CLOSED', `Order ${theirs.id} is closed.`);
  }

  /** A child that waits will not come to be. */
  #drop(child: VenueOrder): void {
    child.isDropped = true;
    if (child.entry !== null) this.#brackets.forgo(child.entry.id, child.id);
    this.#orders.close(child);
    this.#inbox?.orderEvent(new OrderEvent(child.theirs, this.#options.utcNow(), OrderStatus.Canceled));
  }

  /** Settles what is due on its ledger, and charges margin interest. */
  scanModels(utcMs: number): void {
    scanModels(this.portfolio, this.securities, utcMs);
  }

  /** Takes an execution back, or corrects it. @throws LockstepError `ORDER_INVALID` for one that is not known, or not any more */
  correctExecution(executionId: string, correction: CorrectedExecution | null): void {
    const { entry, instead } = this.#corrections.correct(executionId, correction);
    const { theirs } = ensureDefined(this.#orders.get(entry.order.id), 'order of the venue');
    this.#inbox?.message({
      kind: 'executionCorrected',
      executionId,
      correction: instead === null ? null : copyOrderEvent(theirs, instead),
      orderId: theirs.id,
    });
  }

  /** Looks at the resting orders, at the present prices. */
  scan(): void {
    this.portfolio.invalidate();
    this.#book.putAway(this.#desk);
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

  /** The ledger first, then whoever listens, then what the event means for other orders. */
  #onEvent(event: OrderEvent): void {
    const entry = ensureDefined(this.#book.get(event.orderId), 'order of the venue');
    const known = ensureDefined(this.#orders.get(event.orderId), 'order of the venue');
    const told = copyOrderEvent(known.theirs, event);
    if (event.status === OrderStatus.Submitted) {
      for (const brokerId of entry.order.brokerId) this.#identify(known.theirs.id, brokerId);
    }
    this.#events.apply(event);
    this.#tellEvent(told);
    this.#brackets.onOrderEvent(event, entry);
    this.#pairs.onOrderEvent(event, entry);
    if (!entry.order.isClosed) return;
    this.#dropChildren(known, entry);
    this.#orders.close(known);
  }

  /** Children that are not placed when their entry ends never will be. */
  #dropChildren({ children }: VenueOrder, { order }: OrderEntry): void {
    if (order.status !== OrderStatus.Filled) for (const child of children) if (child.isHeld) this.#drop(child);
  }

  #tellEvent(told: OrderEvent): void {
    const { amount, currency } = told.orderFee;
    const { executionFees } = this.capabilities;
    const isApart = told.isFill && executionFees !== 'included';
    if (isApart) told.orderFee = NO_FEE;
    this.#inbox?.orderEvent(told);
    if (!isApart || executionFees === 'none') return;
    this.#inbox?.message({ kind: 'commission', executionId: told.executionId, amount, currency });
  }

  /** Messages about an order of the venue, to whoever knows it by another number. */
  #tell(message: BrokerageMessage): void {
    if (message.kind === 'orderChanged' || message.kind === 'outcome') {
      const known = ensureDefined(this.#orders.get(message.orderId), 'order of the venue');
      this.#inbox?.message({ ...message, orderId: known.theirs.id });
    } else {
      this.#inbox?.message(message);
    }
  }

  #identify(orderId: number, brokerId: string): void {
    this.#inbox?.message({ kind: 'orderIdentified', orderId, brokerId });
  }

  #refuse(orderId: number, request: 'place' | 'update' | 'cancel', code: string, text: string): void {
    this.#inbox?.message({ kind: 'outcome', orderId, request, outcome: 'refused', code, text });
  }

  getOpenOrders(): Promise<readonly BrokerageOrder[]> {
    return Promise.resolve(this.#orders.open().map((order) => order.describe()));
  }

  findOrder(clientOrderId: string): Promise<BrokerageOrder | null> {
    return Promise.resolve(this.#orders.withClientOrderId(clientOrderId)?.describe() ?? null);
  }

  async getExecutions(sinceMs: number): Promise<BrokerageExecutions> {
    const { executions } = await this.#brokerage.getExecutions(sinceMs);
    const completeFromMs = Math.max(sinceMs, this.#knowsFromMs);
    return { executions: this.#corrections.standing(executions, sinceMs, this.#orders), completeFromMs };
  }

  getHoldings(): Promise<readonly BrokerageHolding[]> {
    return this.#brokerage.getHoldings();
  }

  getCashBalance(): Promise<readonly BrokerageCash[]> {
    return this.#brokerage.getCashBalance();
  }
}

import type { BrokerageInbox, BrokerageMessage } from '../brokerage/brokerage.ts';
import { ensureDefined } from '../errors/ensure.ts';
import type { SecuritySymbol } from '../market/symbol.ts';
import type { Order } from '../orders/order.ts';
import { copyOrderEvent, OrderEvent, type OrderFee, type TicketLookup } from '../orders/order-event.ts';
import { OrderResponse, OrderResponseErrorCode } from '../orders/order-response.ts';
import { OrderStatus } from '../orders/order-status.ts';
import { applyLateFee } from '../portfolio/apply-fill.ts';
import type { Portfolio } from '../portfolio/portfolio.ts';
import type { BracketOrders } from './brackets/bracket-orders.ts';
import type { OrderBook, OrderEntry } from './order-book.ts';
import { applyBrokerChange } from './order-changes.ts';
import type { OrderEvents } from './order-events.ts';
import { answer } from './request-handling.ts';
import { takenBackEvent } from './taken-back.ts';
import type { UpdatesInFlight } from './updates-in-flight.ts';

type Outcome = Extract<BrokerageMessage, { kind: 'outcome' }>;

/** What taking in a broker's reports needs of the rest of the engine. */
export interface BrokerageReportsOptions {
  readonly book: OrderBook;
  readonly portfolio: Portfolio;
  readonly utcNow: () => number;
  readonly updates: UpdatesInFlight;
  /** The broker has refused to change an order. */
  readonly onUpdateRefused: (entry: OrderEntry) => void;
  /** Takes an execution back and books the one in its place, as one change. */
  readonly replace: BracketOrders['replace'];
  /** Every message, after it was taken in. */
  readonly onBrokerageMessage: (message: BrokerageMessage) => void;
}

/**
 * Takes in what a broker reports over a wire: late, twice, out of order, without its fee. An execution counts once,
 * whatever its order's status; a status never goes back; what a broker refuses is undone.
 */
export class BrokerageReports implements BrokerageInbox {
  readonly #options: BrokerageReportsOptions;
  readonly #book: OrderBook;
  readonly #events: OrderEvents;
  /** Executions that were booked, by the broker's id. */
  readonly #executions = new Map<string, OrderEvent>();
  /** Puts a closed order of an earlier run into the book, when it is needed. */
  readonly #earlier = new Map<number, () => OrderEntry>();
  /** Executions that the broker has taken back. */
  readonly #reversed = new Set<string>();
  /** Executions that were taken back, or replaced, before they were told. */
  readonly #earlyCorrections = new Map<string, OrderEvent | null>();
  /** Executions of an earlier run whose commission was not told yet: of which security each is. */
  readonly #unpaid = new Map<string, SecuritySymbol>();
  /** Commissions that came before their execution. */
  readonly #earlyFees = new Map<string, OrderFee>();
  readonly #cashFlows = new Set<string>();
  readonly #ticketOf: TicketLookup = (orderId) => ensureDefined(this.#book.ticket(orderId), 'ticket of an execution');

  constructor(options: BrokerageReportsOptions, events: OrderEvents) {
    this.#options = options;
    this.#book = options.book;
    this.#events = events;
  }

  /** Executions of an earlier run: they may be corrected, or cost something, later. @param takeUp puts its order into the book */
  know(executed: OrderEvent, takeUp: () => OrderEntry): void {
    this.#executions.set(executed.executionId, executed);
    this.#earlier.set(executed.orderId, takeUp);
  }

  #entryOf(orderId: number): OrderEntry | undefined {
    return this.#book.get(orderId) ?? this.#earlier.get(orderId)?.();
  }

  /** An execution of an earlier run has no commission yet. */
  awaitFee(executionId: string, symbol: SecuritySymbol): void {
    this.#unpaid.set(executionId, symbol);
  }

  orderEvent(event: OrderEvent): void {
    const entry = this.#book.get(event.orderId) ?? this.#events.wake(event);
    if (entry === undefined) {
      // Of a child that waits at the broker, or never came to be, only a fill matters.
      if (event.isFill || !this.#book.hasGiven(event.orderId)) this.#tellOfStranger(event);
      return;
    }
    if (event.status === OrderStatus.UpdateSubmitted) this.#options.updates.working(event.orderId);
    if (event.isFill) this.#takeFill(entry, event);
    else if (isNews(entry.order, event.status)) this.#events.apply(event);
  }

  #takeFill(entry: OrderEntry, told: OrderEvent): void {
    const { executionId } = told;
    // One without an id cannot be known again: it is booked rather than lost.
    const isKnown = executionId !== '' && (this.#executions.has(executionId) || this.#reversed.has(executionId));
    if (isKnown) return;
    const event = asFill(entry.order, told);
    const fee = this.#earlyFees.get(executionId);
    if (fee !== undefined) {
      event.orderFee = fee;
      this.#earlyFees.delete(executionId);
    }
    this.#executions.set(executionId, event);
    this.#events.apply(event);
    // It is kept for a late fee; its ticket is not kept for that.
    event.findTicketBy(this.#ticketOf);
    const correction = this.#earlyCorrections.get(executionId);
    if (correction !== undefined && this.#earlyCorrections.delete(executionId)) this.#correct(executionId, correction);
  }

  /** An event of no order of ours cannot be booked, and must not go by unseen. */
  #tellOfStranger(event: OrderEvent): void {
    this.#options.onBrokerageMessage({
      kind: 'notice',
      severity: 'error',
      code: 'UNKNOWN_ORDER',
      text: `An event came for an order that is not known here: ${event.toString()}. Compare positions with the broker's.`,
    });
  }

  message(message: BrokerageMessage): void {
    switch (message.kind) {
      case 'outcome':
        this.#takeOutcome(message);
        break;
      case 'orderChanged':
        this.#changeOrder(message);
        break;
      case 'orderIdentified':
        this.#identify(message.orderId, message.brokerId);
        break;
      case 'commission':
        this.#takeFee(message.executionId, { amount: message.amount, currency: message.currency });
        break;
      case 'executionCorrected':
        this.#correct(message.executionId, message.correction);
        break;
      case 'cashFlow':
        this.#takeCashFlow(message);
        break;
      default:
    }
    this.#options.onBrokerageMessage(message);
  }

  #changeOrder(message: Extract<BrokerageMessage, { kind: 'orderChanged' }>): void {
    const order = this.#orderOf(message.orderId);
    if (order === undefined) return;
    applyBrokerChange(order, message);
    this.#completeIfFilled(order);
  }

  /** An order whose quantity has become what it had filled is complete: there is no further fill that would say so. */
  #completeIfFilled(order: Order): void {
    const { quantity, quantityFilled } = order;
    if (order.isClosed || quantityFilled.isZero() || quantityFilled.abs().lt(quantity.abs())) return;
    const event = new OrderEvent(order, this.#options.utcNow(), OrderStatus.Filled, 'Nothing is left of the order.');
    // Nothing is traded, at a price that is no extreme of the trade.
    event.exactFillPrice = order.price;
    this.#events.apply(event);
  }

  #identify(orderId: number, brokerId: string): void {
    const order = this.#orderOf(orderId);
    if (order !== undefined && !order.brokerId.includes(brokerId)) order.brokerId = [...order.brokerId, brokerId];
  }

  /** An order, or a child that waits at the broker. */
  #orderOf(id: number): Order | undefined {
    return (this.#book.get(id) ?? this.#book.heldOf(id))?.order;
  }

  /** A refusal undoes what the request had done. `unknown` changes nothing: the order may live at the broker. */
  #takeOutcome({ orderId, request, outcome, code, text, updateNumber }: Outcome): void {
    if (outcome !== 'refused') {
      if (request !== 'update') return;
      if (outcome === 'accepted') this.#options.updates.accepted(orderId, updateNumber);
      else this.#options.updates.unknown(orderId, updateNumber);
      return;
    }
    const entry = this.#book.get(orderId) ?? this.#wakeRefused(orderId, request);
    if (entry === undefined) return;
    const { order, ticket } = entry;
    const reason = code === '' ? text : `${text} (${code})`;
    if (request === 'place') {
      if (order.isClosed) return;
      answer(ticket.submitRequest, new OrderResponse(OrderResponseErrorCode.BrokerageFailedToSubmitOrder, reason));
      this.#raise(order, OrderStatus.Invalid, reason);
    } else if (request === 'update') {
      this.#undoUpdate(entry, reason, updateNumber);
    } else {
      this.#events.revertCancelPending(order);
      const response = new OrderResponse(OrderResponseErrorCode.BrokerageFailedToCancelOrder, reason);
      if (ticket.cancelRequest !== null) answer(ticket.cancelRequest, response);
      if (!order.isClosed) this.#raise(order, order.status, reason);
    }
  }

  /** A child whose placing was refused while it waited is an order of the run. */
  #wakeRefused(orderId: number, request: Outcome['request']): OrderEntry | undefined {
    const held = request === 'place' ? this.#book.heldOf(orderId) : undefined;
    if (held === undefined) return undefined;
    return this.#events.wake(new OrderEvent(held.order, this.#options.utcNow(), OrderStatus.Invalid));
  }

  #undoUpdate(entry: OrderEntry, reason: string, number: number | undefined): void {
    const { order } = entry;
    const request = this.#options.updates.refused(order, number);
    if (request === null) return;
    answer(request, new OrderResponse(OrderResponseErrorCode.BrokerageFailedToUpdateOrder, reason));
    if (!order.isClosed) this.#raise(order, order.status, reason);
    this.#options.onUpdateRefused(entry);
    this.#completeIfFilled(order);
  }

  #takeFee(executionId: string, fee: OrderFee): void {
    const event = this.#executions.get(executionId);
    if (event === undefined) {
      const symbol = this.#unpaid.get(executionId);
      if (symbol !== undefined && this.#unpaid.delete(executionId)) applyLateFee(this.#options.portfolio, symbol, fee);
      else if (!this.#reversed.has(executionId)) this.#earlyFees.set(executionId, fee);
      return;
    }
    const owed = { ...fee, amount: fee.amount.minus(event.orderFee.amount) };
    event.orderFee = fee;
    applyLateFee(this.#options.portfolio, event.symbol, owed);
  }

  /** Books the opposite of an execution, and then what stands in its place. */
  #correct(executionId: string, correction: OrderEvent | null): void {
    const booked = this.#executions.get(executionId);
    const entry = booked === undefined ? undefined : this.#entryOf(booked.orderId);
    if (booked === undefined || entry === undefined) {
      if (!this.#reversed.has(executionId)) this.#earlyCorrections.set(executionId, correction);
      return;
    }
    this.#executions.delete(executionId);
    this.#reversed.add(executionId);
    const takeBack = (): void => this.#events.apply(takenBackEvent(entry.order, booked, this.#options.utcNow()));
    if (correction === null) takeBack();
    else this.#options.replace(booked.exactFillQuantity, takeBack, () => this.orderEvent(correction));
  }

  #takeCashFlow({ id, currency, amount }: Extract<BrokerageMessage, { kind: 'cashFlow' }>): void {
    if (this.#cashFlows.has(id)) return;
    this.#cashFlows.add(id);
    this.#options.portfolio.cashBook.ensure(currency).addAmount(amount);
    this.#options.portfolio.invalidate();
  }

  #raise(order: Order, status: OrderStatus, message: string): void {
    this.#events.apply(new OrderEvent(order, this.#options.utcNow(), status, message));
  }
}

/** Whether a status that is no fill says more than is known: brokers repeat themselves, and overtake themselves. */
function isNews(order: Order, status: OrderStatus): boolean {
  if (order.isClosed) return false;
  return status !== OrderStatus.Submitted || order.status === OrderStatus.New;
}

/** The event with the status that its quantity makes: complete or not is counted here, whatever the broker says. */
function asFill(order: Order, told: OrderEvent): OrderEvent {
  const filled = order.quantityFilled.plus(told.exactFillQuantity);
  const status = filled.abs().gte(order.quantity.abs()) ? OrderStatus.Filled : OrderStatus.PartiallyFilled;
  if (told.status === status) return told;
  return copyOrderEvent(order, told, status);
}

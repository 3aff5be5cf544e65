import { LockstepError } from '../errors/lockstep-error.ts';
import type { SecuritySymbol } from '../market/symbol.ts';
import { Decimal } from '../numeric/decimal.ts';
import type { Order } from '../orders/order.ts';
import { CancelOrderRequest } from '../orders/order-request.ts';
import type { OrderTicket } from '../orders/order-ticket.ts';
import type { TransactionRecords } from '../portfolio/transaction-records.ts';
import type { Securities, SymbolLike } from '../securities/securities.ts';
import { civilFromDays, dayOf } from '../time/calendar.ts';
import type { OrderBook } from './order-book.ts';
import type { OrderProcessor } from './order-processor.ts';

/** Orders and tickets of a run, as a strategy asks for them. Orders are copies: only tickets change them. */
export class Transactions {
  readonly #book: OrderBook;
  readonly #processor: OrderProcessor;
  readonly #securities: Securities;
  readonly #isWarmingUp: () => boolean;
  readonly #records: TransactionRecords;

  constructor(options: {
    readonly book: OrderBook;
    readonly processor: OrderProcessor;
    readonly securities: Securities;
    readonly isWarmingUp: () => boolean;
    readonly records: TransactionRecords;
  }) {
    this.#book = options.book;
    this.#processor = options.processor;
    this.#securities = options.securities;
    this.#isWarmingUp = options.isWarmingUp;
    this.#records = options.records;
  }

  /** Orders that ever got an id, refused and cancelled ones included. */
  get ordersCount(): number {
    return this.#book.count;
  }

  /** Greatest id of an order, 0 while there is none. Ids have gaps where children of brackets did not come to be. */
  get lastOrderId(): number {
    return this.#book.lastId;
  }

  get winCount(): number {
    return this.#records.winCount;
  }

  get lossCount(): number {
    return this.#records.lossCount;
  }

  /** A copy of an order, or undefined. */
  getOrderById(orderId: number): Order | undefined {
    return this.#book.order(orderId)?.clone();
  }

  getOrders(filter: (order: Order) => boolean = () => true): Order[] {
    return this.#book
      .all()
      .filter(filter)
      .map((order) => order.clone());
  }

  getOpenOrders(symbol?: SymbolLike): Order[] {
    return this.#book.openOrders(this.#symbol(symbol)).map((order) => order.clone());
  }

  /** The ticket of an order, or undefined. One that closed long ago gets a new ticket, of the same contents. */
  getOrderTicket(orderId: number): OrderTicket | undefined {
    return this.#book.ticket(orderId);
  }

  getOrderTickets(filter: (ticket: OrderTicket) => boolean = () => true): OrderTicket[] {
    return this.#book.tickets().filter(filter);
  }

  getOpenOrderTickets(symbol?: SymbolLike): OrderTicket[] {
    return this.#book.openTickets(this.#symbol(symbol));
  }

  /** Units of open orders that are not filled yet, signed. */
  getOpenOrdersRemainingQuantity(symbol?: SymbolLike): number {
    return this.exactOpenOrdersRemainingQuantity(
      (ticket) => symbol === undefined || ticket.symbol.id === this.#symbol(symbol)?.id,
    ).toNumber();
  }

  exactOpenOrdersRemainingQuantity(filter: (ticket: OrderTicket) => boolean): Decimal {
    let sum = Decimal.ZERO;
    for (const ticket of this.#book.openTickets()) if (filter(ticket)) sum = sum.plus(ticket.exactQuantityRemaining);
    return sum;
  }

  /** Asks to cancel an order. Without a tag the order's tag is emptied, as in LEAN; `ticket.cancel()` keeps it. */
  cancelOrder(orderId: number, tag = ''): OrderTicket | undefined {
    this.#refuseDuringWarmUp('cancelOrder');
    const ticket = this.getOrderTicket(orderId);
    if (ticket !== undefined) {
      this.#processor.cancelOrder(ticket, new CancelOrderRequest(this.#processor.utcNow(), orderId, tag));
    }
    return ticket;
  }

  /** Asks to cancel every open order, or those of a symbol, and returns their tickets. */
  cancelOpenOrders(symbol?: SymbolLike, tag?: string): OrderTicket[] {
    this.#refuseDuringWarmUp('cancelOpenOrders');
    const tickets = this.#book.openTickets(this.#symbol(symbol));
    const text = symbol === undefined ? (tag ?? cancelAllTag(this.#processor.utcNow())) : tag;
    for (const ticket of tickets) ticket.cancel(text);
    return tickets;
  }

  #symbol(symbol: SymbolLike | undefined): SecuritySymbol | undefined {
    if (symbol === undefined) return undefined;
    if (typeof symbol !== 'string' && 'permtick' in symbol) return symbol;
    return this.#securities.get(symbol).symbol;
  }

  #refuseDuringWarmUp(call: string): void {
    if (!this.#isWarmingUp()) return;
    throw new LockstepError(
      'WARMING_UP',
      `transactions.${call} was called in initialize or during warm-up, when there are no orders; test this.isWarmingUp first.`,
    );
  }
}

function cancelAllTag(utcMs: number): string {
  const { year, month, day } = civilFromDays(dayOf(utcMs));
  const pad = (value: number, width = 2): string => String(value).padStart(width, '0');
  const inDay = utcMs - dayOf(utcMs) * 86_400_000;
  const clock = `${pad(Math.floor(inDay / 3_600_000))}:${pad(Math.floor(inDay / 60_000) % 60)}:${pad(Math.floor(inDay / 1_000) % 60)}`;
  const fraction = `${pad(Math.floor(inDay % 1_000), 3)}0000`;
  return `Canceled by CancelOpenOrders() at ${pad(year, 4)}-${pad(month)}-${pad(day)}T${clock}.${fraction}Z`;
}

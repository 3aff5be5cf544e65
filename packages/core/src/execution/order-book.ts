import type { SecuritySymbol } from '../market/symbol.ts';
import type { Order } from '../orders/order.ts';
import type { OrderTicket } from '../orders/order-ticket.ts';
import { OrderEventLog } from './order-event-log.ts';

/** An order with its ticket. */
export interface OrderEntry {
  readonly order: Order;
  readonly ticket: OrderTicket;
}

/**
 * Every order of a run by id, and which of them are open. Ids are given here, from 1 unless set, ascending. Some are set
 * aside for the children of an entry; those of children that never come to be are given to nobody else.
 */
export class OrderBook {
  /** What has happened to them. */
  readonly events = new OrderEventLog();
  readonly #entries: (OrderEntry | undefined)[] = [undefined];
  /** Children that wait at the broker for their entry to fill: no orders of the run yet. */
  readonly #held = new Map<number, OrderEntry>();
  #count = 0;
  #lastId = 0;
  /** By ascending id. */
  readonly #open: OrderEntry[] = [];

  /** Number of orders that there ever were. */
  get count(): number {
    return this.#count;
  }

  /** Greatest id of an order, 0 while there is none. */
  get lastId(): number {
    return this.#lastId;
  }

  /** Sets the id of the next order; ids before it were given by earlier runs of the same deployment. */
  startAt(id: number): void {
    while (this.#entries.length < id) this.#entries.push(undefined);
  }

  /** Whether an id was given, to an order or to a child that may never come to be. */
  hasGiven(id: number): boolean {
    return id > 0 && id < this.#entries.length;
  }

  nextId(): number {
    return this.#entries.length;
  }

  /** Sets ids aside, and returns the first of them. */
  reserve(count: number): number {
    const first = this.#entries.length;
    for (let index = 0; index < count; index += 1) this.#entries.push(undefined);
    return first;
  }

  /** Adds an order whose id `nextId` or `reserve` gave. */
  add(entry: OrderEntry, open: boolean): void {
    const { id } = entry.order;
    this.#count += 1;
    this.#entries[id] = entry;
    if (id > this.#lastId) this.#lastId = id;
    if (open) this.#addOpen(entry, id);
  }

  #addOpen(entry: OrderEntry, id: number): void {
    const open = this.#open;
    let index = open.length;
    while (index > 0 && open[index - 1]!.order.id > id) index -= 1;
    if (index === open.length) open.push(entry);
    else open.splice(index, 0, entry);
  }

  get(id: number): OrderEntry | undefined {
    return this.#entries[id];
  }

  /** Keeps a child that waits at the broker for its entry. */
  hold(entry: OrderEntry): void {
    this.#held.set(entry.order.id, entry);
  }

  heldOf(id: number): OrderEntry | undefined {
    return this.#held.get(id);
  }

  /** Forgets a child that will not come to be. */
  drop(id: number): void {
    this.#held.delete(id);
  }

  /** A child that waited is an order of the run from now on. */
  admit(id: number): OrderEntry | undefined {
    const entry = this.#held.get(id);
    if (entry === undefined) return undefined;
    this.#held.delete(id);
    this.add(entry, true);
    return entry;
  }

  close(id: number): void {
    const open = this.#open;
    for (let index = open.length - 1; index >= 0; index -= 1) {
      if (open[index]!.order.id !== id) continue;
      if (index === open.length - 1) open.pop();
      else open.splice(index, 1);
      return;
    }
  }

  get hasOpen(): boolean {
    return this.#open.length > 0;
  }

  /** Orders by ascending id. */
  all(): Order[] {
    const orders: Order[] = [];
    for (const entry of this.#entries) if (entry !== undefined) orders.push(entry.order);
    return orders;
  }

  tickets(): OrderTicket[] {
    const tickets: OrderTicket[] = [];
    for (const entry of this.#entries) if (entry !== undefined) tickets.push(entry.ticket);
    return tickets;
  }

  /** Open orders by ascending id, of one symbol or of all. */
  openOrders(symbol?: SecuritySymbol): Order[] {
    const orders: Order[] = [];
    for (const { order } of this.#open) {
      if (symbol === undefined || order.symbol.id === symbol.id) orders.push(order);
    }
    return orders;
  }

  openTickets(symbol?: SecuritySymbol): OrderTicket[] {
    const tickets: OrderTicket[] = [];
    for (const { order, ticket } of this.#open) {
      if (symbol === undefined || order.symbol.id === symbol.id) tickets.push(ticket);
    }
    return tickets;
  }
}

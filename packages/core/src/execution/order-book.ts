import type { SecuritySymbol } from '../market/symbol.ts';
import type { Order } from '../orders/order.ts';
import { OrderRequestStatus } from '../orders/order-request.ts';
import type { OrderRequestSink, OrderTicket } from '../orders/order-ticket.ts';
import { ClosedOrders, isPlain } from './closed-orders.ts';
import { OrderEventLog } from './order-event-log.ts';

/** So many closed orders are put away at once. */
const MANY = 128;

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
  readonly events = new OrderEventLog((orderId) => this.ticket(orderId)!);
  /** A number is the row of an order that was put away. */
  readonly #entries: (OrderEntry | number | undefined)[] = [undefined];
  /** Children that wait at the broker for their entry to fill: no orders of the run yet. */
  readonly #held = new Map<number, OrderEntry>();
  #count = 0;
  #lastId = 0;
  /** By ascending id. */
  readonly #open: OrderEntry[] = [];
  /** Closed since others were put away. */
  #closed: OrderEntry[] = [];
  #away: ClosedOrders | null = null;
  /** Made last from a row. */
  #made: OrderEntry | null = null;

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

  /** An order to work on, with its ticket. One that was put away comes back. */
  get(id: number): OrderEntry | undefined {
    const entry = this.#entries[id];
    if (typeof entry !== 'number') return entry;
    return this.#bringBack(id, this.#make(id, entry));
  }

  /** The order of a ticket that asks for something: when it was put away, the one that the ticket has comes back. */
  entryOf(ticket: OrderTicket): OrderEntry | undefined {
    const id = ticket.orderId;
    const entry = this.#entries[id];
    if (typeof entry !== 'number') return entry;
    return ticket.order === null ? this.get(id) : this.#bringBack(id, { order: ticket.order, ticket });
  }

  #bringBack(id: number, entry: OrderEntry): OrderEntry {
    this.#entries[id] = entry;
    return entry;
  }

  #make(id: number, row: number): OrderEntry {
    if (this.#made?.order.id !== id) this.#made = this.#away!.entry(id, row);
    return this.#made!;
  }

  /** Keeps a child that waits at the broker for its entry. */
  hold(entry: OrderEntry): void {
    this.#held.set(entry.order.id, entry);
  }

  /** Children that wait at the broker for their entry. */
  heldOrders(): Order[] {
    return [...this.#held.values()].map(({ order }) => order).filter(({ isClosed }) => !isClosed);
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
    this.add(entry, !entry.order.isClosed);
    return entry;
  }

  close(id: number): void {
    const open = this.#open;
    for (let index = open.length - 1; index >= 0; index -= 1) {
      const entry = open[index]!;
      if (entry.order.id !== id) continue;
      if (index === open.length - 1) open.pop();
      else open.splice(index, 1);
      this.#closed.push(entry);
      return;
    }
  }

  /** Puts closed orders away when they are many. Nothing must be under way. @param sink where tickets send requests */
  putAway(sink: OrderRequestSink): void {
    if (this.#closed.length < MANY) return;
    this.#away ??= new ClosedOrders(sink);
    const closed = this.#closed;
    this.#closed = [];
    for (const entry of closed) {
      if (entry.ticket.cancelRequest?.status === OrderRequestStatus.Processing) this.#closed.push(entry);
      else if (isPlain(entry)) this.#entries[entry.order.id] = this.#away.add(entry);
    }
  }

  get hasOpen(): boolean {
    return this.#open.length > 0;
  }

  /** An order to look at. */
  order(id: number): Order | undefined {
    const entry = this.#entries[id];
    return typeof entry === 'number' ? this.#make(id, entry).order : entry?.order;
  }

  /** The ticket of an order; a new one, of the same contents, when the order closed long ago. */
  ticket(id: number): OrderTicket | undefined {
    const entry = this.#entries[id];
    return typeof entry === 'number' ? this.#make(id, entry).ticket : entry?.ticket;
  }

  /** Orders by ascending id, to look at. Those that were put away are made one by one. */
  *orders(): Generator<Order, void, void> {
    for (const [id, entry] of this.#entries.entries()) {
      if (typeof entry === 'number') yield this.#away!.order(id, entry);
      else if (entry !== undefined) yield entry.order;
    }
  }

  /** Orders by ascending id, to look at. */
  all(): Order[] {
    return [...this.orders()];
  }

  tickets(): OrderTicket[] {
    const tickets: OrderTicket[] = [];
    for (const [id, entry] of this.#entries.entries()) {
      if (typeof entry === 'number') tickets.push(this.#away!.entry(id, entry).ticket);
      else if (entry !== undefined) tickets.push(entry.ticket);
    }
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

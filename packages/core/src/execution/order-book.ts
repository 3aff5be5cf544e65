import type { SecuritySymbol } from '../market/symbol.ts';
import type { Order } from '../orders/order.ts';
import type { OrderTicket } from '../orders/order-ticket.ts';
import { OrderEventLog } from './order-event-log.ts';

/** An order with its ticket. */
export interface OrderEntry {
  readonly order: Order;
  readonly ticket: OrderTicket;
}

/** Every order of a run by id, and which of them are open. Ids are given here, from 1 unless set, without gaps. */
export class OrderBook {
  /** What has happened to them. */
  readonly events = new OrderEventLog();
  readonly #entries: (OrderEntry | undefined)[] = [undefined];
  #count = 0;
  /** By ascending id. */
  readonly #open: OrderEntry[] = [];

  /** Number of orders that ever got an id. */
  get count(): number {
    return this.#count;
  }

  /** Sets the id of the next order; ids before it were given by earlier runs of the same deployment. */
  startAt(id: number): void {
    while (this.#entries.length < id) this.#entries.push(undefined);
  }

  nextId(): number {
    return this.#entries.length;
  }

  /** Adds the order whose id `nextId` gave. */
  add(entry: OrderEntry, open: boolean): void {
    this.#count += 1;
    this.#entries[entry.order.id] = entry;
    if (open) this.#open.push(entry);
  }

  get(id: number): OrderEntry | undefined {
    return this.#entries[id];
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

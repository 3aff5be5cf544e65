import type { OrderEntry } from '../execution/order-book.ts';
import type { OrderEvent } from '../orders/order-event.ts';
import { OrderStatus } from '../orders/order-status.ts';
import type { OrderTicket } from '../orders/order-ticket.ts';
import { OrderType } from '../orders/order-type.ts';
import type { VenueDesk } from './venue-desk.ts';

/** Orders of which a venue lets only one fill: what one fills the other loses. */
export class OrderPairs {
  readonly #desk: VenueDesk;
  readonly #siblings = new Map<number, number>();
  readonly #tickets = new Map<number, OrderTicket>();

  constructor(desk: VenueDesk) {
    this.#desk = desk;
  }

  link(first: number, second: number): void {
    this.#siblings.set(first, second);
    this.#siblings.set(second, first);
  }

  onOrderEvent(event: OrderEvent, { ticket }: OrderEntry): void {
    const { orderId } = ticket;
    const siblingId = this.#siblings.get(orderId);
    if (siblingId === undefined) return;
    this.#tickets.set(orderId, ticket);
    const sibling = this.#tickets.get(siblingId);
    if (event.status === OrderStatus.PartiallyFilled && sibling !== undefined) {
      this.#desk.resizeAtOnce(sibling, sibling.exactQuantity.minus(event.exactFillQuantity));
    }
    if (ticket.isOpen) return;
    this.#unlink(orderId, siblingId);
    if (event.status === OrderStatus.Filled && sibling !== undefined) this.#desk.cancelAtOnce(sibling);
  }

  #unlink(...ids: number[]): void {
    for (const id of ids) {
      this.#siblings.delete(id);
      this.#tickets.delete(id);
    }
  }
}

/** Order types that stop a loss. */
export function isStop(type: OrderType): boolean {
  return type === OrderType.StopMarket || type === OrderType.StopLimit || type === OrderType.TrailingStop;
}

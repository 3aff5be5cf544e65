import type { BrokerageInbox, BrokerageMessage } from '../brokerage/brokerage.ts';
import { OrderEvent } from '../orders/order-event.ts';

/**
 * What a broker has told and execution has not taken in yet. An adapter appends from whatever callback it is in;
 * execution takes everything out at the fixed points of the step and after each request that it hands over.
 */
export class InboxQueue implements BrokerageInbox {
  readonly #waiting: (OrderEvent | BrokerageMessage)[] = [];
  #onArrival: (() => void) | null = null;

  get isEmpty(): boolean {
    return this.#waiting.length === 0;
  }

  /** Sets who is told, within the broker's callback, that something waits. */
  onArrival(wake: () => void): void {
    this.#onArrival = wake;
  }

  orderEvent(event: OrderEvent): void {
    this.#append(event);
  }

  message(message: BrokerageMessage): void {
    this.#append(message);
  }

  #append(item: OrderEvent | BrokerageMessage): void {
    this.#waiting.push(item);
    this.#onArrival?.();
  }

  /**
   * Hands on what waits, in the order of its arrival, and what arrives meanwhile. When one of them fails, those behind it
   * keep waiting: no execution is lost by an error in front of it.
   */
  drain(into: BrokerageInbox): void {
    for (let item = this.#waiting.shift(); item !== undefined; item = this.#waiting.shift()) {
      if (item instanceof OrderEvent) into.orderEvent(item);
      else into.message(item);
    }
  }
}

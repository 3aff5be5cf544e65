import type { BrokerageInbox, BrokerageMessage } from '../brokerage/brokerage.ts';
import { OrderEvent } from '../orders/order-event.ts';

/** Something that is asked of a run from outside. */
export type Operation = () => void;

/**
 * What has come from outside and was not taken in yet: what a broker has told, and what was asked of the run. An adapter
 * appends from whatever callback it is in; execution takes everything out at the fixed points of the step and after each
 * request that it hands over. The looks are counted, so that a record can say at which of them something was taken in.
 */
export class InboxQueue implements BrokerageInbox {
  /** Looks into the inbox so far, in vain or not. */
  looks = 0;
  readonly #waiting: (OrderEvent | BrokerageMessage)[] = [];
  readonly #operations: Operation[] = [];
  readonly #interventions: Operation[] = [];
  #onArrival: (() => void) | null = null;

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

  /** Asks for something that needs the step's prices, such as closing all positions; it calls for a step. */
  post(operation: Operation): void {
    this.#operations.push(operation);
    this.#onArrival?.();
  }

  /** Asks for something that is to be done before the strategy is called again, such as a pause of trading. */
  intervene(operation: Operation): void {
    this.#interventions.push(operation);
  }

  /** At the begin of a step: what is to be done before the strategy is called. */
  takeInterventions(): void {
    this.looks += 1;
    if (this.#interventions.length > 0) this.#intervene();
  }

  #intervene(): void {
    for (const operation of this.#interventions.splice(0)) operation();
  }

  /** Within a step, at its prices: what was asked for. */
  carryOut(): void {
    this.looks += 1;
    if (this.#operations.length > 0) for (const operation of this.#operations.splice(0)) operation();
  }

  /**
   * Hands on what waits, in the order of its arrival, and what arrives meanwhile. When one of them fails, those behind it
   * keep waiting: no execution is lost by an error in front of it.
   */
  drain(into: BrokerageInbox): void {
    this.looks += 1;
    if (this.#interventions.length > 0) this.#intervene();
    if (this.#waiting.length === 0) return;
    for (let item = this.#waiting.shift(); item !== undefined; item = this.#waiting.shift()) {
      if (item instanceof OrderEvent) into.orderEvent(item);
      else into.message(item);
    }
  }
}

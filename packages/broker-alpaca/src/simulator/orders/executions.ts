import type { Decimal } from '@lockstep/core';
import type { SimulatedOrder } from './simulated-order.ts';

/** An execution as the account remembers it. */
export interface Execution {
  readonly id: string;
  /** The venue's own. */
  readonly venueId: string;
  readonly order: SimulatedOrder;
  readonly status: string;
  /** Units, positive. */
  readonly quantity: Decimal;
  readonly price: Decimal;
  /** Of the order, with this execution. */
  readonly cumulativeQuantity: Decimal;
  readonly leavesQuantity: Decimal;
  readonly timeMs: number;
}

/** Everything that was executed, oldest first. */
export class Executions {
  readonly #all: Execution[] = [];

  get all(): readonly Execution[] {
    return this.#all;
  }

  add(execution: Execution): void {
    this.#all.push(execution);
  }

  get(id: string): Execution | undefined {
    return this.#all.find((execution) => execution.id === id);
  }

  /** Puts another in the place of one that was corrected; none for one that was cancelled. */
  correct(id: string, correction: Execution | null): void {
    const index = this.#all.findIndex((execution) => execution.id === id);
    if (index >= 0) this.#all.splice(index, 1, ...(correction === null ? [] : [correction]));
  }
}

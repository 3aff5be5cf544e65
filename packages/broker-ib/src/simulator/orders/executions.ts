import type { Decimal } from '@lockstep/core';
import type { SimulatedOrder } from './simulated-order.ts';

/** What an execution cost, once that is known. */
export interface Commission {
  readonly amount: Decimal;
  readonly currency: string;
  /** In the account's currency; null where nothing was closed. */
  readonly realizedPnl: Decimal | null;
}

/** An execution as the account remembers it. */
export interface Execution {
  /** `0000e0d5.67fe667b.01.01`; the last part counts its corrections. */
  readonly id: string;
  readonly order: SimulatedOrder;
  /** Units, positive. */
  readonly quantity: Decimal;
  readonly price: Decimal;
  /** Of the order, with this execution. */
  readonly cumulativeQuantity: Decimal;
  readonly averagePrice: Decimal;
  /** Epoch ms UTC. */
  readonly timeMs: number;
  readonly commission: Commission | null;
}

const HEX = 16;

/** Everything that was executed, oldest first, as far as TWS remembers. */
export class Executions {
  #all: Execution[] = [];
  #count = 0;

  get all(): readonly Execution[] {
    return this.#all;
  }

  nextId(utcMs: number): string {
    this.#count += 1;
    const count = this.#count.toString(HEX).padStart(8, '0');
    return `${count}.${Math.floor(utcMs / 1000)
      .toString(HEX)
      .padStart(8, '0')}.01.01`;
  }

  add(execution: Execution): void {
    this.#all.push(execution);
  }

  /** The execution as it is now, by the id that it first had or has. */
  find(id: string): Execution | undefined {
    const stem = stemOf(id);
    return this.#all.findLast((execution) => stemOf(execution.id) === stem);
  }

  replace(execution: Execution, by: Execution): void {
    this.#all.splice(this.#all.indexOf(execution), 1, by);
  }

  of(order: SimulatedOrder): Execution[] {
    return this.#all.filter((execution) => execution.order === order);
  }

  /** TWS forgets what was before an instant, epoch ms UTC. */
  forgetBefore(utcMs: number): void {
    this.#all = this.#all.filter(({ timeMs }) => timeMs >= utcMs);
  }
}

function stemOf(id: string): string {
  return id.slice(0, id.lastIndexOf('.'));
}

/** The id of a correction of an execution. */
export function correctedId(id: string): string {
  const revision = Number(id.slice(id.lastIndexOf('.') + 1)) + 1;
  return `${stemOf(id)}.${String(revision).padStart(2, '0')}`;
}

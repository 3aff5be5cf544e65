import type { Decimal } from '@lockstep/core';
import type { DeskParts } from './desk-parts.ts';
import type { OrderCancels } from './order-cancels.ts';
import type { OrderChanges } from './order-changes.ts';
import type { SimulatedOrder } from './simulated-order.ts';

/** Cancels with block; other types reduce. */
const CANCELS = 1;

/** Orders of which one cancels the others: those of a group, and children of one parent that the venue does not keep. */
export class OcaGroups {
  readonly #parts: Pick<DeskParts, 'orders' | 'habits'>;
  readonly #cancels: OrderCancels;
  readonly #changes: OrderChanges;

  constructor(parts: Pick<DeskParts, 'orders' | 'habits'>, cancels: OrderCancels, changes: OrderChanges) {
    this.#parts = parts;
    this.#cancels = cancels;
    this.#changes = changes;
  }

  /** @param units that have just filled, positive */
  onFill(order: SimulatedOrder, units: Decimal): void {
    if (!this.#parts.habits.groupsBlock) return;
    const cancelsAll = order.status === 'Filled' || order.terms.ocaType === CANCELS;
    for (const other of this.#othersOf(order)) {
      if (other.isDone) continue;
      if (cancelsAll || other.remaining.lte(units)) this.#cancels.carryOut(other);
      else this.#changes.reduce(other, units);
    }
  }

  #othersOf(order: SimulatedOrder): SimulatedOrder[] {
    const { ocaGroup } = order.terms;
    const { parent } = order;
    const siblings = parent === null || order.isKeptByVenue ? [] : parent.children;
    const group = ocaGroup === '' ? [] : this.#parts.orders.open().filter(({ terms }) => terms.ocaGroup === ocaGroup);
    return [...new Set([...siblings, ...group])].filter((other) => other !== order);
  }
}

import { type Decimal, LockstepError, OrderEvent, OrderStatus, type SimulatedVenue } from '@lockstep/core';
import { correctedId, type Execution, type Executions } from '../orders/executions.ts';
import type { OrderTeller } from '../orders/order-teller.ts';

export interface ExecutionCorrectionsOptions {
  readonly venue: SimulatedVenue;
  readonly executions: Executions;
  readonly teller: OrderTeller;
  readonly accountChanged: () => void;
}

/** Corrects and busts executions, as exchanges do: on the venue's ledger and towards clients. */
export class ExecutionCorrections {
  readonly #options: ExecutionCorrectionsOptions;

  constructor(options: ExecutionCorrectionsOptions) {
    this.#options = options;
  }

  /**
   * An execution was another: its price, its units, or both. It comes again with the next revision of its id.
   *
   * @param values what is different; no units for one that is busted
   * @throws LockstepError `ORDER_INVALID` for an execution that TWS does not know
   */
  correct(id: string, values: { readonly price?: Decimal; readonly quantity?: Decimal }): Execution {
    const { executions, teller, accountChanged } = this.#options;
    const before = executions.find(id);
    if (before === undefined) {
      throw new LockstepError(
        'ORDER_INVALID',
        `No execution ${id} is known; ask \`executions.all\` for those that are.`,
      );
    }
    const { order } = before;
    this.#book(before, -1);
    const price = values.price ?? before.price;
    const quantity = values.quantity ?? before.quantity;
    const draft: Execution = { ...before, id: correctedId(before.id), price, quantity };
    executions.replace(before, draft);
    order.refill(executions.of(order));
    const corrected = { ...draft, cumulativeQuantity: order.filled, averagePrice: order.averagePrice };
    executions.replace(draft, corrected);
    this.#book(corrected, 1);
    order.venueOrder.quantityFilled = order.terms.side === 'SELL' ? order.filled.negated() : order.filled;
    teller.tellExecution(corrected);
    teller.tellStatus(order);
    teller.tellCommission(corrected);
    accountChanged();
    return corrected;
  }

  /** Books an execution on the venue's ledger, or its opposite. */
  #book({ order, quantity, price, timeMs }: Execution, sign: 1 | -1): void {
    if (quantity.isZero()) return;
    const { venueOrder, terms } = order;
    const isSale = (terms.side === 'SELL') === (sign === 1);
    const event = new OrderEvent(venueOrder, timeMs, OrderStatus.PartiallyFilled);
    event.exactFillPrice = price;
    event.exactFillQuantity = isSale ? quantity.negated() : quantity;
    this.#options.venue.portfolio.processFill(event);
  }
}

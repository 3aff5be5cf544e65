import type { BrokerageExecution } from '../brokerage/brokerage.ts';
import { ensureDefined } from '../errors/ensure.ts';
import { LockstepError } from '../errors/lockstep-error.ts';
import type { BracketOrders } from '../execution/brackets/bracket-orders.ts';
import type { OrderBook, OrderEntry } from '../execution/order-book.ts';
import { takenBackEvent } from '../execution/taken-back.ts';
import type { Decimal } from '../numeric/decimal.ts';
import { OrderEvent } from '../orders/order-event.ts';
import { OrderStatus } from '../orders/order-status.ts';
import { describeFill } from './brokerage-records.ts';
import type { VenueOrders } from './venue-orders.ts';

/** What an execution is after its correction: units, negative for sales, and price. */
export interface CorrectedExecution {
  readonly quantity: Decimal;
  readonly price: Decimal;
}

/** What correcting works with. */
export interface VenueCorrectionsOptions {
  readonly book: OrderBook;
  readonly utcNow: () => number;
  /** Books an event on the venue's ledger and sees to what it means for other orders. */
  readonly apply: (event: OrderEvent, entry: OrderEntry) => void;
  readonly replace: BracketOrders['replace'];
}

/** Executions that a venue has taken back, or replaced by others. */
export class VenueCorrections {
  readonly #options: VenueCorrectionsOptions;
  readonly #takenBack = new Set<string>();
  /** Those that stand in the place of others, by their ids. */
  readonly #instead = new Map<string, OrderEvent>();

  constructor(options: VenueCorrectionsOptions) {
    this.#options = options;
  }

  /**
   * Takes an execution back, and books what stands in its place, of the same time.
   *
   * @returns the order, and the execution in its place, or null
   * @throws LockstepError `ORDER_INVALID` for an execution that the venue does not know, or has taken back
   */
  correct(
    executionId: string,
    correction: CorrectedExecution | null,
  ): { entry: OrderEntry; instead: OrderEvent | null } {
    const { book, utcNow, apply, replace } = this.#options;
    const executed = this.#instead.get(executionId) ?? this.#own(executionId);
    if (executed === undefined || this.#takenBack.has(executionId)) {
      throw new LockstepError(
        'ORDER_INVALID',
        `Received the execution ${executionId} to be corrected; expected one that this venue has made and not taken back.`,
      );
    }
    const entry = ensureDefined(book.get(executed.orderId), 'order of the execution');
    this.#takenBack.add(executionId);
    const takeBack = (): void => apply(takenBackEvent(entry.order, executed, utcNow()), entry);
    if (correction === null) {
      takeBack();
      return { entry, instead: null };
    }
    const instead = new OrderEvent(entry.order, executed.utcTimeMs, OrderStatus.PartiallyFilled);
    instead.executionId = `${executionId}.c`;
    instead.exactFillQuantity = correction.quantity;
    instead.exactFillPrice = correction.price;
    instead.orderFee = executed.orderFee;
    this.#instead.set(instead.executionId, instead);
    replace(executed.exactFillQuantity, takeBack, () => apply(instead, entry));
    return { entry, instead };
  }

  #own(executionId: string): OrderEvent | undefined {
    for (const fill of this.#options.book.events.ownFills(0)) if (fill.executionId === executionId) return fill;
    return undefined;
  }

  /** Executions as they stand, oldest first. @param executions those that the venue has made */
  standing(
    executions: readonly BrokerageExecution[],
    sinceMs: number,
    orders: VenueOrders,
  ): readonly BrokerageExecution[] {
    if (this.#takenBack.size === 0) return executions;
    const instead = [...this.#instead.values()]
      .filter(({ utcTimeMs }) => utcTimeMs >= sinceMs)
      .map((event) => describeFill(event, orders.get(event.orderId)?.clientOrderId ?? ''));
    return [...executions, ...instead]
      .filter(({ id }) => !this.#takenBack.has(id))
      .toSorted((a, b) => a.timeMs - b.timeMs);
  }
}

import type { AlgorithmRun, BrokerageExecution, Clock } from '@lockstep/core';
import type { ClientOrderIds } from '../orders/client-order-ids.ts';
import type { ExecutionLedger, StandingExecution } from '../orders/execution-ledger.ts';
import type { JournaledBrokerage } from '../orders/journaled-brokerage.ts';

/** Clocks differ: executions closer than this to the beginning of a list may be before it, ms. */
const CLOCK_MARGIN_MS = 60_000;
/** Brokers list executions late: one that is younger is not missed, ms. */
export const LISTED_AFTER_MS = 60_000;
/** One that is missed has been taken back when it is still not listed after this time, ms. */
const DOUBT_MS = 11_000;

/** What looking for them works with. */
export interface MissingExecutionsOptions {
  readonly orders: () => JournaledBrokerage;
  readonly run: () => AlgorithmRun;
  readonly ids: ClientOrderIds;
  readonly ledger: ExecutionLedger;
  readonly clock: Clock;
}

/**
 * Executions that count here and that the broker does not list any more: it has taken them back, or put others in their
 * place, and we were not told. One in the place of another is not booked before it is known what became of that.
 */
export class MissingExecutions {
  readonly #options: MissingExecutionsOptions;
  /** Since when each has been missed, epoch ms UTC. */
  readonly #since = new Map<string, number>();

  constructor(options: MissingExecutionsOptions) {
    this.#options = options;
  }

  /** Some are missed: what the account holds cannot be judged. */
  get isWaiting(): boolean {
    return this.#since.size > 0;
  }

  /**
   * An execution that may stand in the place of one that is not listed, at the very beginning of the list too: a look that
   * reaches further back will tell. @param listed all of the answer that it is in
   */
  holdsBack(orderId: number, listed: readonly BrokerageExecution[], sinceMs: number): boolean {
    return this.#missing(listed, sinceMs).some((execution) => execution.orderId === orderId);
  }

  /**
   * Looks which are not among those that the broker lists from an instant on, and takes them back when that has lasted.
   *
   * @returns ids of those that were taken back
   */
  look(listed: readonly BrokerageExecution[], sinceMs: number): string[] {
    const now = this.#options.clock.utcNow();
    const missing = this.#missing(listed, sinceMs + CLOCK_MARGIN_MS).filter(
      ({ timeMs }) => timeMs <= now - LISTED_AFTER_MS,
    );
    const { ledger } = this.#options;
    const isListed = (id: string): boolean => listed.some((each) => each.id === id);
    for (const id of this.#since.keys()) if (isListed(id) || ledger.standing(id) === undefined) this.#since.delete(id);
    for (const { id } of missing) if (!this.#since.has(id)) this.#since.set(id, now);
    const lasting = missing.filter(({ id }) => now - (this.#since.get(id) ?? now) >= DOUBT_MS);
    for (const each of lasting) this.#takeBack(each, listed);
    return lasting.map(({ id }) => id);
  }

  #missing(listed: readonly BrokerageExecution[], sinceMs: number): StandingExecution[] {
    const ids = new Set(listed.map(({ id }) => id));
    return this.#options.ledger.standingSince(sinceMs).filter(({ id }) => !ids.has(id));
  }

  #takeBack({ id, orderId, timeMs }: StandingExecution, listed: readonly BrokerageExecution[]): void {
    const { orders, run, ids, ledger } = this.#options;
    this.#since.delete(id);
    const others = listed.filter((each) => !ledger.has(each.id) && ids.orderOf(each.clientOrderId) === orderId);
    const instead = others.find((each) => each.timeMs === timeMs) ?? others[0];
    const { inbox } = orders();
    const symbol = instead?.symbol ?? null;
    const correction =
      instead === undefined || symbol === null
        ? null
        : // An order of an earlier process need not be known to this one.
          inbox.eventOf(run().book.order(orderId) ?? { id: orderId, symbol, quantity: instead.quantity }, instead);
    inbox.message({ kind: 'executionCorrected', executionId: id, orderId, correction });
  }
}

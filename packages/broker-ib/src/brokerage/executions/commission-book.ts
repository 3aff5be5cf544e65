import { type BrokerageInbox, Decimal } from '@lockstep/core';
import type { CommissionReport } from '@stoqey/ib';
import { decimalOf } from '../orders/wire-numbers.ts';

/** What an execution cost. */
export interface Commission {
  readonly amount: Decimal;
  readonly currency: string;
}

/** What executions cost: told apart from them, before or after, twice, late, or never. */
export class CommissionBook {
  readonly #inbox: () => BrokerageInbox | null;
  readonly #known = new Map<string, Commission>();
  /** Executions that were told of. */
  readonly #told = new Set<string>();

  constructor(inbox: () => BrokerageInbox | null) {
    this.#inbox = inbox;
  }

  of(executionId: string): Commission | null {
    return this.#known.get(executionId) ?? null;
  }

  /** What an execution cost was told. */
  take({ execId = '', commission, currency = '' }: CommissionReport): void {
    const amount = decimalOf(commission);
    if (amount === null || execId === '') return;
    const before = this.#known.get(execId);
    if (before !== undefined && before.amount.equals(amount) && before.currency === currency) return;
    this.#known.set(execId, { amount, currency });
    if (this.#told.has(execId)) this.#tell(execId);
  }

  /** An execution was told of: its commission may be. */
  onExecution(executionId: string): void {
    if (this.#told.has(executionId)) return;
    this.#told.add(executionId);
    if (this.#known.has(executionId)) this.#tell(executionId);
  }

  /** Executions that were told of, and of which the cost is not known. */
  get unpaid(): readonly string[] {
    return [...this.#told].filter((id) => !this.#known.has(id));
  }

  #tell(executionId: string): void {
    const { amount, currency } = this.#known.get(executionId) ?? { amount: Decimal.ZERO, currency: '' };
    this.#inbox()?.message({ kind: 'commission', executionId, amount, currency });
  }
}

import type { SecuritySymbol } from '../market/symbol.ts';
import type { Decimal } from '../numeric/decimal.ts';
import type { SettlementModel } from './models/models.ts';

/** Proceeds that may not be used yet. */
export interface UnsettledAmount {
  /** What was sold. */
  readonly symbol: SecuritySymbol;
  /** Epoch ms UTC. */
  readonly settlesMs: number;
  readonly currency: string;
  readonly amount: Decimal;
}

/**
 * What an account waits for, by the model that will settle it. Models are shared by accounts, such as a strategy's and that
 * of its paper venue; what each waits for is its own.
 */
export class UnsettledFunds {
  readonly #waiting: { readonly by: SettlementModel; readonly funds: UnsettledAmount }[] = [];

  get all(): readonly UnsettledAmount[] {
    return this.#waiting.map(({ funds }) => funds);
  }

  add(by: SettlementModel, funds: UnsettledAmount): void {
    this.#waiting.push({ by, funds });
  }

  /** What a model settles by an instant (epoch ms UTC), in the order in which it came; it waits no longer. */
  takeDue(by: SettlementModel, utcMs: number): readonly UnsettledAmount[] {
    const waiting = this.#waiting;
    if (waiting.length === 0) return NOTHING;
    const due: UnsettledAmount[] = [];
    for (let i = 0; i < waiting.length; ) {
      const { by: other, funds } = waiting[i]!;
      if (other === by && utcMs >= funds.settlesMs) {
        due.push(funds);
        waiting.splice(i, 1);
      } else {
        i += 1;
      }
    }
    return due;
  }
}

const NOTHING: readonly UnsettledAmount[] = [];

import { DataKind } from '../market/data-batch.ts';
import type { QuoteBar } from '../market/quote-bar.ts';
import type { TradeBar } from '../market/trade-bar.ts';
import { type ConsolidatedHandler, Consolidator } from './consolidator.ts';

/** Passes bars on as they are, each end time once. */
export class IdentityConsolidator<T extends TradeBar | QuoteBar> extends Consolidator<T> {
  override readonly inputKind: DataKind;
  override readonly needsScan = false;
  #last: T | null;

  constructor(inputKind: typeof DataKind.TradeBar | typeof DataKind.QuoteBar = DataKind.TradeBar) {
    super();
    this.inputKind = inputKind;
    this.#last = null;
  }

  override get hasWorkingData(): boolean {
    return this.#last !== null;
  }

  override get workingData(): T | null {
    return this.#last;
  }

  override update(bar: T): void {
    if (this.#last !== null && this.#last.endTimeMs === bar.endTimeMs) return;
    this.emit(bar);
    this.#last = bar;
  }

  override scan(): void {
    // Time alone finishes nothing.
  }

  /** Listeners and handlers are told in the order of their registration. */
  override onDataConsolidated(handler: ConsolidatedHandler<T>): this {
    return this.listen(handler);
  }

  override reset(): void {
    super.reset();
    this.#last = null;
  }
}

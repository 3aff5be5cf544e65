import { DataKind } from '../market/data-batch.ts';
import type { PriceData } from '../market/price-data.ts';
import type { TickType } from '../market/tick-type.ts';
import { type ConsolidatedHandler, Consolidator } from './consolidator.ts';

/** Passes bars or ticks on as they are, each end time once. */
export class IdentityConsolidator<T extends PriceData> extends Consolidator<T> {
  override readonly inputKind: DataKind;
  override readonly needsScan = false;
  readonly #tickType: TickType | null;
  #last: T | null;

  /** @param tickType of ticks, where `inputKind` is ticks */
  constructor(inputKind: DataKind = DataKind.TradeBar, tickType: TickType | null = null) {
    super();
    this.#tickType = tickType;
    this.inputKind = inputKind;
    this.#last = null;
  }

  override get inputTickType(): TickType | null {
    return this.#tickType;
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

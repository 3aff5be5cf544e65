import type { ReportFills } from './report-input.ts';

/** Gathers fills by symbol. */
export class FillColumns {
  readonly #bySymbol = new Map<string, { symbol: string; times: number[]; quantities: number[]; prices: number[] }>();

  /** Appends a fill; its time is not before that of the one before. */
  add(symbol: string, timeMs: number, quantity: number, price: number): void {
    let fills = this.#bySymbol.get(symbol);
    if (fills === undefined) {
      fills = { symbol, times: [], quantities: [], prices: [] };
      this.#bySymbol.set(symbol, fills);
    }
    fills.times.push(timeMs);
    fills.quantities.push(quantity);
    fills.prices.push(price);
  }

  /** In the order of each symbol's first fill. */
  all(): ReportFills[] {
    return [...this.#bySymbol.values()];
  }
}

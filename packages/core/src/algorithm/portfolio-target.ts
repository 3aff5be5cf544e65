import type { SymbolLike } from '../securities/securities.ts';

/** A security and the fraction of the portfolio it shall make up, negative for short. */
export class PortfolioTarget {
  readonly symbol: SymbolLike;
  /** Fraction of the portfolio value, for example 0.5. */
  readonly quantity: number;
  readonly tag: string;

  constructor(symbol: SymbolLike, quantity: number, tag = '') {
    this.symbol = symbol;
    this.quantity = quantity;
    this.tag = tag;
  }
}

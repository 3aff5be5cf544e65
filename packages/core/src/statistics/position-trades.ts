import type { SecuritySymbol } from '../market/symbol.ts';
import type { Decimal } from '../numeric/decimal.ts';
import type { ClosedTrades } from './closed-trades.ts';

/** A fill as trades are built from it. */
export interface TradeFill {
  readonly symbol: SecuritySymbol;
  readonly orderId: number;
  /** Epoch ms UTC. */
  readonly timeMs: number;
  /** Negative for sales. */
  readonly quantity: Decimal;
  readonly price: Decimal;
  /** The order's fee in account currency, zero on later fills of the same order. */
  readonly fee: Decimal;
  readonly conversionRate: Decimal;
  readonly contractMultiplier: Decimal;
}

/** The open trades of one symbol. */
export interface PositionTrades {
  readonly hasOpenPosition: boolean;
  /** Follows the market price; free when nothing is open. */
  onPrice(price: number): void;
  /** Opens, enlarges or closes trades; closed ones are appended. */
  onFill(fill: TradeFill, closed: ClosedTrades): void;
  /** Restates open trades after a split: prices × factor, quantities ÷ factor. */
  applySplit(factor: Decimal): void;
}

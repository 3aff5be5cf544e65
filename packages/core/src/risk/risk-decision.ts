/** Which limit of the risk gate refused an order. */
export type RiskCode =
  | 'TRADING_PAUSED'
  | 'SHORT_SELLING'
  | 'DUPLICATE_POSITION'
  | 'ORDER_QUANTITY'
  | 'ORDER_VALUE'
  | 'ORDER_RATE'
  | 'PRICE_COLLAR'
  | 'TRADES_PER_DAY'
  | 'POSITION_VALUE'
  | 'POSITION_PERCENT'
  | 'STRATEGY_ALLOCATION'
  | 'DAY_TRADING';

/** What the risk gate says to an order. */
export interface RiskDecision {
  /** Null when the order may go. */
  readonly refusal: { readonly code: RiskCode; readonly reason: string } | null;
  /** Limits that come near. */
  readonly warnings: readonly string[];
}

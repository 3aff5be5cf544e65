/** What would become of an order if it were placed now; nothing is placed or counted. */
export interface OrderPreview {
  /** Units after rounding to whole lots, negative to sell. */
  readonly quantity: number;
  /** Price at which it is reckoned: its limit or stop, else the market's. Quote currency. */
  readonly price: number;
  /** Value of the order in account currency, positive. */
  readonly value: number;
  /** Margin that the order would need, in account currency; for cash accounts what it costs. */
  readonly margin: number;
  /** Free margin (cash accounts: cash) that is left for it, in account currency. */
  readonly marginRemaining: number;
  readonly fee: number;
  readonly feeCurrency: string;
  /** Why it would be refused: by the engine's checks, a risk limit, the buying power, or the broker's rules. */
  readonly refusal: { readonly code: string; readonly reason: string } | null;
  /** Limits that it comes near to. */
  readonly warnings: readonly string[];
}

import type { SecuritySymbol } from '../market/symbol.ts';

/** What a strategy saw when it decided: kept with the orders that follow, for whoever asks later why they were made. */
export interface Signal {
  /** What the strategy calls it, such as `breakout`. */
  readonly name: string;
  /** What it is about; null when it is about no single security. */
  readonly symbol: SecuritySymbol | null;
  /** Indicator values and context. */
  readonly values: Readonly<Record<string, number | string | boolean | null>>;
}

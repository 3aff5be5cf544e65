/**
 * Limits of the risk gate and of the loss limits. What is left out is not limited. Amounts are in account currency,
 * percentages of 0–100.
 */
export interface RiskLimits {
  /** Largest value of a position, for example 50,000. */
  readonly maxPositionValue?: number;
  /** Largest value of a position in percent of equity, for example 20. */
  readonly maxPositionPercent?: number;
  /** Largest part of equity that one strategy may hold, in percent, for example 50. */
  readonly maxStrategyAllocationPercent?: number;
  /** Largest value and quantity of one order. */
  readonly maxOrderValue?: number;
  readonly maxOrderQuantity?: number;
  /** Whether a position may be added to while it is open. */
  readonly allowAddingToPositions?: boolean;
  /** Orders a minute at most. */
  readonly maxOrdersPerMinute?: number;
  /** How far the price of an order may lie from the market, in percent. */
  readonly priceCollarPercent?: number;
  /** Trades closed or begun on one trading day at most. */
  readonly maxTradesPerDay?: number;
  /** Whether positions may be short. */
  readonly allowShortSelling?: boolean;
  /** US rules for day trading in small margin accounts: refuse the order that would break them, warn, or look away. */
  readonly patternDayTrading?: 'refuse' | 'warn' | 'ignore';
  /** Losing trades in a row after which the loss policy acts, for example 3. */
  readonly maxConsecutiveLosses?: number;
  /** Loss of one trading day after which the loss policy acts, in percent of the equity at its start or as an amount. */
  readonly maxDailyLossPercent?: number;
  readonly maxDailyLossAmount?: number;
  /** Fall of equity from the day's high after which the loss policy acts, in percent of that high. */
  readonly maxDrawdownFromDayHighPercent?: number;
  /** What happens at a loss limit: no new positions until the next session, or everything is closed as well. */
  readonly lossPolicy?: 'pause' | 'flatten';
}

import type { SecuritySymbol } from '../market/symbol.ts';
import { Decimal } from '../numeric/decimal.ts';

/** Side of a trade. */
export type TradeDirection = 'Long' | 'Short';

/** What happened between entry and exit, as the trade builder saw it. */
export interface TradeFacts {
  readonly symbol: SecuritySymbol;
  readonly direction: TradeDirection;
  /** Units, positive. */
  readonly quantity: Decimal;
  /** Epoch ms UTC. */
  readonly entryTimeMs: number;
  readonly entryPrice: Decimal;
  readonly exitTimeMs: number;
  readonly exitPrice: Decimal;
  readonly totalFees: Decimal;
  readonly orderIds: readonly number[];
  /** Account currency per unit of price at the exit: conversion rate and contract multiplier. */
  readonly conversionRate: Decimal;
  readonly contractMultiplier: Decimal;
  /** Lowest and highest price while the position was open; equal to the entry price where they are not followed. */
  readonly lowestPrice: number;
  readonly highestPrice: number;
  /** Largest fall of the profit per unit from its highest point, ≥ 0. */
  readonly deepestFall: number;
}

/**
 * An entry matched with its exit. Amounts are in account currency, rounded to cents; they are computed when first read, so
 * that a run which never looks at its trades does not pay for them.
 */
export class ClosedTrade {
  readonly symbol: SecuritySymbol;
  readonly direction: TradeDirection;
  readonly quantity: Decimal;
  readonly entryTimeMs: number;
  readonly entryPrice: Decimal;
  readonly exitTimeMs: number;
  readonly exitPrice: Decimal;
  readonly totalFees: Decimal;
  readonly orderIds: readonly number[];
  readonly #conversionRate: Decimal;
  readonly #contractMultiplier: Decimal;
  readonly #lowestPrice: number;
  readonly #highestPrice: number;
  readonly #deepestFall: number;
  #profitLoss: Decimal | null = null;
  #mae: Decimal | null = null;
  #mfe: Decimal | null = null;
  #endTradeDrawdown: Decimal | null = null;

  constructor(facts: TradeFacts) {
    this.symbol = facts.symbol;
    this.direction = facts.direction;
    this.quantity = facts.quantity;
    this.entryTimeMs = facts.entryTimeMs;
    this.entryPrice = facts.entryPrice;
    this.exitTimeMs = facts.exitTimeMs;
    this.exitPrice = facts.exitPrice;
    this.totalFees = facts.totalFees;
    this.orderIds = facts.orderIds;
    this.#conversionRate = facts.conversionRate;
    this.#contractMultiplier = facts.contractMultiplier;
    this.#lowestPrice = facts.lowestPrice;
    this.#highestPrice = facts.highestPrice;
    this.#deepestFall = facts.deepestFall;
  }

  get durationMs(): number {
    return this.exitTimeMs - this.entryTimeMs;
  }

  /** Profit before fees. */
  get profitLoss(): Decimal {
    this.#profitLoss ??= this.#amount(this.#gain(this.exitPrice));
    return this.#profitLoss;
  }

  get isWin(): boolean {
    return this.profitLoss.sign() > 0;
  }

  /** Maximum adverse excursion: the worst profit that was open at any time, ≤ 0. */
  get mae(): Decimal {
    this.#mae ??= this.#excursion(this.direction === 'Long' ? this.#lowestPrice : this.#highestPrice);
    return this.#mae;
  }

  /** Maximum favourable excursion: the best profit that was open at any time, ≥ 0. */
  get mfe(): Decimal {
    this.#mfe ??= this.#excursion(this.direction === 'Long' ? this.#highestPrice : this.#lowestPrice);
    return this.#mfe;
  }

  /** The largest fall of the open profit from its highest point, ≥ 0. */
  get endTradeDrawdown(): Decimal {
    this.#endTradeDrawdown ??= this.#amount(Decimal.fromDouble(this.#deepestFall));
    return this.#endTradeDrawdown;
  }

  #excursion(price: number): Decimal {
    return this.#amount(this.#gain(this.#extreme(price)));
  }

  /** Gain per unit at a price. */
  #gain(price: Decimal): Decimal {
    return this.direction === 'Long' ? price.minus(this.entryPrice) : this.entryPrice.minus(price);
  }

  /** The exact price behind an extreme: entry and exit prices keep their digits. */
  #extreme(price: number): Decimal {
    if (price === this.entryPrice.toNumber()) return this.entryPrice;
    return price === this.exitPrice.toNumber() ? this.exitPrice : Decimal.fromDouble(price);
  }

  #amount(perUnit: Decimal): Decimal {
    return perUnit.times(this.quantity).times(this.#conversionRate).times(this.#contractMultiplier).round(2);
  }
}

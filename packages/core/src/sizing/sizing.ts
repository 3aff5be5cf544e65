import type { Portfolio } from '../portfolio/portfolio.ts';
import type { SymbolLike } from '../securities/securities.ts';
import {
  type AtrSize,
  type KellySize,
  type OptimalFSize,
  type RiskSize,
  sizeByAtr,
  sizeByKelly,
  sizeByOptimalF,
  sizeByPercent,
  sizeByRisk,
  sizeByValue,
} from './size-rules.ts';
import { capSize, type SizeCap, type SizedPosition, type SizingSituation } from './sized-position.ts';

/**
 * Position sizes by rule, each with its reasoning. Sizes are cut to the free margin and, if asked for, to a part of
 * equity, and are in whole lots; percentages are 0–100.
 *
 * @example
 * const { quantity, reasons } = this.size.byRisk('SPY', { stop: 95, percent: 2, maxPercentOfEquity: 20 });
 */
export class Sizing {
  readonly #portfolio: Portfolio;

  constructor(portfolio: Portfolio) {
    this.#portfolio = portfolio;
  }

  /** So many units, negative to sell. */
  fixed(symbol: SymbolLike, quantity: number, cap: SizeCap = {}): SizedPosition {
    return capSize(Math.abs(quantity), quantity < 0 ? -1 : 1, this.#situation(symbol), cap, [
      `${Math.abs(quantity)} units`,
    ]);
  }

  /** A position of so much money in account currency, negative to sell. */
  byValue(symbol: SymbolLike, value: number, cap: SizeCap = {}): SizedPosition {
    return sizeByValue(this.#situation(symbol), value, cap);
  }

  /** A position of so many percent of equity, negative to sell. */
  byPercent(symbol: SymbolLike, percent: number, cap: SizeCap = {}): SizedPosition {
    return sizeByPercent(this.#situation(symbol), percent, cap);
  }

  /** So large that the stop costs a percentage of equity. */
  byRisk(symbol: SymbolLike, options: RiskSize): SizedPosition {
    return sizeByRisk(this.#situation(symbol), options);
  }

  /** So large that a stop some average true ranges away costs a percentage of equity. */
  byAtr(symbol: SymbolLike, options: AtrSize): SizedPosition {
    return sizeByAtr(this.#situation(symbol), options);
  }

  /** By the odds of the strategy (Kelly). */
  byKelly(symbol: SymbolLike, options: KellySize): SizedPosition {
    return sizeByKelly(this.#situation(symbol), options);
  }

  /** By the outcomes of past trades (optimal f). */
  byOptimalF(symbol: SymbolLike, options: OptimalFSize): SizedPosition {
    return sizeByOptimalF(this.#situation(symbol), options);
  }

  #situation(symbol: SymbolLike): SizingSituation {
    const portfolio = this.#portfolio;
    const security = portfolio.securities.get(symbol);
    return {
      equity: portfolio.totalPortfolioValue,
      price: security.price,
      unitValue: security.contractMultiplierNumber * security.quoteCurrency.conversionRate,
      buyingPower: portfolio.marginRemaining * security.buyingPowerModel.getLeverage(security).toNumber(),
      lotSize: security.lotSizeNumber,
    };
  }
}

import {
  Algorithm,
  type DataDictionary,
  DataNormalizationMode,
  Decimal,
  type Dividend,
  Resolution,
} from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

/** Eight years of SPY at raw prices: dividends are paid as cash and make up the profit. */
export default class DividendPayments extends Algorithm {
  #paid = Decimal.ZERO;

  override initialize(): void {
    this.setStartDate(1998, 1, 1);
    this.setEndDate(2006, 1, 1);
    this.setCash(100_000);
    this.addEquity('SPY', Resolution.Daily, { dataNormalizationMode: DataNormalizationMode.Raw });
  }

  override onData(): void {
    if (!this.portfolio.invested) this.setHoldings('SPY', 0.5);
  }

  override onDividends(dividends: DataDictionary<Dividend>): void {
    const dividend = dividends.get('SPY');
    requireThat(dividend !== undefined, 'a dividend of another security');
    this.#paid = this.#paid.plus(dividend.distribution.times(this.portfolio.get('SPY').exactQuantity));
  }

  override onEndOfAlgorithm(): void {
    const paid = this.#paid.toNumber();
    const { totalProfit, totalNetProfit, totalFees } = this.portfolio;
    requireThat(totalProfit === paid, `profit ${totalProfit}, dividends ${paid}`);
    requireThat(Math.abs(totalNetProfit - (paid - totalFees)) < 1e-9, `net profit ${totalNetProfit}`);
    const { totalDividends } = this.portfolio.get('SPY');
    requireThat(totalDividends === paid, `dividends of the position ${totalDividends}, expected ${paid}`);
  }
}

import {
  Algorithm,
  Exchange,
  type ExponentialMovingAverage,
  IndiaOrderProperties,
  Resolution,
  type Security,
  type Slice,
} from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

/** Two averages of an Indian index trade a fund on it, on an account in rupees. */
export default class BasicTemplateIndiaIndex extends Algorithm {
  #index!: Security;
  #fund!: Security;
  #slow!: ExponentialMovingAverage;
  #fast!: ExponentialMovingAverage;

  override initialize(): void {
    this.setAccountCurrency('INR');
    this.setStartDate(2019, 1, 1);
    this.setEndDate(2019, 1, 5);
    this.setCash(1_000_000);
    this.#index = this.addIndex('NIFTY50', Resolution.Minute, 'india');
    this.#fund = this.addEquity('JUNIORBEES', Resolution.Minute, 'india');
    this.defaultOrderProperties = new IndiaOrderProperties(Exchange.NSE);
    this.#slow = this.ema(this.#index, 80);
    this.#fast = this.ema(this.#index, 200);
  }

  override onData(slice: Slice): void {
    if (!slice.bars.has(this.#index.symbol) || !slice.bars.has(this.#fund.symbol) || !this.#slow.isReady) return;
    if (this.#fast.value <= this.#slow.value) this.liquidate();
    else if (!this.portfolio.invested) this.marketOrder(this.#fund, 1);
  }

  override onEndOfAlgorithm(): void {
    requireThat(this.#index.holdings.totalSaleVolume === 0, 'the index was traded');
  }
}

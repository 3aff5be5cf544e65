import { Algorithm, ConstantFeeModel, Resolution } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

/** Bought and sold without fees: none are counted anywhere. */
export default class ZeroFee extends Algorithm {
  #hasTraded = false;

  override initialize(): void {
    this.setStartDate(2013, 10, 7);
    this.setEndDate(2013, 10, 11);
    this.setCash(100_000);
    this.addEquity('SPY', Resolution.Minute).setFeeModel(new ConstantFeeModel(0));
  }

  override onData(): void {
    if (this.#hasTraded || this.portfolio.invested) {
      this.liquidate('SPY');
      return;
    }
    this.#hasTraded = true;
    this.setHoldings('SPY', 1);
  }

  override onEndOfAlgorithm(): void {
    const { totalFees, lastTradeProfit } = this.portfolio.get('SPY');
    requireThat(Math.abs(this.portfolio.cash - lastTradeProfit - 100_000) < 1e-9, `cash of ${this.portfolio.cash}`);
    const fees = [totalFees, ...this.closedTrades.map((trade) => Number(trade.totalFees))];
    requireThat(fees.length === 2 && fees.every((fee) => fee === 0), `fees of ${fees.join(', ')}`);
  }
}

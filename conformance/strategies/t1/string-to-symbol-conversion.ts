import { Algorithm, OrderStatus, Resolution } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

/** Tickers stand for symbols; an order for one without data is refused. */
export default class StringToSymbolConversion extends Algorithm {
  override initialize(): void {
    this.setStartDate(2013, 10, 7);
    this.setEndDate(2013, 10, 8);
    this.addEquity('SPY', Resolution.Minute);
  }

  override onData(): void {
    const { status } = this.marketOrder('PEPE', 1);
    requireThat(status === OrderStatus.Invalid, `the order for PEPE has status ${status}`);
    if (!this.portfolio.invested) this.setHoldings('SPY', 1);
  }
}

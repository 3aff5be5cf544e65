import { Algorithm, OrderStatus, Resolution } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

/** AIG is added and removed in turn, minute by minute: each time it comes without any price. */
export default class AddRemoveSecurityCache extends Algorithm {
  override initialize(): void {
    this.setStartDate(2013, 10, 7);
    this.setEndDate(2013, 10, 11);
    this.setCash(100_000);
    this.addEquity('SPY', Resolution.Minute, { extendedMarketHours: true });
  }

  override onData(): void {
    if (!this.portfolio.invested) this.setHoldings('SPY', 1);
    if (this.time.day === 11) return;
    if (this.activeSecurities.has('AIG')) {
      this.removeSecurity('AIG');
      return;
    }
    const aig = this.addEquity('AIG', Resolution.Minute);
    const { status } = this.marketOrder('AIG', 1);
    requireThat(status === OrderStatus.Invalid && !aig.hasData && aig.price === 0, `AIG has the price ${aig.price}`);
  }
}

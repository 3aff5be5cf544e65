import { Algorithm, Resolution, TimeInForce } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

/** On the second day, from 10:00 to the close, buys and liquidates by turns; the liquidations are day orders. */
export default class CanLiquidateWithOrderProperties extends Algorithm {
  override initialize(): void {
    this.setStartDate(2014, 6, 5);
    this.setEndDate(2014, 6, 6);
    this.addEquity('AAPL', Resolution.Minute);
  }

  override onData(): void {
    const now = this.time.toFormat('yyyy-MM-dd HH:mm:ss');
    if (now <= '2014-06-06 10:00:00' || now >= '2014-06-06 16:00:00') return;
    if (!this.portfolio.invested) {
      this.marketOrder('AAPL', 10);
      return;
    }
    for (const ticket of this.liquidate(undefined, true, undefined, { timeInForce: TimeInForce.Day })) {
      const kind = ticket.submitRequest.properties.timeInForce?.kind;
      requireThat(kind === 'Day', `a liquidation is ${kind}`);
    }
  }
}

import { Algorithm, OrderStatus } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

/** An order for a security that was not added adds it, with a price to trade at. */
export default class TradingNotAddedEquities extends Algorithm {
  override initialize(): void {
    this.setStartDate(2013, 10, 4);
    this.setEndDate(2013, 10, 4);
    this.setCash(1_000_000);
    this.addEquity('IBM');
  }

  override onData(): void {
    if (this.portfolio.invested) return;
    const spy = this.symbol('SPY');
    requireThat(!this.securities.containsKey(spy), 'SPY is there already');
    requireThat(this.buy(spy, 1).status !== OrderStatus.Invalid, 'the order was refused');
    requireThat(this.securities.find(spy)?.isTradable === true, 'SPY was not added as tradable');
    this.quit();
  }
}

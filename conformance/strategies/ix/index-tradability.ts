import { Algorithm, type Security } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

/** An index is tradable only where the strategy says so, and no more once it was removed. Parameter `tradable`: says so. */
export default class IndexTradability extends Algorithm {
  override readonly parameters = this.defineParameters({ tradable: { default: true } });
  #index!: Security;
  #isTradable = true;

  override initialize(): void {
    this.setStartDate(2013, 10, 7);
    this.setEndDate(2013, 10, 7);
    this.#index = this.addIndex('SPX');
    this.addEquity('SPY');
    requireThat(!this.#index.isTradable, 'an index is tradable by itself');
    this.#isTradable = this.parameters.tradable;
    if (this.#isTradable) this.#index.isTradable = true;
  }

  override onData(): void {
    requireThat(this.#index.isTradable === this.#isTradable, `tradable: ${this.#index.isTradable}`);
    if (this.portfolio.invested) return;
    this.setHoldings('SPY', 1);
    this.removeSecurity(this.#index);
    requireThat(!this.#index.isTradable, 'a removed index is tradable');
    this.addIndex('SPX');
    this.#isTradable = false;
  }
}

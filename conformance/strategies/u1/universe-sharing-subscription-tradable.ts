import { Algorithm, Market, Resolution, type SecurityChanges, SecurityType } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

/** SPY is added at the moment at which a universe lets it go: it is tradable, and its data comes once. */
export default class UniverseSharingSubscriptionTradable extends Algorithm {
  #state: 'waiting' | 'adding' | 'added' = 'waiting';
  #lastMs = Number.NaN;

  override initialize(): void {
    this.setStartDate(2013, 10, 1);
    this.setEndDate(2013, 10, 30);
    this.addEquity('AAPL', Resolution.Daily);
    const settings = this.universeSettings;
    settings.resolution = Resolution.Daily;
    this.addUniverse(SecurityType.Equity, 'TestUniverse', Resolution.Daily, Market.USA, settings, (time) =>
      time.day === 1 ? ['SPY'] : [],
    );
  }

  override onData(): void {
    requireThat(this.utcTimeMs !== this.#lastMs, `data came twice at ${this.time.toISO()}`);
    this.#lastMs = this.utcTimeMs;
    if (this.#state === 'added') {
      requireThat(this.securities.get('SPY').isTradable, 'SPY is not tradable');
      if (!this.portfolio.invested) this.setHoldings('SPY', 1);
    } else if (this.#state === 'adding') {
      this.#state = 'added';
    }
  }

  override onSecuritiesChanged({ removedSecurities }: SecurityChanges): void {
    if (removedSecurities.length === 0) return;
    this.#state = 'adding';
    requireThat(this.addEquity('SPY', Resolution.Daily).isTradable, 'SPY is not tradable when it is added');
  }
}

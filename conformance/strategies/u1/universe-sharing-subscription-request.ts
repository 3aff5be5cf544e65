import { Algorithm, Market, Resolution, SecurityType, type Slice } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

/** A universe that wants, every third day, just what was added: the data goes on as before. */
export default class UniverseSharingSubscriptionRequest extends Algorithm {
  #calls = 0;
  #rests = false;

  override initialize(): void {
    this.setStartDate(2013, 10, 1);
    this.setEndDate(2013, 10, 30);
    this.setCash(100_000);
    this.addEquity('SPY', Resolution.Daily);
    const settings = this.universeSettings;
    settings.resolution = Resolution.Daily;
    this.addUniverse(SecurityType.Equity, 'SecondUniverse', Resolution.Daily, Market.USA, settings, (time) =>
      time.day % 3 === 0 ? ['SPY'] : [],
    );
  }

  override onData(slice: Slice): void {
    requireThat(slice.bars.count === 1, `the slice has ${slice.bars.count} bars`);
    this.#calls += 1;
    if (this.#rests) {
      this.#rests = false;
    } else if (this.portfolio.invested) {
      this.setHoldings('SPY', 0);
      this.#rests = true;
    } else {
      this.setHoldings('SPY', 1);
    }
  }

  override onEndOfAlgorithm(): void {
    requireThat(this.#calls === 22, `onData was called ${this.#calls} times`);
  }
}

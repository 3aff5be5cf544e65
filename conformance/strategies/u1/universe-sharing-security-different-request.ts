import { Algorithm, Market, Resolution, SecurityType } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

/** SPY for regular hours, and on even days for extended hours through a universe; AIG leaves with the first data. */
export default class UniverseSharingSecurityDifferentRequest extends Algorithm {
  #calls = 0;

  override initialize(): void {
    this.setStartDate(2013, 10, 8);
    this.setEndDate(2013, 10, 11);
    this.setCash(100_000);
    this.addEquity('SPY');
    this.addEquity('AIG');
    const settings = this.universeSettings;
    settings.resolution = Resolution.Minute;
    settings.extendedMarketHours = true;
    this.addUniverse(SecurityType.Equity, 'SecondUniverse', Resolution.Daily, Market.USA, settings, (time) =>
      time.day % 2 === 0 ? ['SPY'] : [],
    );
  }

  override onData(): void {
    const aig = this.securities.find('AIG')?.subscriptions.length ?? 0;
    requireThat(aig > 0 === (this.#calls === 0), `AIG has ${aig} subscriptions at ${this.time.toISO()}`);
    if (this.#calls === 0) this.removeSecurity('AIG');
    this.#calls += 1;
    const isExtended = this.securities.get('SPY').subscriptions.some(({ extendedMarketHours }) => extendedMarketHours);
    requireThat(isExtended === (this.time.day % 2 === 0), `extended hours at ${this.time.toISO()}: ${isExtended}`);
  }

  override onEndOfAlgorithm(): void {
    requireThat(this.#calls > 0, 'there was no data');
  }
}

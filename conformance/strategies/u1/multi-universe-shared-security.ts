import { Algorithm, Resolution } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

/** SPY by the minute, and by the hour for a day through a universe: it stays tradable when the universe lets it go. */
export default class MultiUniverseSharedSecurity extends Algorithm {
  override initialize(): void {
    this.setStartDate(2013, 10, 7);
    this.setEndDate(2013, 10, 11);
    this.addEquity('SPY', Resolution.Minute);
    this.universeSettings.resolution = Resolution.Hour;
    this.addUniverse('my-universe', (time) => (time.day === 8 ? ['SPY'] : []));
  }

  override onData(): void {
    const spy = this.securities.get('SPY');
    requireThat(spy.isTradable && spy.price !== 0, `SPY is tradable: ${spy.isTradable}, its price ${spy.price}`);
  }
}

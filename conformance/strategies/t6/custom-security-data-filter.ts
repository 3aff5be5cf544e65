import { Algorithm, Resolution, SecurityType, type TradeBar } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

const LAST_MS = Date.UTC(2013, 9, 7, 13, 35);

/** A filter of the strategy's own lets only the first minutes of SPY through. */
export default class CustomSecurityDataFilter extends Algorithm {
  #slices = 0;

  override initialize(): void {
    this.setCash(2_500_000);
    this.setStartDate(2013, 10, 7);
    this.setEndDate(2013, 10, 7);
    const spy = this.addSecurity(SecurityType.Equity, 'SPY', Resolution.Minute);
    spy.setDataFilter({ filter: (_security, data) => (data as TradeBar).timeMs < LAST_MS });
  }

  override onData(): void {
    this.#slices += 1;
    this.setHoldings('SPY', 0.2);
    requireThat(this.#slices <= 5, `${this.#slices} slices came`);
  }
}

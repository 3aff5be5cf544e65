import { Algorithm, MS_PER_HOUR, Resolution, SecurityType, type Slice } from '@lockstep/core';

/** A limit order at the present price each full hour: buying on the first two days, then selling. */
export default class LimitFill extends Algorithm {
  override initialize(): void {
    this.setStartDate(2013, 10, 7);
    this.setEndDate(2013, 10, 11);
    this.setCash(100_000);
    this.addSecurity(SecurityType.Equity, 'SPY', Resolution.Second);
  }

  override onData(slice: Slice): void {
    if (this.utcTimeMs % MS_PER_HOUR !== 0) return;
    const bar = slice.get('SPY');
    if (bar === undefined) return;
    const quantity = this.time < this.startDate.plus({ days: 2 }) ? 10 : -10;
    this.limitOrder('SPY', quantity, bar.price);
  }
}

import { Algorithm, Resolution, SecurityType, type Slice } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

/** Holds SPY; AIG and BAC are added on Tuesday, bought on Wednesday and removed, which closes them, on Thursday. */
export default class AddRemoveSecurity extends Algorithm {
  #lastActionDay = '';

  override initialize(): void {
    this.setStartDate(2013, 10, 7);
    this.setEndDate(2013, 10, 11);
    this.setCash(100_000);
    this.addSecurity(SecurityType.Equity, 'SPY', Resolution.Minute);
  }

  override onData(_slice: Slice): void {
    const today = this.time.toISODate() ?? '';
    if (this.#lastActionDay === today) return;
    if (!this.portfolio.invested) {
      this.setHoldings('SPY', 0.5);
      this.#lastActionDay = today;
    }
    switch (this.time.weekday) {
      case 2:
        for (const ticker of ['AIG', 'BAC']) this.addSecurity(SecurityType.Equity, ticker, Resolution.Minute);
        break;
      case 3:
        for (const ticker of ['AIG', 'BAC']) this.setHoldings(ticker, 0.25);
        break;
      case 4:
        for (const ticker of ['AIG', 'BAC']) requireThat(this.removeSecurity(ticker), `${ticker} was not there`);
        break;
      default:
        return;
    }
    this.#lastActionDay = today;
  }
}

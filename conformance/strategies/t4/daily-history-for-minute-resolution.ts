import { Algorithm, Duration, Resolution, SecurityType } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';
import { ADDED } from './securities-of-all-types.ts';

/** Every hour each security subscribed in minutes has a day before. */
export default class DailyHistoryForMinuteResolution extends Algorithm {
  #calls = 0;

  override initialize(): void {
    this.setStartDate(2018, 3, 26);
    this.setEndDate(2018, 4, 10);
    for (const [type, ticker, market] of ADDED) this.addSecurity(type, ticker, Resolution.Minute, market);
    const hourly = this.timeRules.every(Duration.fromObject({ hours: 1 }));
    this.schedule.on(this.dateRules.everyDay(), hourly, () => this.#lookBack());
  }

  async #lookBack(): Promise<void> {
    this.#calls += 1;
    for (const [type, ticker] of ADDED) {
      const kinds = type === SecurityType.Forex || type === SecurityType.Cfd ? [true] : [false, true];
      let hasPast = false;
      for (const quotes of kinds) {
        const hasKind = await this.#hasDay(ticker, quotes);
        hasPast ||= hasKind;
      }
      requireThat(hasPast, `${ticker} has no day before ${this.time.toISO()}`);
    }
  }

  /** Looks no further than the first day that has the data. */
  async #hasDay(ticker: string, quotes: boolean): Promise<boolean> {
    for await (const slice of this.historySlices(1, Resolution.Daily)) {
      if ((quotes ? slice.quoteBars : slice.bars).has(ticker)) return true;
    }
    return false;
  }

  override onEndOfAlgorithm(): void {
    requireThat(this.#calls > 0, 'no hour passed');
  }
}

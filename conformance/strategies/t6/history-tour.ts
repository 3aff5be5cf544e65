import {
  Algorithm,
  BaseData,
  type CustomDataConfig,
  Duration,
  Resolution,
  SecurityType,
  type SubscriptionDataSource,
  TradeBar,
} from '@lockstep/core';
import { requireThat } from '../../require-that.ts';
import { utcOf } from './wall-clock.ts';

/** The days of a share as data of a type of its own: each ends at the midnight after it. */
class ShareDays extends BaseData {
  override getSource({ mappedTicker, resolution }: CustomDataConfig): SubscriptionDataSource | null {
    if (resolution !== Resolution.Daily) return null;
    return { source: `equity/usa/daily/${mappedTicker.toLowerCase()}.zip` };
  }

  override reader({ exchangeTimeZone }: CustomDataConfig, line: string): ShareDays {
    const [day = '', , , , close] = line.split(',');
    const point = new ShareDays();
    point.timeMs = utcOf(day, exchangeTimeZone);
    point.endTimeMs = exchangeTimeZone.toUtc(exchangeTimeZone.toLocal(point.timeMs) + 86_400_000);
    point.value = Number(close) / 10_000;
    return point;
  }
}

const YEAR = Duration.fromObject({ days: 365 });
const DAY = Duration.fromObject({ days: 1 });

/** Calls for past data in many ways, and how many answers each has. */
export default class HistoryTour extends Algorithm {
  #slices = 0;

  override async initialize(): Promise<void> {
    this.setStartDate(2013, 10, 8);
    this.setEndDate(2013, 10, 11);
    this.setCash(100_000);
    const spy = this.addSecurity(SecurityType.Equity, 'SPY', Resolution.Daily);
    const { exchangeHours } = this.marketHoursDatabase.entry('usa', 'SPY', SecurityType.Equity);
    const ibm = this.addData(ShareDays, 'IBM', Resolution.Daily, { exchangeHours });
    const both = [spy, ibm];
    const counts: readonly (readonly [what: string, count: number, asked: Promise<readonly unknown[]>])[] = [
      ['a year of SPY', 250, this.history(TradeBar, spy, YEAR)],
      ['minutes of a day', 390, this.history(TradeBar, spy, DAY, Resolution.Minute)],
      ['14 days of SPY', 14, this.history(TradeBar, spy, 14)],
      ['14 minutes of SPY', 14, this.history(TradeBar, spy, 14, Resolution.Minute)],
      ['a year of IBM', 250, this.history(ShareDays, ibm, YEAR)],
      ['14 days of IBM', 14, this.history(ShareDays, ibm, 14)],
      ['a year of all custom data', 250, this.history(ShareDays, YEAR)],
      ['14 days of both', 14, this.history(ShareDays, both, 14)],
      ['a year of both', 250, this.history(ShareDays, both, YEAR)],
      ['a year of everything', 500, this.history(YEAR)],
      ['minutes of everything', 390, this.history(DAY, Resolution.Minute)],
      ['100 days of both', 200, this.history(both, 100)],
      ['100 minutes of both', 100, this.history(both, 100, Resolution.Minute)],
      ['a year of both as slices', 500, this.history(both, YEAR)],
      ['minutes of both', 390, this.history(both, DAY, Resolution.Minute)],
    ];
    for (const [what, count, asked] of counts) {
      const { length } = await asked;
      requireThat(length === count, `${what}: ${length}, not ${count}`);
    }
  }

  override onData(): void {
    this.#slices += 1;
    requireThat(this.#slices <= 10, `${this.#slices} slices came`);
    if (!this.portfolio.invested) this.setHoldings('SPY', 1);
  }
}

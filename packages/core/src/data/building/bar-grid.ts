import { MS_PER_DAY } from '../../time/resolution.ts';
import { dailyBarEnd, dailyBarStart } from '../filling/daily-calendar.ts';
import { roundDownInZone } from '../round-down.ts';
import type { SubscriptionDataConfig } from '../subscription-data-config.ts';

/** Where the bars of a subscription begin and end, epoch ms UTC. */
export class BarGrid {
  readonly #config: SubscriptionDataConfig;

  constructor(config: SubscriptionDataConfig) {
    this.#config = config;
  }

  /**
   * Start of the bar that an instant lies in, or of the one before it: with strict daily end times there is none in the
   * night.
   */
  startOf(utcMs: number): number {
    const { incrementMs, dataTimeZone, exchangeHours, strictDailyEndTimes } = this.#config;
    if (!strictDailyEndTimes) return roundDownInZone(utcMs, incrementMs, dataTimeZone);
    const { timeZone } = exchangeHours;
    return timeZone.toUtc(dailyBarStart(exchangeHours, timeZone.toLocal(utcMs)));
  }

  /** End of the bar with a start. */
  endOf(startUtc: number): number {
    const { incrementMs, dataTimeZone, exchangeHours, strictDailyEndTimes } = this.#config;
    const { timeZone } = exchangeHours;
    if (strictDailyEndTimes) return timeZone.toUtc(dailyBarEnd(exchangeHours, timeZone.toLocal(startUtc)));
    // A day is one of the calendar also when the clocks change, an hour is an hour.
    if (incrementMs < MS_PER_DAY) return startUtc + incrementMs;
    return dataTimeZone.toUtc(dataTimeZone.toLocal(startUtc) + incrementMs);
  }

  /** Whether the market is open at any time of a span, as far as the subscription is concerned. */
  isOpenBetween(startUtc: number, endUtc: number): boolean {
    const { exchangeHours, extendedMarketHours } = this.#config;
    const { timeZone } = exchangeHours;
    return exchangeHours.isOpenBetween(timeZone.toLocal(startUtc), timeZone.toLocal(endUtc), extendedMarketHours);
  }
}

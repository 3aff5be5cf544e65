import type { ExchangeHours } from '../market-hours/exchange-hours.ts';
import { MS_PER_HOUR } from '../time/resolution.ts';
import type { TimeZone } from '../time/time-zone.ts';
import { dailyBarEnd, dailyBarStart } from './filling/daily-calendar.ts';
import type { SubscriptionDataConfig } from './subscription-data-config.ts';

/**
 * The times under which a strategy sees a bar, epoch ms UTC. A fill on a finer grid gets back the times of the bar it
 * repeats. The instant at which a bar becomes visible is its unstamped end.
 */
export class BarStamps {
  timeMs: number;
  endTimeMs: number;
  private readonly hours: ExchangeHours;
  private readonly zone: TimeZone;
  private readonly dataZone: TimeZone;
  private readonly incrementMs: number;
  private readonly extended: boolean;
  private readonly strict: boolean;

  constructor(config: SubscriptionDataConfig) {
    this.timeMs = Number.NaN;
    this.endTimeMs = Number.NaN;
    this.hours = config.exchangeHours;
    this.zone = config.exchangeHours.timeZone;
    this.dataZone = config.dataTimeZone;
    this.incrementMs = config.incrementMs;
    this.extended = config.extendedMarketHours;
    this.strict = config.strictDailyEndTimes;
  }

  /** Stamps a bar: strict daily fills by the exchange's calendar, other bars rounded down in the data's zone. */
  stamp(time: number, endTime: number, isFillForward: boolean): void {
    const start = this.zone.toLocal(time);
    const length = this.zone.toLocal(endTime) - start;
    if (this.strict && length > MS_PER_HOUR) {
      this.timeMs = time;
      this.endTimeMs = endTime;
      if (isFillForward) this.stampDaily(start);
    } else if (length === 0) {
      this.timeMs = time;
      this.endTimeMs = endTime;
    } else {
      // Across a change of the clocks the span counts in real time, the end again on the exchange's clock.
      const rounded = this.roundDownToOpen(time, length === this.incrementMs ? length : endTime - time);
      this.timeMs = this.zone.toUtc(rounded);
      this.endTimeMs = this.zone.toUtc(rounded + length);
    }
  }

  private stampDaily(localMs: number): void {
    const start = dailyBarStart(this.hours, localMs);
    this.timeMs = this.zone.toUtc(start);
    this.endTimeMs = this.zone.toUtc(dailyBarEnd(this.hours, start));
  }

  /** Local start of the latest interval not after a time in which the exchange is open. */
  private roundDownToOpen(utcMs: number, interval: number): number {
    let inDataZone = Math.floor(this.dataZone.toLocal(utcMs) / interval) * interval;
    let rounded = this.zone.toLocal(this.dataZone.toUtc(inDataZone));
    while (!this.hours.isOpenBetween(rounded, rounded + interval, this.extended)) {
      inDataZone -= interval;
      rounded = this.zone.toLocal(this.dataZone.toUtc(inDataZone));
    }
    return rounded;
  }
}

import type { ExchangeHours } from '../market-hours/exchange-hours.ts';
import type { TimeZone } from '../time/time-zone.ts';
import type { SubscriptionDataConfig } from './subscription-data-config.ts';

/** Shorter than the time between any two offset changes of a zone. */
const MAX_WINDOW_MS = 14 * 86_400_000;

/**
 * Tells which bars lie in market hours, and keeps a window in which the answer does not change: from `windowStart` to
 * `windowEnd` (epoch ms UTC) the exchange is open throughout, or closed throughout, and no clock is changed. Callers
 * compare bars with the window first and ask again when they leave it.
 */
export class MarketHoursFilter {
  windowStart: number;
  windowEnd: number;
  isWindowOpen: boolean;
  private readonly hours: ExchangeHours;
  private readonly zone: TimeZone;
  private readonly dataZone: TimeZone;
  private readonly extended: boolean;

  constructor(config: SubscriptionDataConfig) {
    this.windowStart = Number.POSITIVE_INFINITY;
    this.windowEnd = Number.NEGATIVE_INFINITY;
    this.isWindowOpen = false;
    this.hours = config.exchangeHours;
    this.zone = config.exchangeHours.timeZone;
    this.dataZone = config.dataTimeZone;
    this.extended = config.extendedMarketHours;
  }

  /** Whether the exchange is open at any time during a bar. */
  accepts(time: number, endTime: number): boolean {
    if (time >= this.windowStart && endTime <= this.windowEnd && time < endTime) return this.isWindowOpen;
    return this.hours.isOpenBetween(this.zone.toLocal(time), this.zone.toLocal(endTime), this.extended);
  }

  /** Moves the window to the session, or the pause between sessions, that contains an instant. */
  moveWindow(utcMs: number): void {
    const session = this.hours.sessionAt(this.zone.toLocal(utcMs), this.extended);
    const latest = utcMs + MAX_WINDOW_MS;
    const end = session.end === Number.POSITIVE_INFINITY ? latest : Math.min(this.zone.toUtc(session.end), latest);
    const isSteady =
      this.zone.offsetAt(end) === this.zone.offsetAt(utcMs) &&
      this.dataZone.offsetAt(end) === this.dataZone.offsetAt(utcMs);
    this.windowStart = utcMs;
    this.windowEnd = isSteady ? end : utcMs;
    this.isWindowOpen = session.isOpen;
  }
}

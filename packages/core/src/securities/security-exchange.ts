import type { ExchangeHours } from '../market-hours/exchange-hours.ts';
import { MS_PER_MINUTE } from '../time/resolution.ts';
import type { UtcClock } from '../time/utc-clock.ts';

const MINUTES_TO_CLOSE = 10;

/** The exchange of a security as a strategy sees it: its hours, and whether it is open now. */
export class SecurityExchange {
  readonly hours: ExchangeHours;
  readonly #clock: UtcClock;

  constructor(hours: ExchangeHours, clock: UtcClock) {
    this.hours = hours;
    this.#clock = clock;
  }

  /** Wall-clock time at the exchange, as epoch ms. */
  get localTimeMs(): number {
    return this.hours.timeZone.toLocal(this.#clock.utcNow());
  }

  /** Open for regular trading now. */
  get exchangeOpen(): boolean {
    return this.hours.isOpen(this.localTimeMs, false);
  }

  /** Whether the exchange is open for regular trading at a wall-clock time (epoch ms). */
  dateTimeIsOpen(localMs: number): boolean {
    return this.hours.isOpen(localMs, false);
  }

  /** The market closes within ten minutes. */
  get closingSoon(): boolean {
    return this.isClosingSoon(MINUTES_TO_CLOSE);
  }

  /** Whether the market closes within the given minutes. */
  isClosingSoon(minutesToClose: number): boolean {
    return !this.hours.isOpen(this.localTimeMs + minutesToClose * MS_PER_MINUTE, false);
  }
}

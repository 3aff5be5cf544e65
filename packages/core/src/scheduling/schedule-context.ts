import type { ExchangeHours } from '../market-hours/exchange-hours.ts';
import type { SymbolLike } from '../securities/securities.ts';
import type { TimeZone } from '../time/time-zone.ts';
import type { UtcClock } from '../time/utc-clock.ts';

/** What schedule rules need to know of a run. */
export interface ScheduleContext extends UtcClock {
  /** Zone of the algorithm; rules read it when they are used. */
  readonly timeZone: TimeZone;
  /**
   * Hours of a security: of the subscribed one, else from the market-hours database. A ticker that is not subscribed
   * means a US equity.
   */
  exchangeHours(symbol: SymbolLike): ExchangeHours;
  /**
   * Hours that rules about the market's open and close without a symbol consider: those of US equities, and of every
   * other subscribed security whose market closes.
   */
  marketHours(): Iterable<ExchangeHours>;
}

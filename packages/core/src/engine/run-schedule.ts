import { Algorithm } from '../algorithm/algorithm.ts';
import type { MaybePromise } from '../algorithm/algorithm-core.ts';
import type { SecurityChanges } from '../algorithm/security-changes.ts';
import type { ReferenceData } from '../data/reference-data.ts';
import { SecurityType } from '../market/security-type.ts';
import type { ExchangeHours } from '../market-hours/exchange-hours.ts';
import { securityEndOfDay } from '../scheduling/daily-events.ts';
import type { DateRules } from '../scheduling/date-rules.ts';
import { Schedule } from '../scheduling/schedule.ts';
import type { ScheduleContext } from '../scheduling/schedule-context.ts';
import type { ScheduledEvent } from '../scheduling/scheduled-event.ts';
import { ScheduledEventQueue } from '../scheduling/scheduled-event-queue.ts';
import type { TimeRules } from '../scheduling/time-rules.ts';
import type { SymbolLike } from '../securities/securities.ts';
import type { Security } from '../securities/security.ts';
import { dayOf } from '../time/calendar.ts';
import type { TimeZone } from '../time/time-zone.ts';
import type { AlgorithmRun } from './algorithm-run.ts';
import { requireSynchronous } from './step/synchronous-handler.ts';

const SAMPLING = 'Daily Sampling';

/** The scheduled events of a run: the strategy's, the ends of the day, and the daily sampling. */
export class RunSchedule implements ScheduleContext {
  readonly schedule: Schedule;
  readonly #queue = new ScheduledEventQueue();
  readonly #run: AlgorithmRun;
  readonly #reference: ReferenceData;
  readonly #endOfDay = new Map<string, { readonly event: ScheduledEvent; readonly ticker: string }>();
  /** The event whose callback has been called; it moves on to its next time afterwards. */
  #current: ScheduledEvent | null = null;

  constructor(run: AlgorithmRun, reference: ReferenceData) {
    this.#run = run;
    this.#reference = reference;
    this.schedule = new Schedule(this, this.#queue);
  }

  get dateRules(): DateRules {
    return this.schedule.dateRules;
  }

  get timeRules(): TimeRules {
    return this.schedule.timeRules;
  }

  utcNow(): number {
    return this.#run.clock.utcNow();
  }

  get timeZone(): TimeZone {
    return this.#run.clock.timeZone;
  }

  exchangeHours(symbol: SymbolLike): ExchangeHours {
    const security = this.#run.securities.find(symbol);
    if (security !== undefined) return security.exchange.hours;
    const { marketHours } = this.#reference;
    if (typeof symbol === 'string') return marketHours.entry('usa', symbol, SecurityType.Equity).exchangeHours;
    const { market, value, securityType } = 'permtick' in symbol ? symbol : symbol.symbol;
    return marketHours.entry(market, value, securityType).exchangeHours;
  }

  marketHours(): Iterable<ExchangeHours> {
    const hours = new Set([this.#reference.marketHours.entry('usa', null, SecurityType.Equity).exchangeHours]);
    for (const security of this.#run.securities) {
      if (!security.exchange.hours.isAlwaysOpen) hours.add(security.exchange.hours);
    }
    return hours;
  }

  /** Time of the next event, epoch ms UTC. It stays while events of that time are being fired. */
  get nextTimeMs(): number {
    return this.#queue.nextTimeMs;
  }

  /** The event that is being called, in words; null when there is none. */
  get calling(): string | null {
    const event = this.#current;
    if (event === null) return null;
    for (const end of this.#endOfDay.values()) if (end.event === event) return `onEndOfDay of ${end.ticker}`;
    return `the scheduled event "${event.name}"`;
  }

  /**
   * Adds the daily sampling, behind the strategy's own events, and begins.
   * @param missedSinceUtc events that had a time since then, today, fire once at the first step; none unless given
   */
  start(sample: (utcMs: number) => void, missedSinceUtc?: number): void {
    this.schedule.onInstant(SAMPLING, this.dateRules.everyDay(), this.timeRules.midnight, () => {
      sample(this.#run.clock.utcNow());
    });
    const { inbox, pendingWork } = this.#run;
    for (const event of this.#queue.setUp(this.utcNow(), missedSinceUtc)) {
      if (event.name !== SAMPLING) inbox.post(() => pendingWork.add(event.invoke()));
    }
  }

  /** Fires events before an instant, or also at it. Before it, each sees the clock at its own time. */
  fire(utcMs: number, inclusive: boolean): MaybePromise {
    if (this.#current !== null) {
      const handingOver = this.#complete(this.#current);
      if (handingOver !== undefined) return handingOver;
    }
    for (;;) {
      const event = this.#queue.takeDue(utcMs, inclusive);
      if (event === null) return;
      if (!inclusive) this.#run.clock.set(event.nextUtcMs);
      this.#current = event;
      const waiting = event.invoke();
      if (waiting !== undefined) return waiting;
      const handingOver = this.#complete(event);
      if (handingOver !== undefined) return handingOver;
    }
  }

  /** What the event asked for is handed over before the next one is fired. */
  #complete(event: ScheduledEvent): MaybePromise {
    this.#current = null;
    this.#queue.fired(event);
    return this.#run.processor.afterHandlers();
  }

  /** Registers and drops the ends of the day of securities that came and went. */
  onSecuritiesChanged(changes: SecurityChanges): void {
    if (this.#run.algorithm.onEndOfDay === Algorithm.prototype.onEndOfDay) return;
    for (const security of changes.addedSecurities) this.#addEndOfDay(security);
    for (const security of changes.removedSecurities) {
      const end = this.#endOfDay.get(security.symbol.id);
      if (end !== undefined) this.#queue.remove(end.event);
      this.#endOfDay.delete(security.symbol.id);
    }
  }

  #addEndOfDay(security: Security): void {
    const { algorithm, dates } = this.#run;
    const now = this.utcNow();
    const { hours } = security.exchange;
    // LEAN counts exchange days from the date in UTC to the algorithm's last date, whatever the zones.
    const range = { startDay: dayOf(now), endDay: dates.endDay, afterUtc: now };
    const event = securityEndOfDay(security.symbol, hours, security.hasExtendedHours, range, () => {
      requireSynchronous('onEndOfDay', algorithm.onEndOfDay(security.symbol));
    });
    this.#endOfDay.set(security.symbol.id, { event, ticker: security.symbol.value });
    this.#queue.add(event, now);
  }
}

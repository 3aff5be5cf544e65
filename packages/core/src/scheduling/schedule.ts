import type { DateTime } from 'luxon';
import { LockstepError } from '../errors/lockstep-error.ts';
import { shownValue } from '../errors/shown-value.ts';
import { dayOf } from '../time/calendar.ts';
import { toDateTime } from '../time/date-time.ts';
import { TimeZone } from '../time/time-zone.ts';
import { DateRules } from './date-rules.ts';
import type { ScheduleContext } from './schedule-context.ts';
import { type DateRule, LAST_SCHEDULED_DAY, type TimeRule } from './schedule-rule.ts';
import { type EventCallback, ScheduledEvent } from './scheduled-event.ts';
import type { ScheduledEventQueue } from './scheduled-event-queue.ts';
import { TimeRules } from './time-rules.ts';

const UTC = TimeZone.of('UTC');

/**
 * Called when a scheduled event fires, with its name and the instant it was scheduled for (in UTC). A promise that it
 * returns is awaited; anything else it returns is ignored, so that `() => this.liquidate()` will do.
 */
export type ScheduledCallback = (name: string, utcTime: DateTime) => unknown;

/** What a strategy reaches as `this.schedule`: registers code to run on certain days at certain times. */
export class Schedule {
  readonly dateRules: DateRules;
  readonly timeRules: TimeRules;
  readonly #context: ScheduleContext;
  readonly #queue: ScheduledEventQueue;

  constructor(context: ScheduleContext, queue: ScheduledEventQueue) {
    this.dateRules = new DateRules(context);
    this.timeRules = new TimeRules(context);
    this.#context = context;
    this.#queue = queue;
  }

  /**
   * Calls back on the rule's days at the rule's times, from now on. A promise that the callback returns is awaited.
   * @returns the event, by which it can be removed or disabled
   */
  on(dateRule: DateRule, timeRule: TimeRule, callback: ScheduledCallback): ScheduledEvent;
  on(name: string, dateRule: DateRule, timeRule: TimeRule, callback: ScheduledCallback): ScheduledEvent;
  on(...args: OnArguments): ScheduledEvent {
    const [name, dateRule, timeRule, callback] =
      args.length === 4 ? args : ([`${args[0]?.name}: ${args[1]?.name}`, ...args] as const);
    requireArguments(dateRule, timeRule, callback);
    return this.onInstant(name, dateRule, timeRule, (each, utcMs) => callback(each, toDateTime(utcMs, UTC)));
  }

  /** As `on`, for a callback that takes the instant as epoch ms. */
  onInstant(name: string, dateRule: DateRule, timeRule: TimeRule, callback: EventCallback): ScheduledEvent {
    const event = new ScheduledEvent(name, timeRule.utcTimes(this.#days(dateRule)), callback);
    this.add(event);
    return event;
  }

  /** Registers an event made elsewhere. */
  add(event: ScheduledEvent): void {
    this.#queue.add(event, this.#context.utcNow());
  }

  /** Unregisters an event. */
  remove(event: ScheduledEvent): void {
    this.#queue.remove(event);
  }

  /** Days from the day before the current UTC date, read when the first one is asked for. */
  *#days(rule: DateRule): Generator<number> {
    yield* rule.days(dayOf(this.#context.utcNow()) - 1, LAST_SCHEDULED_DAY);
  }
}

/** @throws LockstepError `SCHEDULE_INVALID` */
function requireArguments(dateRule: DateRule, timeRule: TimeRule, callback: ScheduledCallback): void {
  const wrong =
    typeof dateRule?.days !== 'function'
      ? `the date rule ${shownValue(dateRule)}`
      : typeof timeRule?.utcTimes !== 'function'
        ? `the time rule ${shownValue(timeRule)}`
        : typeof callback !== 'function'
          ? `the callback ${shownValue(callback)}`
          : null;
  if (wrong === null) return;
  throw new LockstepError(
    'SCHEDULE_INVALID',
    `schedule.on got ${wrong}; expected a date rule, a time rule and a function, as in schedule.on(dateRules.everyDay('SPY'), timeRules.at(9, 45), () => this.rebalance()).`,
  );
}

type OnArguments =
  | readonly [DateRule, TimeRule, ScheduledCallback]
  | readonly [string, DateRule, TimeRule, ScheduledCallback];

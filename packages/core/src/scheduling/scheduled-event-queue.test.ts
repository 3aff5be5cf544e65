import fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, it } from 'vitest';
import { SecurityType } from '../market/security-type.ts';
import { MarketHoursDatabase } from '../market-hours/market-hours-database.ts';
import { TimeZone } from '../time/time-zone.ts';
import { Schedule } from './schedule.ts';
import { ScheduledEvent } from './scheduled-event.ts';
import { ScheduledEventQueue } from './scheduled-event-queue.ts';

const none = (): void => undefined;

function event(name: string, times: Iterable<number>): ScheduledEvent {
  return new ScheduledEvent(name, times, none);
}

function* every(step: number): Generator<number> {
  for (let time = 0; ; time += step) yield time;
}

/** Fires all that is due and tells names and times. */
function scan(
  queue: ScheduledEventQueue,
  until: number,
  inclusive: boolean,
  act?: (fired: ScheduledEvent) => void,
): string[] {
  const fired: string[] = [];
  for (let due = queue.takeDue(until, inclusive); due !== null; due = queue.takeDue(until, inclusive)) {
    fired.push(`${due.name}@${due.nextUtcMs}`);
    act?.(due);
    queue.fired(due);
  }
  return fired;
}

function queueOf(...events: readonly ScheduledEvent[]): ScheduledEventQueue {
  const queue = new ScheduledEventQueue();
  for (const each of events) queue.add(each, 0);
  queue.setUp(0);
  return queue;
}

describe('order', () => {
  it('among equal times is that of the binary search', () => {
    const three = queueOf(event('A', every(1)), event('B', every(1)), event('C', every(1)));
    expect(scan(three, 0, true)).toEqual(['A@0', 'B@0', 'C@0']);
    // The last to fire stays in front, as nothing after it is earlier.
    expect(scan(three, 1, true)).toEqual(['C@1', 'A@1', 'B@1']);
    expect(scan(three, 2, true)).toEqual(['B@2', 'C@2', 'A@2']);
    // C is put behind A, which the search among D, A, B hits, and not behind B.
    const four = queueOf(event('A', every(1)), event('B', every(1)), event('C', every(1)), event('D', every(1)));
    scan(four, 0, true);
    expect(scan(four, 1, true)).toEqual(['D@1', 'A@1', 'C@1', 'B@1']);
  });

  it('is by creation again after an addition or removal', () => {
    const late = event('D', every(1));
    const queue = queueOf(event('A', every(1)), event('B', every(1)), event('C', every(1)));
    scan(queue, 0, true);
    queue.add(late, 1);
    expect(scan(queue, 1, true)).toEqual(['A@1', 'B@1', 'C@1', 'D@1']);
    queue.remove(late);
    expect(scan(queue, 2, true)).toEqual(['A@2', 'B@2', 'C@2']);
  });

  it('is by time first', () => {
    const queue = queueOf(event('A', [5, 7]), event('B', [1, 6]), event('C', [5]));
    expect(scan(queue, 10, false)).toEqual(['B@1', 'A@5', 'C@5', 'B@6', 'A@7']);
    expect(queue.nextTimeMs).toBe(Number.POSITIVE_INFINITY);
  });
});

describe('scans', () => {
  it('leave what is exactly due to the inclusive scan', () => {
    const queue = queueOf(event('A', [1, 5, 9]));
    expect(queue.nextTimeMs).toBe(1);
    expect(scan(queue, 5, false)).toEqual(['A@1']);
    expect(queue.nextTimeMs).toBe(5);
    expect(scan(queue, 5, true)).toEqual(['A@5']);
    expect(queue.nextTimeMs).toBe(9);
  });

  it('fire an event for each of its equal times in a row', () => {
    const queue = queueOf(event('A', [3, 3, 4]), event('B', [3]));
    expect(scan(queue, 4, false)).toEqual(['A@3', 'A@3', 'B@3']);
  });

  it('fire all missed times of one event before the next when inclusive', () => {
    const queue = queueOf(event('A', [1, 3]), event('B', [2]));
    expect(scan(queue, 3, true)).toEqual(['A@1', 'A@3', 'B@2']);
  });

  it('see additions from the next scan on, and removals too', () => {
    const queue = queueOf(event('A', [1]), event('B', [1, 2]));
    const added = event('C', [1, 2]);
    const fired = scan(queue, 2, false, (due) => {
      if (due.name !== 'A') return;
      queue.add(added, 1);
      const removed = queue.events.find((each) => each.name === 'B');
      queue.remove(removed as ScheduledEvent);
    });
    expect(fired).toEqual(['A@1', 'B@1']);
    expect(queue.nextTimeMs).toBe(1);
    expect(scan(queue, 2, true)).toEqual(['C@1', 'C@2']);
  });

  it('pass over disabled events', () => {
    const off = event('A', [1, 2, 3]);
    const queue = queueOf(off, event('B', [2]));
    off.enabled = false;
    expect(scan(queue, 3, false)).toEqual(['B@2']);
    off.enabled = true;
    expect(scan(queue, 3, true)).toEqual(['A@3']);
  });

  it('behavior: fire every time of every event once, in order of time', () => {
    const ascending = fc
      .array(fc.integer({ min: 0, max: 60 }), { maxLength: 12 })
      .map((times) => times.sort((a, b) => a - b));
    fc.assert(
      fc.property(
        fc.array(ascending, { maxLength: 6 }),
        fc.array(fc.integer({ min: 0, max: 70 }), { maxLength: 10 }),
        (all, slices) => {
          const queue = queueOf(...all.map((times, i) => event(String(i), times)));
          const fired: string[] = [];
          for (const slice of [...slices.sort((a, b) => a - b), 100]) {
            const before = scan(queue, slice, false);
            const times = before.map((text) => Number(text.split('@')[1]));
            expect(times).toEqual([...times].sort((a, b) => a - b));
            fired.push(...before, ...scan(queue, slice, true));
            expect(queue.nextTimeMs).toBeGreaterThan(slice);
          }
          expect(fired.sort()).toEqual(all.flatMap((times, i) => times.map((time) => `${i}@${time}`)).sort());
        },
      ),
    );
  });
});

describe('time before now', () => {
  it('is dropped at set-up and when an event is added, now itself is kept', () => {
    const queue = new ScheduledEventQueue();
    queue.add(event('A', [1, 5, 6]), 100);
    expect(queue.nextTimeMs).toBe(Number.POSITIVE_INFINITY);
    expect(queue.takeDue(100, true)).toBeNull();
    queue.setUp(5);
    expect(queue.nextTimeMs).toBe(5);
    queue.add(event('B', [1, 4, 5]), 5);
    expect(scan(queue, 6, false)).toEqual(['A@5', 'B@5']);
  });
});

describe('Schedule.on', () => {
  const hours = MarketHoursDatabase.builtIn().entry('usa', 'SPY', SecurityType.Equity).exchangeHours;
  const clock = { now: Date.UTC(1998, 0, 1, 5) };
  const context = {
    timeZone: TimeZone.of('America/New_York'),
    utcNow: () => clock.now,
    exchangeHours: () => hours,
    marketHours: () => [hours],
  };

  it('starts with the run, not with initialize, and tells name and time', async () => {
    const queue = new ScheduledEventQueue();
    const schedule = new Schedule(context, queue);
    const calls: string[] = [];
    const { dateRules, timeRules } = schedule;
    const unnamed = schedule.on(dateRules.everyDay('SPY'), timeRules.afterMarketOpen('SPY', 30), () => undefined);
    schedule.on('mine', dateRules.today, timeRules.now, async (name, time) => {
      expect(DateTime.isDateTime(time)).toBe(true);
      calls.push(`${name} ${time.toISO()}`);
    });
    expect(unnamed.name).toBe('SPY: EveryDay: SPY: 30 min after MarketOpen');
    clock.now = Date.UTC(2013, 9, 7, 4);
    queue.setUp(clock.now);
    expect(unnamed.nextUtcMs).toBe(Date.UTC(2013, 9, 7, 14));
    const due = queue.takeDue(clock.now, true) as ScheduledEvent;
    await due.invoke();
    queue.fired(due);
    expect(calls).toEqual(['mine 2013-10-07T04:00:00.000Z']);
    expect(queue.takeDue(clock.now, true)).toBeNull();
    schedule.remove(unnamed);
    expect(queue.size).toBe(1);
  });
});

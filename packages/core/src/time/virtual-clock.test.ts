import { describe, expect, test } from 'vitest';
import { sleepUntil } from './clock.ts';
import { VirtualClock } from './virtual-clock.ts';

describe('VirtualClock', () => {
  test('fires timers at their own time, in the order of time and then of making', () => {
    const clock = new VirtualClock(100);
    const fired: string[] = [];
    const note = (name: string) => () => fired.push(`${name}@${clock.utcNow()}`);
    clock.at(300, note('c'));
    clock.at(200, note('a'));
    clock.at(200, note('b'));
    clock.at(50, note('late'));
    expect(clock.nextTimerUtc).toBe(100);
    clock.advanceTo(250);
    expect(fired).toEqual(['late@100', 'a@200', 'b@200']);
    expect(clock.utcNow()).toBe(250);
    expect(clock.nextTimerUtc).toBe(300);
  });

  test('timers may make and cancel timers', () => {
    const clock = new VirtualClock(0);
    const fired: number[] = [];
    const second = clock.at(20, () => fired.push(20));
    clock.at(10, () => {
      second.cancel();
      second.cancel();
      clock.at(15, () => fired.push(clock.utcNow()));
    });
    clock.advanceTo(30);
    expect(fired).toEqual([15]);
  });

  test('never goes back', () => {
    const clock = new VirtualClock(100);
    clock.advanceTo(50);
    expect(clock.utcNow()).toBe(100);
  });

  test('can be slept on', async () => {
    const clock = new VirtualClock(0);
    const slept = sleepUntil(clock, 10).then(() => clock.utcNow());
    clock.advanceTo(10);
    expect(await slept).toBe(10);
  });
});

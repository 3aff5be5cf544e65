import { afterEach, describe, expect, it, vi } from 'vitest';
import { sleepUntil } from './clock.ts';
import { machineClock } from './machine-clock.ts';

const clock = machineClock(globalThis);

afterEach(() => {
  vi.useRealTimers();
});

describe('machineClock', () => {
  it('calls back at an instant, never before it, and not after a cancel', async () => {
    const dueMs = clock.utcNow() + 30;
    let called = 0;
    clock
      .at(dueMs, () => {
        called += 1;
      })
      .cancel();
    await sleepUntil(clock, dueMs);
    expect(clock.utcNow()).toBeGreaterThanOrEqual(dueMs);
    expect(called).toBe(0);
  });

  it('follows the wall clock when that jumps, as after sleep', async () => {
    vi.useFakeTimers({ now: 1_000_000 });
    const fired: number[] = [];
    clock.at(1_000_000 + 3_600_000, () => fired.push(Date.now()));
    await vi.advanceTimersByTimeAsync(10_000);
    expect(fired).toEqual([]);
    vi.setSystemTime(1_000_000 + 4_000_000);
    await vi.advanceTimersByTimeAsync(2_010);
    expect(fired).toHaveLength(1);
    vi.setSystemTime(1_000_000);
    clock.at(2_000_000, () => fired.push(Date.now()));
    vi.setSystemTime(500_000);
    await vi.advanceTimersByTimeAsync(1_000_000);
    expect(fired).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(500_010);
    expect(fired).toHaveLength(2);
  });
});

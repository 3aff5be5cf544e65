import { sleepUntil } from '@lockstep/core';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { systemClock } from './system-clock.ts';

afterEach(() => {
  vi.useRealTimers();
});

describe('systemClock', () => {
  it('calls back at an instant, never before it, and not after a cancel', async () => {
    const dueMs = systemClock.utcNow() + 30;
    let called = 0;
    systemClock
      .at(dueMs, () => {
        called += 1;
      })
      .cancel();
    await sleepUntil(systemClock, dueMs);
    expect(systemClock.utcNow()).toBeGreaterThanOrEqual(dueMs);
    expect(called).toBe(0);
  });

  it('follows the wall clock when that jumps, as after sleep', async () => {
    vi.useFakeTimers({ now: 1_000_000 });
    const fired: number[] = [];
    systemClock.at(1_000_000 + 3_600_000, () => fired.push(Date.now()));
    await vi.advanceTimersByTimeAsync(10_000);
    expect(fired).toEqual([]);
    vi.setSystemTime(1_000_000 + 4_000_000);
    await vi.advanceTimersByTimeAsync(2_010);
    expect(fired).toHaveLength(1);
    vi.setSystemTime(1_000_000);
    systemClock.at(2_000_000, () => fired.push(Date.now()));
    vi.setSystemTime(500_000);
    await vi.advanceTimersByTimeAsync(1_000_000);
    expect(fired).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(500_010);
    expect(fired).toHaveLength(2);
  });
});

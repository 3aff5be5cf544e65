import { VirtualClock } from '@lockstep/core';
import { describe, expect, test } from 'vitest';
import { RequestBudget, type RequestPriority } from './request-budget.ts';

async function settle(): Promise<void> {
  await new Promise(setImmediate);
}

describe('RequestBudget', () => {
  test('lets no more through than there is in a minute', async () => {
    const clock = new VirtualClock(0);
    const budget = new RequestBudget({ clock, perMinute: 60 });
    let sent = 0;
    for (let each = 0; each < 300; each += 1) {
      const turn = budget.take('cancel');
      if (turn === null) sent += 1;
      else void turn.then(() => (sent += 1));
    }
    expect(sent).toBe(60);
    clock.advanceTo(60_000);
    await settle();
    expect(sent).toBe(120);
  });

  test('cancels go before orders, orders before questions', async () => {
    const clock = new VirtualClock(0);
    const budget = new RequestBudget({ clock, perMinute: 10 });
    while (budget.take('cancel') === null);
    const order: RequestPriority[] = [];
    for (const priority of ['read', 'order', 'cancel'] as const)
      void budget.take(priority)?.then(() => order.push(priority));
    clock.advanceTo(60_000);
    await settle();
    expect(order).toEqual(['cancel', 'order', 'read']);
  });

  test('questions leave room for what is more urgent', () => {
    const budget = new RequestBudget({ clock: new VirtualClock(0), perMinute: 100 });
    let reads = 0;
    while (budget.take('read') === null) reads += 1;
    expect(reads).toBe(80);
    expect(budget.take('order')).toBe(null);
    expect(budget.take('cancel')).toBe(null);
  });

  test('after "too many requests" everything waits, the longer the more often', async () => {
    const clock = new VirtualClock(0);
    const budget = new RequestBudget({ clock });
    const waits: number[] = [];
    for (let times = 0; times < 3; times += 1) {
      const from = clock.utcNow();
      budget.pause(null);
      const turn = budget.take('cancel');
      void turn?.then(() => waits.push(clock.utcNow() - from));
      clock.advanceTo(clock.nextTimerUtc);
      await settle();
    }
    expect(waits).toEqual([1_000, 2_000, 4_000]);
    budget.answered();
    budget.pause(null);
    expect(clock.nextTimerUtc).toBe(Number.POSITIVE_INFINITY);
    void budget.take('read');
    expect(clock.nextTimerUtc - clock.utcNow()).toBe(1_000);
  });

  test('waits as long as Alpaca says', () => {
    const clock = new VirtualClock(0);
    const budget = new RequestBudget({ clock });
    budget.pause(7_000);
    void budget.take('read');
    expect(clock.nextTimerUtc).toBe(7_000);
  });
});

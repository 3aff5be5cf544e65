import { describe, expect, test } from 'vitest';
import { Algorithm } from '../../algorithm/algorithm.ts';
import { tradeBars } from '../../testing/bar-series.ts';
import { runStrategy } from '../../testing/run-strategy.ts';
import { Resolution } from '../../time/resolution.ts';
import { PendingWork } from './pending-work.ts';
import { requireSynchronous } from './synchronous-handler.ts';

const later = async (): Promise<never> => {
  await Promise.resolve();
  throw new Error('too late to be heard');
};

// An unhandled rejection fails the whole test run: that there is none needs no further check.
describe('handlers inside a step', () => {
  test('may return anything but a promise', () => {
    expect(() => requireSynchronous('onSplits', undefined)).not.toThrow();
    expect(() => requireSynchronous('onSplits', later())).toThrow(/onSplits returned a promise/);
  });

  test('behavior: an asynchronous onOrderEvent ends the run, not the process', async () => {
    class Asynchronous extends Algorithm {
      override initialize(): void {
        this.addEquity('ABC', Resolution.Minute);
      }
      override onData(): void {
        if (!this.portfolio.invested) this.marketOrder('ABC', 1);
      }
      // TypeScript lets a function that returns a promise stand for one that returns nothing.
      override onOrderEvent: () => void = later;
    }
    const bars = tradeBars('ABC', { start: '2024-03-04', resolution: Resolution.Minute, closes: [100, 100, 100] });
    await expect(runStrategy(Asynchronous, { data: [bars] })).rejects.toThrow(/onOrderEvent returned a promise/);
  });
});

describe('work begun in a step', () => {
  test('is awaited in turn, and its failure is heard then', async () => {
    const work = new PendingWork();
    expect(work.isEmpty).toBe(true);
    work.add(undefined);
    expect(work.isEmpty).toBe(true);
    work.add(later());
    await new Promise((resolve) => setTimeout(resolve, 0));
    expect(work.isEmpty).toBe(false);
    await expect(work.settle()).rejects.toThrow('too late');
    expect(work.isEmpty).toBe(true);
  });
});

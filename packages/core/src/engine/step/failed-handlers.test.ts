import { expect, test } from 'vitest';
import { Algorithm } from '../../algorithm/algorithm.ts';
import type { OrderEvent } from '../../orders/order-event.ts';
import { tradeBars } from '../../testing/bar-series.ts';
import { MemoryDataFeed } from '../../testing/memory-data-feed.ts';
import { testReferenceData } from '../../testing/test-reference-data.ts';
import { daysFromDate } from '../../time/calendar.ts';
import { Resolution } from '../../time/resolution.ts';
import { Engine } from '../engine.ts';
import { lendSimulatedBrokerage } from '../trading/lend-simulated-brokerage.ts';

/** Orders on its first bar and fails, at once or after a wait. */
abstract class OrdersAndFails extends Algorithm {
  readonly fills: string[] = [];
  protected isDone = false;

  override initialize(): void {
    this.setBenchmark(() => 1);
    this.addEquity('SPY', Resolution.Minute);
  }

  override onOrderEvent(event: OrderEvent): void {
    if (event.isFill) this.fills.push(this.time.toFormat('HH:mm'));
  }
}

class AtOnce extends OrdersAndFails {
  override onData(): void {
    if (this.isDone) return;
    this.isDone = true;
    this.marketOrder('SPY', 1);
    throw new Error('no');
  }
}

class AfterAWait extends OrdersAndFails {
  override async onData(): Promise<void> {
    if (this.isDone) return;
    this.isDone = true;
    this.marketOrder('SPY', 1);
    await Promise.resolve();
    throw new Error('no');
  }
}

test.each([AtOnce, AfterAWait])(
  'what a handler asked for before it failed goes out with its step (%o)',
  async (kind) => {
    const closes = Array.from({ length: 5 }, () => 100);
    const feed = new MemoryDataFeed(tradeBars('SPY', { start: '2024-03-04', resolution: Resolution.Minute, closes }));
    const day = daysFromDate(2024, 3, 4);
    const strategy = new kind();
    const engine = new Engine(strategy, {
      feed,
      history: feed,
      reference: testReferenceData(),
      brokerage: lendSimulatedBrokerage,
      fillTiming: 'deferred',
      lastPossibleDay: day,
      startDay: day,
      endDay: day,
      onFailure: () => true,
    });
    await engine.execute();
    expect(strategy.fills).toEqual(['09:31']);
  },
);

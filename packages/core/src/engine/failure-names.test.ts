import { describe, expect, test } from 'vitest';
import { Algorithm } from '../algorithm/algorithm.ts';
import { tradeBars } from '../testing/bar-series.ts';
import { MemoryDataFeed } from '../testing/memory-data-feed.ts';
import { testReferenceData } from '../testing/test-reference-data.ts';
import { daysFromDate } from '../time/calendar.ts';
import { Resolution } from '../time/resolution.ts';
import { Engine } from './engine.ts';
import { lendSimulatedBrokerage } from './trading/lend-simulated-brokerage.ts';

const data = [
  tradeBars('SPY', {
    start: '2024-03-04',
    resolution: Resolution.Minute,
    closes: Array.from({ length: 390 }, () => 100),
  }),
];

abstract class Fails extends Algorithm {
  override initialize(): void {
    this.setBenchmark(() => 1);
    this.addEquity('SPY', Resolution.Minute);
    this.plan();
  }

  protected plan(): void {}
}

async function failureOf(strategy: new () => Algorithm): Promise<string | undefined> {
  const feed = new MemoryDataFeed(...data);
  const day = daysFromDate(2024, 3, 4);
  const engine = new Engine(new strategy(), {
    feed,
    history: feed,
    reference: testReferenceData(),
    brokerage: lendSimulatedBrokerage,
    lastPossibleDay: day,
    startDay: day,
    endDay: day,
  });
  return (await engine.execute()).failure?.message;
}

describe('what failed is named', () => {
  test('a scheduled event by its name', async () => {
    class Named extends Fails {
      protected override plan(): void {
        this.schedule.on('rebalance', this.dateRules.everyDay(), this.timeRules.at(10, 0), () => {
          throw new Error('no');
        });
      }
    }
    expect(await failureOf(Named)).toBe('Error in the scheduled event "rebalance": no');
  });

  test('a scheduled event without a name by its rules, also when it fails after a wait', async () => {
    class Unnamed extends Fails {
      protected override plan(): void {
        this.schedule.on(this.dateRules.everyDay('SPY'), this.timeRules.at(10, 0), async () => {
          await Promise.resolve();
          throw new Error('no');
        });
      }
    }
    expect(await failureOf(Unnamed)).toMatch(/^Error in the scheduled event "SPY: EveryDay: .*": no$/);
  });

  test('the end of the day by its handler and ticker', async () => {
    class EndOfDay extends Fails {
      override onEndOfDay(): void {
        throw new Error('no');
      }
    }
    expect(await failureOf(EndOfDay)).toBe('Error in onEndOfDay of SPY: no');
  });

  test('another handler by its own name, once the events are over', async () => {
    class Data extends Fails {
      protected override plan(): void {
        this.schedule.on(this.dateRules.everyDay(), this.timeRules.at(9, 35), () => {});
      }

      override onData(): void {
        if (this.time.hour === 10) throw new Error('no');
      }
    }
    expect(await failureOf(Data)).toBe('Error in onData: no');
  });
});

import { expect, test } from 'vitest';
import { Algorithm } from '../../algorithm/algorithm.ts';
import type { SubscriptionRequest, SubscriptionSource } from '../../data/data-feed.ts';
import { LockstepError } from '../../errors/lockstep-error.ts';
import { tradeBars } from '../../testing/bar-series.ts';
import { MemoryDataFeed } from '../../testing/memory-data-feed.ts';
import { testReferenceData } from '../../testing/test-reference-data.ts';
import { daysFromDate } from '../../time/calendar.ts';
import { Resolution } from '../../time/resolution.ts';
import { Engine } from '../engine.ts';
import { lendSimulatedBrokerage } from '../trading/lend-simulated-brokerage.ts';

/** As a broker that lists ABC alone. */
class AbcFeed extends MemoryDataFeed {
  override subscribe(request: SubscriptionRequest): SubscriptionSource {
    const { value } = request.config.symbol;
    if (value !== 'ABC') throw new LockstepError('DATA_SYMBOL_MISSING', `The broker has no symbol ${value}.`);
    return super.subscribe(request);
  }
}

class NoBenchmark extends Algorithm {
  override initialize(): void {
    this.addEquity('ABC', Resolution.Minute);
  }
}

test('a feed that does not know the benchmark: what it is asked for is said, and what to do', async () => {
  const feed = new AbcFeed(tradeBars('ABC', { start: '2024-03-04', resolution: Resolution.Minute, closes: [100] }));
  const day = daysFromDate(2024, 3, 4);
  const engine = new Engine(new NoBenchmark(), {
    feed,
    history: feed,
    reference: testReferenceData(),
    brokerage: lendSimulatedBrokerage,
    lastPossibleDay: day,
    startDay: day,
    endDay: day,
  });
  await expect(engine.execute()).rejects.toMatchObject({
    code: 'DATA_SYMBOL_MISSING',
    message: expect.stringMatching(/no symbol SPY\. SPY is asked for as the benchmark: call setBenchmark/) as string,
  });
});

import { expect, test } from 'vitest';
import { Algorithm } from '../../algorithm/algorithm.ts';
import type { BrokerageCapabilities } from '../../brokerage/brokerage.ts';
import type { Bracket } from '../../execution/brackets/bracket.ts';
import type { OrderEvent } from '../../orders/order-event.ts';
import { orderStatusName } from '../../orders/order-status.ts';
import { tradeBars } from '../../testing/bar-series.ts';
import { SlowEntries } from '../../testing/faults/slow-entries.ts';
import { MemoryDataFeed } from '../../testing/memory-data-feed.ts';
import { testReferenceData } from '../../testing/test-reference-data.ts';
import { daysFromCivil } from '../../time/calendar.ts';
import { Resolution } from '../../time/resolution.ts';
import { TimeZone } from '../../time/time-zone.ts';
import { VirtualClock } from '../../time/virtual-clock.ts';
import type { AlgorithmRun } from '../algorithm-run.ts';
import { Engine } from '../engine.ts';
import { paperVenue } from './paper-venue.ts';

const DAY = daysFromCivil(2024, 3, 4);
const OPENING = TimeZone.of('America/New_York').toUtc(Date.UTC(2024, 2, 4, 9, 30));
const LIKE_COMPLETE: Partial<BrokerageCapabilities> = { nativeBrackets: 'fromCompleteFill' };

class Enters extends Algorithm {
  bracket: Bracket | null = null;
  readonly heard: string[] = [];

  override initialize(): void {
    this.addEquity('ABC', Resolution.Minute, undefined, false).setFillModel(new SlowEntries(4));
  }

  override onData(): void {
    this.bracket ??= this.bracketOrder('ABC', 10, { limitPrice: 99.5, stopLoss: 98, takeProfit: 102 });
  }

  override onOrderEvent(event: OrderEvent): void {
    const seconds = (event.utcTimeMs - OPENING) / 1_000;
    this.heard.push(
      `${seconds} s: ${event.orderId} ${orderStatusName(event.status)} ${event.fillQuantity} of ${event.quantity}`,
    );
  }
}

type Ohlc = readonly [open: number, high: number, low: number, close: number];
const calm: Ohlc = [100, 100, 99.8, 100];
const dips: Ohlc = [100, 100, 99, 99.5];
const quiet: Ohlc = [99.6, 99.9, 99.6, 99.8];
const hits: Ohlc = [99.8, 103, 99.7, 102.5];

/** Runs by a clock that moves to whatever is due next. */
async function run(rows: readonly Ohlc[], capabilities: Partial<BrokerageCapabilities>, deadlineMs?: number) {
  const bars = rows.map(([open, high, low, close]) => ({ open, high, low, close, volume: 1_000 }));
  const feed = new MemoryDataFeed(tradeBars('ABC', { start: '2024-03-04', resolution: Resolution.Minute, bars }));
  const algorithm = new Enters();
  const clock = new VirtualClock(OPENING);
  const engine = new Engine(algorithm, {
    feed,
    history: feed,
    reference: testReferenceData(),
    brokerage: (of: AlgorithmRun) => paperVenue(of, capabilities),
    fillTiming: 'deferred',
    clock,
    protectionDeadlineMs: deadlineMs,
    lastPossibleDay: DAY,
    startDay: DAY,
  });
  let isDone = false;
  const ended = engine.execute().finally(() => {
    isDone = true;
  });
  while (!isDone) {
    await new Promise(setImmediate);
    if (!isDone && Number.isFinite(clock.nextTimerUtc)) clock.advanceTo(clock.nextTimerUtc);
  }
  const outcome = await ended;
  expect(outcome.failure).toBe(null);
  return { algorithm, outcome };
}

test.each([
  ['pairs', true],
  ['no pairs', false],
])(
  'a broker that waits for the complete fill, with %s: after the deadline the rest is cancelled and the stop placed',
  async (_name, nativeOco) => {
    const { algorithm, outcome } = await run([calm, dips, quiet, hits, quiet], { ...LIKE_COMPLETE, nativeOco });
    expect(algorithm.heard).toEqual([
      '60 s: 1 Submitted 0 of 10',
      '120 s: 1 PartiallyFilled 4 of 10',
      '125 s: 1 Canceled 0 of 10',
      '125 s: 4 Submitted 0 of -4',
      '125 s: 5 Submitted 0 of -4',
      '240 s: 5 Filled -4 of -4',
      '240 s: 4 Canceled 0 of -4',
    ]);
    // The children that waited at the broker are no orders of the run.
    expect(outcome.run.book.all().map(({ id }) => id)).toEqual([1, 4, 5]);
    expect(outcome.run.transactions.ordersCount).toBe(3);
    expect(outcome.run.portfolio.get('ABC').quantity).toBe(0);
  },
);

test('a fill that is completed within the deadline brings the children that went with the entry', async () => {
  const { algorithm } = await run([calm, dips, dips, dips, hits, quiet], LIKE_COMPLETE, 150_000);
  expect(algorithm.heard.slice(1)).toEqual([
    '120 s: 1 PartiallyFilled 4 of 10',
    '180 s: 1 PartiallyFilled 4 of 10',
    '240 s: 1 Filled 2 of 10',
    '240 s: 2 Submitted 0 of -10',
    '240 s: 3 Submitted 0 of -10',
    '300 s: 3 Filled -10 of -10',
    '300 s: 2 Canceled 0 of -10',
  ]);
});

test('a strategy that cancels a partly filled entry itself has its stop at once', async () => {
  class Impatient extends Enters {
    override onOrderEvent(event: OrderEvent): void {
      super.onOrderEvent(event);
      if (event.orderId === 1 && event.isFill) event.ticket.cancel();
    }
  }
  const bars = [calm, dips, quiet].map(([open, high, low, close]) => ({ open, high, low, close, volume: 1_000 }));
  const feed = new MemoryDataFeed(tradeBars('ABC', { start: '2024-03-04', resolution: Resolution.Minute, bars }));
  const algorithm = new Impatient();
  const { failure } = await new Engine(algorithm, {
    feed,
    history: feed,
    reference: testReferenceData(),
    brokerage: (of) => paperVenue(of, LIKE_COMPLETE),
    fillTiming: 'deferred',
    lastPossibleDay: DAY,
    startDay: DAY,
  }).execute();
  expect(failure).toBe(null);
  expect(algorithm.heard.slice(2)).toEqual([
    '120 s: 1 CancelPending 0 of 10',
    '120 s: 1 Canceled 0 of 10',
    '120 s: 4 Submitted 0 of -4',
    '120 s: 5 Submitted 0 of -4',
  ]);
});

import { describe, expect, test } from 'vitest';
import { Algorithm } from '../../algorithm/algorithm.ts';
import type { DataFeed, FeedListener, SubscriptionRequest, SubscriptionSource } from '../../data/data-feed.ts';
import { PushSource } from '../../data/push-source.ts';
import type { Slice } from '../../data/slice.ts';
import { DataKind } from '../../market/data-batch.ts';
import { SecurityType } from '../../market/security-type.ts';
import type { TradeBar } from '../../market/trade-bar.ts';
import { orderStatusName } from '../../orders/order-status.ts';
import { TimeInForce } from '../../orders/time-in-force.ts';
import { layOut } from '../../testing/bar-layout.ts';
import { type BarSeries, quoteBars, tradeBars } from '../../testing/bar-series.ts';
import { MemoryDataFeed } from '../../testing/memory-data-feed.ts';
import { testReferenceData } from '../../testing/test-reference-data.ts';
import { daysFromCivil } from '../../time/calendar.ts';
import { MS_PER_DAY, MS_PER_MINUTE, Resolution } from '../../time/resolution.ts';
import { TimeZone } from '../../time/time-zone.ts';
import { VirtualClock } from '../../time/virtual-clock.ts';
import { Engine } from '../engine.ts';
import type { EngineOutcome } from '../engine-outcome.ts';
import { paperVenue } from '../trading/paper-venue.ts';

const NEW_YORK = TimeZone.of('America/New_York');
const DAY = daysFromCivil(2024, 3, 4);
const OPEN_UTC = NEW_YORK.toUtc(DAY * MS_PER_DAY + 9.5 * 60 * MS_PER_MINUTE);
const reference = testReferenceData();

/** Ten minutes of ABC from the open: each closes a cent higher. */
const series: BarSeries = tradeBars('ABC', {
  start: '2024-03-04',
  resolution: Resolution.Minute,
  bars: Array.from({ length: 10 }, (_, index) => {
    const close = 100 + (index + 1) / 100;
    return { open: close - 0.01, high: close, low: close - 0.01, close, volume: 100 };
  }),
});

/** Pushes each bar when a clock has come to it: on time, later, or never. */
class LiveFeed implements DataFeed {
  readonly #clock: VirtualClock;
  /** Delay of each bar in ms by its number; infinity: it never comes. */
  readonly #delays: Readonly<Record<number, number>>;
  #listener: FeedListener | null = null;
  /** Calls back when nobody wants data any more. */
  closed = 0;

  constructor(clock: VirtualClock, delays: Readonly<Record<number, number>> = {}) {
    this.#clock = clock;
    this.#delays = delays;
  }

  connect(listener: FeedListener): void {
    this.#listener = listener;
  }

  subscribe({ config }: SubscriptionRequest): SubscriptionSource {
    const source = new PushSource(null, () => {
      this.closed += 1;
    });
    if (config.kind !== DataKind.TradeBar || config.symbol.value !== 'ABC') return source;
    for (let index = 0; index < 10; index += 1) {
      const delay = this.#delays[index] ?? 0;
      const start = OPEN_UTC + index * MS_PER_MINUTE;
      if (delay === Number.POSITIVE_INFINITY) continue;
      this.#clock.at(start + MS_PER_MINUTE + delay, () => {
        source.push(layOut(series, config, (time) => time === start));
        this.#listener?.arrived();
      });
    }
    return source;
  }
}

/** Notes what it sees, and when. */
class Watcher extends Algorithm {
  readonly seen: string[] = [];

  override initialize(): void {
    this.addEquity('ABC', Resolution.Minute);
    this.setBenchmark(() => 1);
    this.schedule.on(this.dateRules.everyDay(), this.timeRules.at(9, 33), () => this.#note('at 9:33'));
    this.schedule.on(this.dateRules.everyDay(), this.timeRules.at(9, 34, 30), () => this.#note('at 9:34:30'));
  }

  override onData(slice: Slice): void {
    const bar = slice.bars.get('ABC') as TradeBar;
    this.#note(`${bar.close.toFixed(2)}${bar.isFillForward ? ' filled' : ''}`);
    if (this.seen.length === 1) this.marketOrder('ABC', 10);
  }

  #note(text: string): void {
    this.seen.push(`${this.time.toFormat('H:mm:ss')} ${text} price ${this.securities.get('ABC').price.toFixed(2)}`);
  }
}

/** Prices before and after five in the afternoon, none at it, when an order expires and something is scheduled. */
const aroundFive: BarSeries = quoteBars('EURUSD', {
  start: '2024-03-04 16:57',
  resolution: Resolution.Minute,
  closes: [1.08, 1.08, null, null, null, 1.08],
  spread: 0.0002,
  securityType: SecurityType.Forex,
  market: 'oanda',
});

class OrdersAtFive extends Algorithm {
  override initialize(): void {
    this.addForex('EURUSD', Resolution.Minute, undefined, false);
    this.setBenchmark(() => 1);
    this.schedule.on(this.dateRules.everyDay(), this.timeRules.at(17, 0), () => this.limitOrder('EURUSD', 2_000, 1));
  }

  override onData(): void {
    const properties = { timeInForce: TimeInForce.Day };
    if (this.transactions.ordersCount === 0) this.limitOrder('EURUSD', 1_000, 1, false, '', properties);
  }
}

/** Lets an engine run by a clock that moves whenever nothing else happens, until an instant. */
async function runPaced<T extends Algorithm>(
  algorithm: T,
  clock: VirtualClock,
  feed: DataFeed,
  untilUtc: number,
): Promise<EngineOutcome> {
  const engine = new Engine(algorithm, {
    feed,
    history: new MemoryDataFeed(series),
    reference,
    brokerage: paperVenue,
    fillTiming: 'deferred',
    clock,
    lastPossibleDay: DAY,
    startDay: DAY,
    endDay: DAY,
  });
  let isDone = false;
  const ended = engine.execute().finally(() => {
    isDone = true;
  });
  clock.at(untilUtc, () => engine.stop());
  while (!isDone) {
    await new Promise(setImmediate);
    if (!isDone && clock.nextTimerUtc <= untilUtc) clock.advanceTo(clock.nextTimerUtc);
  }
  return ended;
}

const minute = (count: number): number => OPEN_UTC + count * MS_PER_MINUTE;

async function watch(delays: Readonly<Record<number, number>>, untilMinute = 5): Promise<string[]> {
  const clock = new VirtualClock(OPEN_UTC - MS_PER_MINUTE);
  const algorithm = new Watcher();
  const outcome = await runPaced(algorithm, clock, new LiveFeed(clock, delays), minute(untilMinute) + 5_000);
  expect(outcome.failure).toBe(null);
  return algorithm.seen;
}

const ON_TIME = [
  '9:31:00 100.01 price 100.01',
  '9:32:00 100.02 price 100.02',
  '9:33:00 at 9:33 price 100.03',
  '9:33:00 100.03 price 100.03',
  '9:34:00 100.04 price 100.04',
  '9:34:30 at 9:34:30 price 100.04',
  '9:35:00 100.05 price 100.05',
];

describe('PacedSlices', () => {
  test('takes the steps of a backtest, at their own time', async () => {
    expect(await watch({})).toEqual(ON_TIME);
  });

  test('a bar that comes within the time of grace is waited for: events see the same prices', async () => {
    expect(await watch({ 0: 300, 2: 1_500, 3: 1_999 })).toEqual(ON_TIME);
  });

  test('the place of a bar that does not come is filled, and the bar is dropped when it comes too late', async () => {
    const seen = await watch({ 1: 30_000, 2: Number.POSITIVE_INFINITY });
    expect(seen).toEqual([
      '9:31:00 100.01 price 100.01',
      '9:32:00 100.01 filled price 100.01',
      '9:33:00 at 9:33 price 100.01',
      '9:33:00 100.01 filled price 100.01',
      '9:34:00 100.04 price 100.04',
      '9:34:30 at 9:34:30 price 100.04',
      '9:35:00 100.05 price 100.05',
    ]);
  });

  test('schedules fire in a silent market', async () => {
    const never = Object.fromEntries(Array.from({ length: 10 }, (_, index) => [index, Number.POSITIVE_INFINITY]));
    expect(await watch(never)).toEqual(['9:33:00 at 9:33 price 0.00', '9:34:30 at 9:34:30 price 0.00']);
  });

  test('recorded data by a clock gives what it gives without one', async () => {
    const clock = new VirtualClock(OPEN_UTC - MS_PER_MINUTE);
    const paced = new Watcher();
    const outcome = await runPaced(paced, clock, new MemoryDataFeed(series), minute(11));
    const free = new Watcher();
    const feed = new MemoryDataFeed(series);
    const days = { lastPossibleDay: DAY, startDay: DAY, endDay: DAY };
    const parts = { feed, history: feed, reference, brokerage: paperVenue, fillTiming: 'deferred' } as const;
    const other = await new Engine(free, { ...parts, ...days }).execute();
    expect(paced.seen).toEqual(free.seen.slice(0, paced.seen.length));
    expect(paced.seen.length).toBeGreaterThan(11);
    const facts = ({ orderEvents }: EngineOutcome): unknown =>
      orderEvents.map((event) => [event.utcTimeMs, event.status, event.fillPrice]);
    expect(facts(outcome)).toEqual(facts(other));
  });

  test('without prices nobody looks at what rests: what is scheduled comes before an order expires, as in a backtest', async () => {
    const days = { lastPossibleDay: DAY, startDay: DAY, endDay: DAY };
    const feed = new MemoryDataFeed(aroundFive);
    const parts = { feed, history: feed, reference, brokerage: paperVenue, fillTiming: 'deferred' } as const;
    const backtest = await new Engine(new OrdersAtFive(), { ...parts, ...days }).execute();
    const clock = new VirtualClock(OPEN_UTC - MS_PER_MINUTE);
    const paced = await runPaced(new OrdersAtFive(), clock, new MemoryDataFeed(aroundFive), minute(8 * 60));
    const events = ({ orderEvents }: EngineOutcome): string[] =>
      orderEvents.map((event) => `${event.orderId} ${orderStatusName(event.status)} ${event.utcTimeMs - minute(450)}`);
    expect(events(paced)).toEqual(events(backtest));
    expect(events(paced)).toEqual(['1 Submitted -120000', '2 Submitted 0', '1 Canceled 0']);
  });

  test('closes what it opened', async () => {
    const clock = new VirtualClock(OPEN_UTC - MS_PER_MINUTE);
    const feed = new LiveFeed(clock);
    await runPaced(new Watcher(), clock, feed, minute(2));
    expect(feed.closed).toBe(2);
  });
});

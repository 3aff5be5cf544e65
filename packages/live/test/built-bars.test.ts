import {
  AggregatingFeed,
  Algorithm,
  paperVenue,
  Resolution,
  SeededRandom,
  type SimpleMovingAverage,
  type Slice,
  VirtualClock,
} from '@lockstep/core';
import {
  type BarSeries,
  type BarValues,
  MemoryDataFeed,
  runStrategy,
  TickStream,
  testReferenceData,
  tradeBars,
} from '@lockstep/core/testing';
import { describe, expect, test } from 'vitest';
import { replaySession } from '../src/replay/replay-session.ts';
import { runLive } from '../src/session/run-live.ts';
import { driveToEnd } from './drive.ts';
import { scratchFolder } from './scratch-store.ts';

/** Midnight of Friday, 1 March 2024, and of the Monday and Tuesday after it, in New York. */
const FRIDAY = Date.UTC(2024, 2, 1, 5);
const MONDAY = FRIDAY + 3 * 86_400_000;
const TUESDAY = MONDAY + 86_400_000;
const MINUTES_PER_DAY = 390;
const DAYS = 3;
/** Minutes of the day at which an hour's bar begins; the market opens in the middle of the first. */
const HOURS = [0, 30, 90, 150, 210, 270, 330, MINUTES_PER_DAY];

/** Three days of minutes; in some nothing is traded, nor on the last day if that is wanted. */
function minutesOf(seed: number, restsOnTuesday: boolean): (BarValues | null)[] {
  const random = new SeededRandom(seed);
  let close = 10_000;
  return Array.from({ length: DAYS * MINUTES_PER_DAY }, (_, index) => {
    if (restsOnTuesday && index >= (DAYS - 1) * MINUTES_PER_DAY) return null;
    if (index % MINUTES_PER_DAY !== 0 && random.nextDouble() < 0.05) return null;
    const open = close;
    close += Math.round((random.nextDouble() - 0.5) * 40);
    const high = Math.max(open, close) + Math.floor(random.nextDouble() * 10);
    const low = Math.min(open, close) - Math.floor(random.nextDouble() * 10);
    return { open: open / 100, high: high / 100, low: low / 100, close: close / 100, volume: 4 * (100 + index) };
  });
}

function merged(bars: readonly (BarValues | null)[]): BarValues | null {
  const traded = bars.filter((bar) => bar !== null);
  if (traded.length === 0) return null;
  return {
    open: traded[0]!.open,
    high: Math.max(...traded.map(({ high }) => high)),
    low: Math.min(...traded.map(({ low }) => low)),
    close: traded.at(-1)!.close,
    volume: traded.reduce((sum, { volume }) => sum + volume!, 0),
  };
}

/** The same trades as bars of minutes, hours and days: what a data folder has of them. */
function recordOf(ticker: string, minutes: readonly (BarValues | null)[]): BarSeries[] {
  const days = Array.from({ length: DAYS }, (_, day) =>
    minutes.slice(day * MINUTES_PER_DAY, (day + 1) * MINUTES_PER_DAY),
  );
  const hours = days.flatMap((day) => HOURS.slice(1).map((end, index) => merged(day.slice(HOURS[index], end))));
  const start = '2024-03-01';
  return [
    tradeBars(ticker, { start, resolution: Resolution.Minute, bars: minutes }),
    tradeBars(ticker, { start, resolution: Resolution.Hour, bars: hours }),
    tradeBars(ticker, { start, resolution: Resolution.Daily, bars: days.map(merged) }),
  ];
}

const record = ['MIN', 'HRS', 'DAY'].flatMap((ticker, index) =>
  recordOf(ticker, minutesOf(index + 1, ticker === 'DAY')),
);
const bars = new MemoryDataFeed(...record);
const reference = testReferenceData();

/** Trades by minutes, hours and days, with indicators that were warmed up, and notes all that it sees. */
class Watcher extends Algorithm {
  readonly seen: string[] = [];
  #average!: SimpleMovingAverage;

  override initialize(): void {
    this.setStartDate(2024, 3, 4);
    this.setEndDate(2024, 3, 5);
    this.setCash(100_000);
    this.setBenchmark(() => 1);
    this.addEquity('MIN', Resolution.Minute);
    this.addEquity('HRS', Resolution.Hour);
    this.addEquity('DAY', Resolution.Daily);
    this.#average = this.sma('HRS', 5);
    this.warmUp();
    this.schedule.on(this.dateRules.everyDay('MIN'), this.timeRules.at(15, 59), () => this.#note('before the close'));
    this.schedule.on(this.dateRules.everyDay('MIN'), this.timeRules.at(16, 0), () => this.#note('at the close'));
  }

  protected warmUp(): void {
    this.setWarmUp(10, Resolution.Hour);
  }

  override onData(slice: Slice): void {
    if (this.isWarmingUp) return;
    const shown = slice.bars.values.map(
      (bar) => `${bar.symbol.value} ${bar.open} ${bar.close} ${bar.isFillForward ? 'filled' : bar.volume}`,
    );
    this.#note(shown.join(', '));
    const { minute } = this.time;
    if (minute % 20 === 0) this.marketOrder('MIN', minute % 40 === 0 ? 10 : -10);
    if (slice.bars.containsKey('HRS'))
      this.setHoldings('HRS', slice.bars.get('HRS')!.close > this.#average.current.value ? 0.3 : 0);
    if (slice.bars.containsKey('DAY')) this.limitOrder('DAY', 5, slice.bars.get('DAY')!.close);
  }

  #note(text: string): void {
    const prices = [...this.securities].map(({ price }) => price).join(' ');
    this.seen.push(`${this.time.toFormat('d. H:mm:ss')} ${text}; ${prices}; ${this.#average.current.value.toFixed(6)}`);
  }
}

/** Each subscription is warmed up with its own bars. */
class OwnBars extends Watcher {
  protected override warmUp(): void {
    this.setWarmUp(10);
  }
}

async function backtest(strategy: typeof Watcher) {
  const { algorithm, orderEvents, portfolio } = await runStrategy(strategy, {
    data: record,
    from: '2024-03-04',
    to: '2024-03-05',
    fillTiming: 'deferred',
    venue: 'paper',
  });
  return { seen: algorithm.seen, events: orderEvents.map(String), cash: portfolio.cash };
}

interface LiveDays {
  readonly folder: string;
  readonly session: number;
  readonly seen: string[];
  readonly events: string[];
  readonly cash: number;
}

/** Runs the strategy live on ticks from an instant on. */
async function live(strategy: typeof Watcher, startUtc: number): Promise<LiveDays> {
  const folder = scratchFolder();
  const clock = new VirtualClock(startUtc);
  const random = new SeededRandom(9);
  const delayOf = (): number => random.nextDouble() * 900;
  const stream = new TickStream({
    clock,
    bars,
    resolution: Resolution.Minute,
    untilUtc: TUESDAY + 86_400_000,
    delayOf,
  });
  // A broker's history takes a while.
  const history = {
    getHistory: (request: Parameters<typeof bars.getHistory>[0]) =>
      new Promise<ReturnType<typeof bars.getHistory>>((resolve) => {
        clock.at(clock.utcNow() + 200, () =>
          resolve(bars.getHistory({ ...request, endUtc: Math.min(request.endUtc, clock.utcNow()) })),
        );
      }),
  };
  const feed = new AggregatingFeed({ feed: stream, history, clock, resolutionOf: () => Resolution.Tick });
  const session = await runLive(strategy, {
    deployment: 'built',
    folder,
    data: { feed, history, reference },
    brokerage: (run) => paperVenue(run),
    clock,
    store: { sync: 'off' },
    endDay: Math.floor(TUESDAY / 86_400_000),
  });
  const { outcome, failure } = await driveToEnd(session, clock);
  expect(failure).toBe(null);
  const { run } = outcome;
  return {
    folder,
    session: session.id,
    seen: (run.algorithm as Watcher).seen,
    events: outcome.orderEvents.map(String),
    cash: run.portfolio.cash,
  };
}

describe('a strategy on minutes, hours and days, live on a stream of ticks', () => {
  test('sees and does what the backtest of the record sees and does', { timeout: 120_000 }, async () => {
    const expected = await backtest(Watcher);
    const { seen, events, cash, ...where } = await live(Watcher, MONDAY + 8 * 3_600_000);
    expect(seen).toEqual(expected.seen);
    expect(events).toEqual(expected.events);
    expect(cash).toBe(expected.cash);
    expect(events.length).toBeGreaterThan(100);
    // The day without a trade is filled when its session ends.
    expect(seen.filter((line) => /^5. 16:00:00 DAY .* filled/.test(line))).toHaveLength(1);
    const replay = await replaySession(Watcher, { ...where, reference });
    expect(replay.difference).toBe(null);
  });

  test('begun within a minute, an hour and a day, sees these bars as a whole', { timeout: 120_000 }, async () => {
    const expected = await backtest(OwnBars);
    const { seen } = await live(OwnBars, MONDAY + 11 * 3_600_000 + 25_000);
    const first = expected.seen.findIndex((line) => line.startsWith('4. 11:02:00'));
    expect(seen.slice(seen.findIndex((line) => line.startsWith('4. 11:02:00')))).toEqual(expected.seen.slice(first));
  });
});

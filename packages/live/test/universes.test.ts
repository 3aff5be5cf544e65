import {
  Algorithm,
  paperVenue,
  Resolution,
  ScheduledUniverse,
  type SecurityChanges,
  type Slice,
  VirtualClock,
} from '@lockstep/core';
import { MemoryDataFeed, runStrategy, testReferenceData, tradeBars } from '@lockstep/core/testing';
import { expect, test } from 'vitest';
import { replaySession } from '../src/replay/replay-session.ts';
import { runLive } from '../src/session/run-live.ts';
import { driveToEnd } from './drive.ts';
import { scratchFolder } from './scratch-store.ts';

const TICKERS = ['AAA', 'BBB', 'CCC', 'DDD'];
/** Midnight of Monday, 4 March 2024, in New York, and of the Wednesday. */
const MONDAY = Date.UTC(2024, 2, 4, 5);
const DAY_MS = 86_400_000;
const reference = testReferenceData();
const data = TICKERS.map((ticker, number) =>
  tradeBars(ticker, {
    start: '2024-03-04',
    resolution: Resolution.Minute,
    closes: Array.from(
      { length: 3 * 390 },
      (_, index) => 50 + 10 * number + Math.round(100 * Math.sin(index / (20 + number))) / 100,
    ),
  }),
);

/** Holds what two universes choose: one by a schedule within the day, one by a function each midnight. */
class Chooses extends Algorithm {
  readonly seen: string[] = [];

  override initialize(): void {
    this.setStartDate(2024, 3, 4);
    this.setEndDate(2024, 3, 6);
    this.setCash(100_000);
    this.setBenchmark(() => 1);
    this.universeSettings.resolution = Resolution.Minute;
    this.addUniverse('by the day', ({ day }) => [TICKERS[day % 2]!]);
    this.addUniverse(
      new ScheduledUniverse(this.dateRules.everyDay(), this.timeRules.at(11, 0), ({ day }) => [
        this.symbol(TICKERS[2 + (day % 2)]!),
      ]),
    );
    this.schedule.on(this.dateRules.everyDay(), this.timeRules.at(11, 0), () => this.#note('at eleven'));
  }

  override onSecuritiesChanged({ addedSecurities, removedSecurities }: SecurityChanges): void {
    for (const { symbol } of removedSecurities) this.liquidate(symbol);
    const came = addedSecurities.map(({ symbol }) => `+${symbol.value}`);
    this.#note([...came, ...removedSecurities.map(({ symbol }) => `-${symbol.value}`)].join(' '));
  }

  override onData(slice: Slice): void {
    for (const bar of slice.bars.values) {
      if (!this.portfolio.get(bar.symbol).invested) this.setHoldings(bar.symbol, 0.2);
    }
    if (this.time.minute % 30 === 0)
      this.#note(slice.bars.values.map((bar) => `${bar.symbol.value} ${bar.close}`).join(' '));
  }

  #note(text: string): void {
    this.seen.push(`${this.time.toFormat('d. H:mm:ss')} ${text}`);
  }
}

test('universes choose live as in the backtest, when their time has come, and are replayed alike', async () => {
  const backtest = await runStrategy(Chooses, {
    data,
    from: '2024-03-04',
    to: '2024-03-06',
    fillTiming: 'deferred',
    venue: 'paper',
  });
  expect(backtest.orders.length).toBeGreaterThan(8);
  const folder = scratchFolder();
  const clock = new VirtualClock(MONDAY);
  const feed = new MemoryDataFeed(...data);
  const late: number[] = [];
  class Timed extends Chooses {
    override onSecuritiesChanged(changes: SecurityChanges): void {
      super.onSecuritiesChanged(changes);
      late.push(clock.utcNow() - this.utcTimeMs);
    }
  }
  const session = await runLive(Timed, {
    deployment: 'universes',
    folder,
    data: { feed, history: feed, reference },
    brokerage: (run) => paperVenue(run),
    clock,
    store: { sync: 'off' },
    strategyName: 'Chooses',
    endDay: Math.floor((MONDAY + 2 * DAY_MS) / DAY_MS),
  });
  const { outcome, failure } = await driveToEnd(session, clock);
  expect(failure).toBe(null);
  expect((outcome.run.algorithm as Chooses).seen).toEqual(backtest.algorithm.seen);
  expect(outcome.orderEvents.map(String)).toEqual(backtest.orderEvents.map(String));
  // Never before their time.
  expect(Math.min(...late)).toBeGreaterThanOrEqual(0);
  const replay = await replaySession(Chooses, { folder, session: session.id, reference });
  expect(replay).toMatchObject({ difference: null, isComplete: true });
  expect(replay.decisions).toBeGreaterThan(8);
});

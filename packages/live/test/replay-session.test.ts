import { readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { Algorithm, type AlgorithmRun, paperVenue, Resolution, SeededRandom, VirtualClock } from '@lockstep/core';
import { testReferenceData, tradeBars } from '@lockstep/core/testing';
import { describe, expect, test } from 'vitest';
import { decisionText } from '../src/inputs/decision.ts';
import { inputsFile } from '../src/inputs/session-inputs.ts';
import { type ReplayOutcome, replaySession } from '../src/replay/replay-session.ts';
import type { StrategyClass } from '../src/session/live-options.ts';
import { runLive } from '../src/session/run-live.ts';
import { NumberLine } from '../src/store/input-block.ts';
import { InputLog, readInputs } from '../src/store/input-log.ts';
import { systemClock } from '../src/system-clock.ts';
import { DisturbedVenue } from './disturbed-venue.ts';
import { drive, driveToEnd } from './drive.ts';
import { LateFeed } from './late-feed.ts';
import { RandomTrader } from './random-trader.ts';
import { scratchFolder } from './scratch-store.ts';
import { minute, OPEN_MS, startSmall } from './small-market.ts';

const SEEDS = Number(process.env['LOCKSTEP_REPLAYS'] ?? 20);
const MINUTES = 90;
const reference = testReferenceData();
/** Of all replays. */
let decisions = 0;

/** Runs one deployment through two or three sessions with everything going wrong; returns their ids. */
async function liveThrough(seed: number, folder: string): Promise<number[]> {
  const random = new SeededRandom(1_000 + seed);
  const clock = new VirtualClock(OPEN_MS - 60_000);
  const series = ['ABC', 'XYZ'].map((ticker) => {
    let close = 100;
    const closes = Array.from(
      { length: MINUTES },
      () => (close = Math.round((close + random.nextDouble() - 0.5) * 100) / 100),
    );
    return tradeBars(ticker, { start: '2024-03-04', resolution: Resolution.Minute, closes });
  });
  const sessions: number[] = [];
  for (let number = 0; number < 3; number += 1) {
    const feed = new LateFeed(clock, seed + number, series);
    let venue: DisturbedVenue | null = null;
    const session = await runLive(RandomTrader as unknown as StrategyClass, {
      deployment: 'random',
      folder,
      data: { feed, history: feed, reference },
      brokerage: (run: AlgorithmRun) => (venue = new DisturbedVenue(paperVenue(run), clock, seed + number)),
      clock,
      store: { sync: 'off' },
      settings: { strategyErrors: 'continue', missedSchedules: 'runOnce' },
      risk: { maxOrdersPerMinute: 5 },
      parameters: { seed },
      endDay: Math.floor(OPEN_MS / 86_400_000),
    });
    sessions.push(session.id);
    const until = OPEN_MS + (number + 1) * (MINUTES / 3) * 60_000;
    while (clock.utcNow() < until) {
      await drive(session, clock, Math.min(until, clock.utcNow() + 60_000 * (1 + 4 * random.nextDouble())));
      const chance = random.nextDouble();
      if (chance < 0.15) (venue as DisturbedVenue | null)?.drop(60_000 * random.nextDouble());
      else if (chance < 0.25) session.pause();
      else if (chance < 0.4) session.resume();
      else if (chance < 0.45) void session.flatten();
    }
    if (random.nextDouble() < 0.5) await session.abandon();
    else {
      const stopped = session.stop();
      await drive(session, clock);
      await stopped;
    }
  }
  return sessions;
}

function differenceText({ difference }: ReplayOutcome): string | null {
  if (difference === null) return null;
  const shown = (what: typeof difference.recorded): string =>
    what === null ? 'nothing' : typeof what === 'string' ? what : decisionText(what);
  return `recorded ${shown(difference.recorded)}; replayed ${shown(difference.replayed)}`;
}

describe('a recorded session', () => {
  test.each(Array.from({ length: SEEDS }, (_, seed) => seed + 1))(
    'with everything going wrong is replayed alike, seed %i',
    { timeout: 60_000 },
    async (seed) => {
      const folder = scratchFolder();
      const sessions = await liveThrough(seed, folder);
      for (const session of sessions) {
        const replay = await replaySession(RandomTrader as unknown as StrategyClass, { folder, session, reference });
        expect({ session, difference: differenceText(replay), damage: replay.damage }).toEqual({
          session,
          difference: null,
          damage: null,
        });
        decisions += replay.decisions;
      }
    },
  );

  test('has decisions to compare', () => expect(decisions).toBeGreaterThan(10 * SEEDS));
});

/** Buys and sells by something that is not part of the record. */
function trader(decides: () => boolean): StrategyClass {
  return class extends Algorithm {
    override initialize(): void {
      this.addEquity('ABC', Resolution.Minute);
      this.setBenchmark(() => 1);
    }

    override onData(): void {
      if (decides()) this.marketOrder('ABC', 1);
    }
  };
}

async function recorded(strategy: StrategyClass): Promise<{ readonly folder: string; readonly session: number }> {
  const folder = scratchFolder();
  const { session, clock } = await startSmall(strategy, folder, {
    closes: Array.from({ length: 30 }, (_, at) => 100 + at),
  });
  await drive(session, clock, minute(31));
  await Promise.all([session.stop(), driveToEnd(session, clock)]);
  return { folder, session: session.id };
}

/** Writes a record anew, so that it has many blocks, as that of a session of hours has. */
async function rewriteInBlocks(file: string): Promise<void> {
  const inputs: unknown[] = [];
  for await (const { input } of readInputs(file)) inputs.push(input);
  const log = new InputLog(file, { clock: systemClock });
  for (const [index, input] of inputs.entries()) {
    if (input instanceof NumberLine) log.recordNumbers(input.kind, input.values, input.values.length);
    else log.record(input);
    if (index % 10 === 9) await log.flush();
  }
  await log.close();
}

describe('what is caught', () => {
  test.each([
    ['Math.random', () => Math.random() < 0.5],
    ['Date.now', () => (Date.now() + (lastNow += 1)) % 3 === 0],
  ])('a strategy that uses %s', async (_name, decides) => {
    const Strategy = trader(decides);
    const where = await recorded(Strategy);
    const { difference } = await replaySession(Strategy, { ...where, reference });
    expect(difference?.causes.join(' ')).toContain('Math.random, Date.now');
  });

  test('another version of the strategy, with the hash as the cause', async () => {
    let count = 0;
    const where = await recorded(trader(() => (count += 1) % 4 === 0));
    const start = readFileSync(inputsFile(where.folder, where.session), 'utf8');
    expect(start).toContain('"strategyHash":""');
    const other = trader(() => true);
    const replay = await replaySession(other, { ...where, reference });
    expect(replay.difference?.recorded).toBe(null);
    expect(replay.difference?.replayed).toMatchObject({ kind: 'place', fields: { quantity: '1', type: 'Market' } });
  });

  test('a record that breaks off is compared as far as it goes, and a damaged one says where', async () => {
    const strategy = trader(() => true);
    const where = await recorded(strategy);
    const whole = await replaySession(strategy, { ...where, reference });
    expect(whole).toMatchObject({ difference: null, isComplete: true });
    const file = inputsFile(where.folder, where.session);
    await rewriteInBlocks(file);
    const bytes = readFileSync(file);
    truncateSync(file, Math.floor(bytes.length / 2));
    const half = await replaySession(strategy, { ...where, reference });
    expect(half).toMatchObject({ difference: null, isComplete: false, damage: null });
    expect(half.decisions).toBeGreaterThan(5);
    expect(half.decisions).toBeLessThan(whole.decisions);
    const changed = Buffer.from(bytes);
    changed[Math.floor(bytes.length / 2)]! ^= 1;
    writeFileSync(file, changed);
    const damaged = await replaySession(strategy, { ...where, reference });
    expect(damaged.isComplete).toBe(false);
    expect(damaged.damage).toContain('it was changed or cut off');
  });

  test('nothing recorded', async () => {
    const asked = replaySession(RandomTrader as unknown as StrategyClass, {
      folder: scratchFolder(),
      session: 7,
      reference,
    });
    await expect(asked).rejects.toMatchObject({ code: 'INPUTS_NOT_FOUND' });
  });
});

let lastNow = 0;

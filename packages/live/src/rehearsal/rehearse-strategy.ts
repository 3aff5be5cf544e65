import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type DataFeed,
  Engine,
  type EngineOutcome,
  type HistoryProvider,
  LockstepError,
  type LogLine,
  MS_PER_DAY,
  type ParameterValue,
  paperVenue,
  type ReferenceData,
  type RiskLimits,
  type RuntimeFailure,
  VirtualClock,
} from '@lockstep/core';
import type { StrategyClass } from '../session/live-options.ts';
import type { LiveSession, SessionOutcome } from '../session/live-session.ts';
import type { Notice } from '../session/notices.ts';
import { runLive } from '../session/run-live.ts';
import { firstDifference, type RehearsalDifference } from './compare-runs.ts';
import type { RehearsalBroker } from './rehearsal-wire.ts';
import { RehearsedBrokerage } from './rehearsed-brokerage.ts';
import { RequestLog } from './request-log.ts';
import { FACT_KINDS, factsOf, type RunFacts } from './run-facts.ts';
import { WatchClock } from './watch-clock.ts';

/** What is rehearsed. */
export interface RehearsalOptions {
  readonly broker: RehearsalBroker;
  /** Recorded data: both runs read it, only orders go over the wire. */
  readonly data: { readonly feed: DataFeed; readonly history: HistoryProvider; readonly reference: ReferenceData };
  readonly risk?: RiskLimits | undefined;
  readonly parameters?: Readonly<Record<string, ParameterValue>> | undefined;
  readonly cash?: number | undefined;
  /** First and last day, days since 1970-01-01; the strategy's unless given. */
  readonly startDay?: number | undefined;
  readonly endDay?: number | undefined;
  /** Latest possible last day. */
  readonly lastPossibleDay: number;
  readonly onLog?: ((line: LogLine) => void) | undefined;
  readonly onNotice?: ((notice: Notice) => void) | undefined;
  /** Told the rehearsal's time, epoch ms UTC, as it passes. */
  readonly onProgress?: ((utcMs: number) => void) | undefined;
}

/** What a rehearsal came to. */
export interface Rehearsal {
  readonly broker: string;
  /** How many of each kind the backtest has. */
  readonly counts: Readonly<Record<keyof RunFacts, number>>;
  /** Null when both runs were alike to the digit. */
  readonly difference: RehearsalDifference | null;
  readonly backtest: EngineOutcome;
  readonly rehearsal: EngineOutcome;
}

/** Turns of the event loop without anything being done after which a rehearsal counts as stuck. */
const MOST_BUSY_MS = 60_000;
/**
 * Never: where every message arrives nobody has to look again. A venue whose wire tells no fees has less cash than its
 * client knows of, which is no difference of the two runs.
 */
const NEVER_SECONDS = 1_000 * 365 * 86_400;

/**
 * Runs a strategy twice over the same data: as a backtest with deferred fills, and as a live session whose orders go over
 * the broker's real wire to a simulator of the broker, in virtual time. Both must decide and come to the same.
 *
 * @throws LockstepError what a backtest and `runLive` throw
 */
export async function rehearseStrategy(strategy: StrategyClass, options: RehearsalOptions): Promise<Rehearsal> {
  const { broker } = options;
  const one = await runBacktest(strategy, options);
  const other = await runRehearsal(strategy, options, one.outcome);
  const [backtest, rehearsal] = [one, other].map(({ outcome, log }) => factsOf(outcome, log.requests)) as [
    RunFacts,
    RunFacts,
  ];
  return {
    broker: broker.name,
    counts: Object.fromEntries(FACT_KINDS.map((kind) => [kind, countOf(backtest, kind)])) as Rehearsal['counts'],
    difference: firstDifference(backtest, rehearsal),
    backtest: one.outcome,
    rehearsal: other.outcome,
  };
}

function countOf(facts: RunFacts, kind: keyof RunFacts): number {
  return kind === 'steps' ? Number(facts.steps[0]?.fields['dataPoints'] ?? 0) : facts[kind].length;
}

interface FinishedRun {
  readonly outcome: EngineOutcome;
  readonly log: RequestLog;
}

async function runBacktest(strategy: StrategyClass, options: RehearsalOptions): Promise<FinishedRun> {
  const { broker, data, risk, parameters, cash, startDay, endDay, lastPossibleDay } = options;
  let log!: RequestLog;
  const engine = new Engine(new strategy(), {
    ...data,
    brokerage: (run) => {
      log = new RequestLog(
        run,
        paperVenue(run, broker.capabilities, (symbol) => broker.isTraded(symbol)),
      );
      return log;
    },
    fillTiming: 'deferred',
    risk: risk ?? {},
    parameters,
    cash,
    startDay,
    endDay,
    lastPossibleDay,
  });
  const outcome = await engine.execute();
  if (outcome.failure !== null) throw failed(outcome.failure);
  return { outcome, log };
}

/** A live session from the backtest's start to its end, in a folder of its own that is gone afterwards. */
async function runRehearsal(
  strategy: StrategyClass,
  options: RehearsalOptions,
  { run: backtest }: EngineOutcome,
): Promise<FinishedRun> {
  const { broker, data, risk, parameters, cash, onLog, onNotice } = options;
  const clock = new VirtualClock(backtest.startUtc);
  const watchClock = new WatchClock(clock);
  const folder = mkdtempSync(join(tmpdir(), 'lockstep-rehearsal-'));
  let log!: RequestLog;
  let wire!: RehearsedBrokerage;
  try {
    const session = await runLive(strategy, {
      deployment: 'rehearsal',
      folder,
      data,
      brokerage: (run) => {
        wire = new RehearsedBrokerage({ run, broker, clock: watchClock, reference: data.reference });
        log = new RequestLog(run, wire);
        return log;
      },
      clock,
      watchClock,
      settings: { orderCheckSeconds: NEVER_SECONDS, keepBackups: 0 },
      risk,
      parameters,
      cash,
      endDay: Math.floor(backtest.timeZone.toLocal(backtest.endUtc - 1) / MS_PER_DAY),
      // A rehearsal that breaks off begins anew: nothing has to outlast it.
      store: { sync: 'off' },
      ...(onLog === undefined ? {} : { onLog }),
      ...(onNotice === undefined ? {} : { onNotice }),
    });
    const { outcome, failure } = await drive(session, { clock, watchClock, wire, onProgress: options.onProgress });
    if (failure !== null) throw failed(failure);
    return { outcome, log };
  } finally {
    await wire?.disconnect();
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Drive {
  readonly clock: VirtualClock;
  readonly watchClock: WatchClock;
  readonly wire: RehearsedBrokerage;
  readonly onProgress: RehearsalOptions['onProgress'];
}

/** Moves time to whatever is due next, each time once nothing is under way in the session and on the wire. */
async function drive(session: LiveSession, { clock, watchClock, wire, onProgress }: Drive): Promise<SessionOutcome> {
  let isOver = false;
  void session.ended
    .catch(() => undefined)
    .finally(() => {
      isOver = true;
    });
  let movedAt = performance.now();
  while (!isOver) {
    await new Promise(setImmediate);
    if (isOver) break;
    if (!session.isQuiet || wire.isBusy) {
      if (performance.now() - movedAt > MOST_BUSY_MS) throw stuck(clock.utcNow());
      continue;
    }
    await wire.quiet();
    const next = clock.nextTimerUtc;
    if (isOver || !session.isQuiet || wire.isBusy || !Number.isFinite(next)) continue;
    clock.advanceTo(next);
    watchClock.callDue();
    movedAt = performance.now();
    onProgress?.(next);
  }
  return session.ended;
}

function failed({ message, error }: RuntimeFailure): LockstepError {
  return new LockstepError('STRATEGY_FAILED', message, { cause: error });
}

function stuck(utcMs: number): LockstepError {
  return new LockstepError(
    'BROKER_SILENT',
    `The rehearsal stands still at ${new Date(utcMs).toISOString()}: something that was sent is not answered.`,
  );
}

import { existsSync } from 'node:fs';
import {
  adoptAccount,
  Engine,
  type EngineOutcome,
  LockstepError,
  type ReferenceData,
  type StartingAccount,
} from '@lockstep/core';
import { failing } from '../inputs/decision.ts';
import { readLines } from '../inputs/read-lines.ts';
import { inputsFile } from '../inputs/session-inputs.ts';
import { fromJson } from '../inputs/value-json.ts';
import type { StrategyClass } from '../session/live-options.ts';
import { type Deviation, InputPlayer, type PlayEnd } from './input-player.ts';
import { likelyCauses } from './likely-causes.ts';
import {
  ReplayedBrokerage,
  ReplayedFeed,
  ReplayedHistory,
  ReplayedInbox,
  ReplayedPace,
  ReplayedStorage,
} from './replayed-parts.ts';

/** What is replayed. */
export interface ReplayOptions {
  /** Folder of the deployment. */
  readonly folder: string;
  /** Id of the session in the store. */
  readonly session: number;
  /** What is known of markets and symbols, as the session had it. */
  readonly reference: ReferenceData;
  /** SHA-256 of the strategy's bundle, hex. */
  readonly strategyHash?: string;
  /** Versions of the packages that replay. */
  readonly versions?: Readonly<Record<string, string>>;
}

/** The first thing that a replay does differently. */
export interface ReplayDifference extends Deviation {
  /** What may have led to it, the likeliest first. */
  readonly causes: readonly string[];
}

/** What a replay came to. */
export interface ReplayOutcome {
  readonly deployment: string;
  readonly session: number;
  readonly strategy: string;
  /** Decisions that were taken alike: orders, updates, cancels, and errors of handlers. */
  readonly decisions: number;
  /** Slices and pulses that were replayed. */
  readonly steps: number;
  /** Null when all decisions of the record were taken alike. */
  readonly difference: ReplayDifference | null;
  /** The record goes up to an orderly end of the session; else its process died, and it breaks off. */
  readonly isComplete: boolean;
  /** Why the record could not be read to its end; null when it could. */
  readonly damage: string | null;
}

/**
 * Feeds what entered a recorded session to a fresh engine, and compares what it decides with what was decided then: each
 * order, update and cancel by step, time and every value. Nothing is sent anywhere.
 *
 * @throws LockstepError `INPUTS_NOT_FOUND` when nothing was recorded of the session
 */
export async function replaySession(strategy: StrategyClass, options: ReplayOptions): Promise<ReplayOutcome> {
  return (await replayRun(strategy, options)).replay;
}

/** What a replay leaves behind. */
export interface ReplayedRun {
  readonly replay: ReplayOutcome;
  /** The run that took the decisions of the session; null when it took others. */
  readonly outcome: EngineOutcome | null;
}

/**
 * The same, with the run itself: what the session came to, to the digit, for a report of it.
 *
 * @throws LockstepError `INPUTS_NOT_FOUND`
 */
export async function replayRun(strategy: StrategyClass, options: ReplayOptions): Promise<ReplayedRun> {
  const player = await openRecord(options);
  const { start } = player;
  const engine: Engine = new Engine(new strategy(), {
    reference: options.reference,
    calendar: start.calendar,
    feed: new ReplayedFeed(player),
    history: new ReplayedHistory(player),
    pace: (run) => new ReplayedPace(player, run),
    inbox: new ReplayedInbox(player, () => engine.run),
    objectStorage: new ReplayedStorage(player),
    brokerage: (run) => {
      player.attach(run);
      return new ReplayedBrokerage(player, run);
    },
    fillTiming: 'deferred',
    parameters: start.parameters,
    cash: start.cash ?? undefined,
    risk: start.risk,
    riskState: start.riskState ?? undefined,
    state: start.state ?? undefined,
    protectionDeadlineMs: start.protectionDeadlineMs ?? undefined,
    missedEventsSinceUtc: start.missedEventsSinceUtc ?? undefined,
    takeUpAccount: (run) => {
      const { account, beginUtc } = player.segment;
      if (account !== null) adoptAccount(run, fromJson(account, player.symbolOf) as StartingAccount);
      if (beginUtc !== null) run.dates.startAt(beginUtc);
      return Promise.resolve();
    },
    onFailure: (failure) => player.compareFailure(failing(failure, player.step)),
    startDay: start.startDay,
    startUtc: start.startUtc,
    endDay: start.endDay,
    lastPossibleDay: start.endDay,
  });
  let outcome: EngineOutcome | null = null;
  const end = await Promise.race([
    play(engine, player, (made) => {
      outcome = made;
    }),
    player.over,
  ]);
  const replay = outcomeOf(player, end, options);
  return { replay, outcome: replay.difference === null ? outcome : null };
}

async function openRecord({ folder, session }: ReplayOptions): Promise<InputPlayer> {
  const file = inputsFile(folder, session);
  const player = existsSync(file) ? await InputPlayer.open(readLines(file)) : null;
  if (player !== null) return player;
  throw new LockstepError(
    'INPUTS_NOT_FOUND',
    `Nothing was recorded of session ${session}: ${file} is missing or empty. Expected the record that the session wrote. ` +
      'See `lockstep audit sessions` for the numbers of the sessions.',
    { details: { file, session } },
  );
}

/** Runs to the end; null when nothing was different. */
async function play(
  engine: Engine,
  player: InputPlayer,
  onOutcome: (outcome: EngineOutcome) => void,
): Promise<PlayEnd | null> {
  onOutcome(await engine.execute());
  await player.finish();
  const equity = engine.run.portfolio.exactTotalPortfolioValue.toString();
  const { closed } = player;
  if (closed !== null && closed.equity !== equity) {
    void player.deviate(`ended with an account worth ${closed.equity}`, `ends with ${equity}`);
  }
  // Whatever differed has ended it first.
  return Promise.race([player.over, Promise.resolve(null)]);
}

function outcomeOf(player: InputPlayer, end: PlayEnd | null, options: ReplayOptions): ReplayOutcome {
  const { start, decisions, step, closed, damage } = player;
  const deviation = end?.kind === 'deviation' ? end.deviation : null;
  return {
    deployment: start.deployment,
    session: start.session,
    strategy: start.strategy,
    decisions,
    steps: step,
    difference: deviation === null ? null : { ...deviation, causes: likelyCauses(start, damage, options) },
    isComplete: end === null && closed !== null,
    damage,
  };
}

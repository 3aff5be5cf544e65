import { join, resolve } from 'node:path';
import {
  type BacktestRun,
  backtest,
  builtInReferenceData,
  type DataSource,
  describeRun,
  openDataFolder,
  type WrittenBacktest,
  writeBacktest,
} from '@lockstep/backtester';
import { dayOf, type EngineOutcome, formatUtc, LockstepError } from '@lockstep/core';
import type { AccountSnapshotRow, ReplayOutcome } from '@lockstep/live';
import { dayText } from '../data/days.ts';
import { visitDeployment } from './find-deployment.ts';
import { findSession, type ReplayDeploymentOptions, replayOptions, type SessionToReplay } from './replay-deployment.ts';

/** Snapshots from which a curve can be drawn. */
const FEWEST_SNAPSHOTS = 2;

/** What is reported, and where to. */
export interface ReportSessionOptions extends ReplayDeploymentOptions {
  /** Folder for the files. @defaultValue `live-reports/<deployment>-<session>` */
  readonly out?: string;
  /** Draw the curve of a backtest over the same days. @defaultValue true */
  readonly compare?: boolean;
}

/** A report that was written. */
export interface SessionReport {
  readonly replay: ReplayOutcome;
  readonly result: BacktestRun['result'];
  readonly files: WrittenBacktest;
  /** Why there is no curve of a backtest; null when there is one, or none was asked for. */
  readonly notCompared: string | null;
}

/**
 * Writes the report of a live session: `result.json` and `report.html` as of a backtest, with the curve of a backtest over
 * the same days beside that of the account. What the session did is taken from its replay, its equity from the snapshots of
 * the account in the store.
 *
 * @throws LockstepError `REPLAY_DIFFERS` when the session cannot be replayed alike, and what `replayDeployment` throws
 */
export async function reportSession(options: ReportSessionOptions = {}): Promise<SessionReport> {
  const { cwd = process.cwd(), compare = true } = options;
  const found = await findSession(options);
  const { replayRun } = await import('@lockstep/live');
  const started = performance.now();
  const { replay, outcome } = await replayRun(found.loaded.strategy, replayOptions(found));
  if (outcome === null) throw differs(found);
  const durationMs = performance.now() - started;
  const { run } = outcome;
  const lastDay = dayOf(run.timeZone.toLocal(run.clock.utcNow()));
  // A session that only a person ends has no last day.
  run.dates.override(run.dates.startDay, lastDay);
  const source = found.data === null ? NO_DATA : openDataFolder(found.data, undefined);
  const hashes = { strategyHash: found.loaded.hash, dataHash: '' };
  const described = describeRun({ ...outcome, interrupted: !replay.isComplete }, source, hashes);
  const snapshots = await snapshotsOf(options, found.session);
  const equity = snapshots.map(({ timeMs, equity: value }) => [formatUtc(timeMs), value] as const);
  const result =
    snapshots.length < FEWEST_SNAPSHOTS
      ? described.result
      : { ...described.result, equity: equity as typeof described.result.equity };
  const comparison = compare ? await backtestOf(found, outcome, snapshots[0]?.equity) : null;
  const other = typeof comparison === 'string' || comparison === null ? null : comparison;
  const written: BacktestRun = {
    result,
    extras: {
      ...described.extras,
      subject: 'Live session',
      ...(other === null ? {} : { comparison: { name: 'Backtest of the same days', equity: other.result.equity } }),
    },
    thrown: null,
    run: {
      durationMs,
      dataPointsPerSecond: (outcome.dataPoints / durationMs) * 1_000,
      node: process.version,
      cpu: '',
      startedAt: new Date().toISOString(),
    },
  };
  const folder = resolve(cwd, options.out ?? join('live-reports', `${found.deployment.name}-${found.session}`));
  const notCompared = typeof comparison === 'string' ? comparison : null;
  return { replay, result, files: writeBacktest(written, folder), notCompared };
}

function differs({ session }: SessionToReplay): LockstepError {
  return new LockstepError(
    'REPLAY_DIFFERS',
    `Session ${session} cannot be reported: its replay takes other decisions than it took. Expected the strategy that ran. ` +
      `\`lockstep replay ${session}\` shows the first difference.`,
    { details: { session } },
  );
}

/** A session of which no data folder is at hand: its report shows no prices. */
const NO_DATA: DataSource = {
  feed: { subscribe: () => ({ next: () => null, close: () => undefined }) },
  history: { getHistory: () => [] },
  reference: builtInReferenceData(),
};

function snapshotsOf(options: ReportSessionOptions, session: number): Promise<AccountSnapshotRow[]> {
  return visitDeployment(options, ({ queries }) => queries.accountSnapshots({ session }));
}

/** The same strategy over the days of the session, from the same equity; the reason why not, in words. */
async function backtestOf(
  { loaded, config, data }: SessionToReplay,
  { run }: EngineOutcome,
  equity: string | undefined,
): Promise<BacktestRun | string> {
  if (data === null) return 'There is no data folder; name one with --data.';
  try {
    const compared = await backtest(loaded.strategy, {
      data,
      from: dayText(dayOf(run.timeZone.toLocal(run.startUtc))),
      to: dayText(run.dates.endDay),
      parameters: run.algorithm.parameterSet.values,
      ...(config.risk === undefined ? {} : { risk: config.risk }),
      ...(equity === undefined ? {} : { cash: Number(equity) }),
      fillTiming: 'deferred',
    });
    return compared.result.dataPoints > 1 ? compared : `${data} has no data of these days.`;
  } catch (error) {
    return error instanceof Error ? error.message : 'The backtest has failed.';
  }
}

import { cpus } from 'node:os';
import {
  type Algorithm,
  type BacktestResult,
  dayOf,
  daysFromDate,
  Engine,
  type EngineOutcome,
  type FillTiming,
  type FineFundamentalProvider,
  LockstepError,
  type LogLine,
  lendSimulatedBrokerage,
  type ObjectStorage,
  type ParameterValue,
  type RiskLimits,
} from '@lockstep/core';
import { type DataSource, openDataFolder } from './data-source.ts';
import { describeRun } from './describe-run.ts';
import { FolderObjectStorage } from './folder-object-storage.ts';
import type { ReportExtras } from './report/report-of-result.ts';

/** How far a backtest has come. */
export interface BacktestProgress {
  /** Part of the run's time span, 0–1. */
  readonly fraction: number;
  /** Engine time, epoch ms UTC. */
  readonly timeMs: number;
}

/** How a backtest is run. What is left out comes from the strategy. */
export interface BacktestOptions {
  /** LEAN data folder, folder of CSV files, or a data source; default: the environment's `LOCKSTEP_DATA`, else `./data`. */
  readonly data?: string | DataSource | undefined;
  /** First and last day, `yyyy-MM-dd`; they win over the strategy's own. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** Cash at the start; wins over the strategy's own. */
  readonly cash?: number | undefined;
  readonly parameters?: Readonly<Record<string, ParameterValue>> | undefined;
  /** What is known of companies, for universes that choose by it: data folders have no such data. */
  readonly fineFundamentals?: FineFundamentalProvider | undefined;
  /** Limits that orders have to pass beside LEAN's own checks; nothing is limited unless given. */
  readonly risk?: RiskLimits | undefined;
  /** Within the call, as LEAN fills (`immediate`, the default), or after the handler has returned, as every broker does. */
  readonly fillTiming?: FillTiming | undefined;
  /** Folder, or storage, that keeps what the strategy saves in its object store; unless given it is gone after the run. */
  readonly objectStore?: string | ObjectStorage | undefined;
  /** Hash of the strategy's source, for the result. */
  readonly strategyHash?: string | undefined;
  /** Folder for parsed data; false for none; default beside the data. */
  readonly cacheFolder?: string | false | undefined;
  readonly onProgress?: ((progress: BacktestProgress) => void) | undefined;
  readonly onLog?: ((line: LogLine) => void) | undefined;
  /** Ends the run early; the result's status is `Interrupted`. */
  readonly signal?: AbortSignal | undefined;
}

/** A finished backtest. */
export interface BacktestRun {
  /** What the run came to: the same for the same strategy and data. */
  readonly result: BacktestResult;
  /** What the report shows beside the result. */
  readonly extras: ReportExtras;
  /** What depends on the machine. */
  readonly run: {
    readonly durationMs: number;
    readonly dataPointsPerSecond: number;
    readonly node: string;
    readonly cpu: string;
    readonly startedAt: string;
  };
  /** What the strategy threw, with its stack, when the status is `RuntimeError`; else null. */
  readonly thrown: unknown;
}

/**
 * Runs a strategy against historical data. Several runs may go on in one process; they share nothing.
 *
 * @throws LockstepError for mistakes that stop the run before its first data. Errors of the strategy during the run do
 * not reject: they end it, with status `RuntimeError`.
 */
export async function backtest(strategy: new () => Algorithm, options: BacktestOptions = {}): Promise<BacktestRun> {
  const started = performance.now();
  const startedAt = new Date().toISOString();
  const source = openSource(options);
  const forRun = source.forRun?.() ?? { ...source, dataHash: () => '' };
  const outcome = await runEngine(strategy, { ...options, data: forRun });
  const durationMs = performance.now() - started;
  const dataHash = forRun.dataHash();
  const hashes = { strategyHash: options.strategyHash ?? '', dataHash };
  return {
    ...describeRun(outcome, source, hashes),
    thrown: outcome.failure?.error ?? null,
    run: {
      durationMs,
      dataPointsPerSecond: (outcome.dataPoints / durationMs) * 1_000,
      node: process.version,
      cpu: cpus()[0]?.model ?? 'unknown',
      startedAt,
    },
  };
}

/** Runs a strategy and returns the engine's own outcome, with every object of the run. */
export async function runEngine(strategy: new () => Algorithm, options: BacktestOptions): Promise<EngineOutcome> {
  const source = openSource(options);
  const engine: Engine = new Engine(new strategy(), {
    ...source,
    brokerage: lendSimulatedBrokerage,
    lastPossibleDay: dayOf(Date.now()) - 1,
    startDay: parseDay('from', options.from),
    endDay: parseDay('to', options.to),
    cash: options.cash,
    parameters: options.parameters,
    fineFundamentals: options.fineFundamentals,
    risk: options.risk,
    fillTiming: options.fillTiming,
    objectStorage:
      typeof options.objectStore === 'string' ? new FolderObjectStorage(options.objectStore) : options.objectStore,
    onLog: options.onLog,
    onProgress: (utcMs): Promise<boolean> | boolean => reportProgress(engine, utcMs, options),
  });
  return engine.execute();
}

function openSource({ data, cacheFolder }: BacktestOptions): DataSource {
  const source = data ?? process.env['LOCKSTEP_DATA'] ?? 'data';
  return typeof source === 'string' ? openDataFolder(source, cacheFolder) : source;
}

/** Lets the event loop turn, so that an abort can arrive, only when someone may abort. */
function reportProgress(engine: Engine, utcMs: number, options: BacktestOptions): Promise<boolean> | boolean {
  const { startUtc, endUtc } = engine.run;
  options.onProgress?.({ fraction: Math.min(1, Math.max(0, (utcMs - startUtc) / (endUtc - startUtc))), timeMs: utcMs });
  const { signal } = options;
  if (signal === undefined) return true;
  return new Promise((resolve) => {
    setImmediate(() => {
      resolve(!signal.aborted);
    });
  });
}

function parseDay(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (match === null) {
    throw new LockstepError(
      'DATES_INVALID',
      `'${name}' is '${text}'; expected a date as yyyy-MM-dd, for example 2013-10-07.`,
    );
  }
  return daysFromDate(Number(match[1]), Number(match[2]), Number(match[3]));
}

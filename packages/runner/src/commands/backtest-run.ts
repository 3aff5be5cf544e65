import { basename, dirname, join, resolve } from 'node:path';
import {
  type BacktestOptions,
  type BacktestRun,
  backtest,
  type DataSource,
  openDataFolder,
  writeBacktest,
} from '@lockstep/backtester';
import { dayOf, LockstepError, nearestNames } from '@lockstep/core';
import type { LockstepConfig } from '@lockstep/live/config';
import { dayText } from '../data/days.ts';
import { describeDataFolder, tickersOf } from '../data/describe-data-folder.ts';
import { loadProjectConfig } from '../project/project-config.ts';
import { checkTypes } from '../strategy/check-types.ts';
import { errorPlace } from '../strategy/error-place.ts';
import { findStrategyFile } from '../strategy/find-strategy-file.ts';
import { type LoadedStrategy, loadStrategy } from '../strategy/load-strategy.ts';
import { projectFolderOf } from '../strategy/project-folder.ts';
import { createProgress, noProgress } from '../terminal/progress.ts';
import { shownPath } from '../terminal/shown-path.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { ExitCode, exitCodeOfErrorCode } from './exit-code.ts';

/** Securities without data that an error names. */
const MISSING_SHOWN = 5;

/** Options of `lockstep backtest` as the command line gives them. */
export interface BacktestFlags {
  readonly data?: string;
  readonly from?: string;
  readonly to?: string;
  readonly cash?: number;
  readonly param?: Readonly<Record<string, string>>;
  readonly out?: string;
  readonly json?: boolean;
  readonly quiet?: boolean;
  readonly watch?: boolean;
  readonly check?: boolean;
  /** False with `--no-report`. */
  readonly report: boolean;
  /** A folder, or false with `--no-cache`. */
  readonly cache?: string | boolean;
}

/** A finished run with what was written. */
export interface FinishedBacktest {
  readonly loaded: LoadedStrategy;
  readonly run: BacktestRun;
  readonly files: BacktestFiles;
  /** Where the strategy threw, as `file:line:column`; null when it did not. */
  readonly place: string | null;
  readonly exitCode: ExitCode;
}

/** Paths of the files of a run, null for those that were not asked for. */
export interface BacktestFiles {
  readonly result: string;
  readonly report: string | null;
  readonly run: string;
}

/** Loads a strategy, runs it and writes the result. An abort leaves a partial result, which is written too. */
export async function runBacktest(
  path: string,
  flags: BacktestFlags,
  { terminal, cwd }: { readonly terminal: Terminal; readonly cwd: string },
  signal: AbortSignal,
): Promise<FinishedBacktest> {
  const file = findStrategyFile(path, cwd);
  const config = await loadProjectConfig(file, { cwd });
  if (flags.check === true) await checkTypes(path, { cwd });
  const loaded = await loadStrategy(path, { cwd });
  const progress = flags.quiet === true ? noProgress : createProgress(terminal, strategyName(file));
  const project = projectFolderOf(file);
  const options = backtestOptions(flags, config, cwd, project);
  let run: BacktestRun;
  try {
    run = await backtest(loaded.strategy, {
      ...options,
      data: openData(options),
      strategyHash: loaded.hash,
      signal,
      onProgress: ({ fraction, timeMs }) => progress.update({ fraction, note: dayText(dayOf(timeMs)) }),
    });
    if (run.result.status === 'Completed') progress.update({ fraction: 1, note: run.result.endDate });
  } catch (error) {
    throw strategyFailure(error, project, cwd);
  } finally {
    progress.stop();
  }
  requireData(run, options.data, cwd);
  const folder = resolve(cwd, flags.out ?? join(config.out ?? 'backtest-results', strategyName(file)));
  const written = writeBacktest(run, folder, { report: flags.report });
  return {
    loaded,
    run,
    files: { result: written.resultPath, report: written.reportPath, run: written.runPath },
    place: errorPlace(run.thrown, project, cwd) ?? null,
    exitCode: exitCodeOfRun(run),
  };
}

/** What the strategy itself threw before its first data is its own error; anything else stays as it is. */
function strategyFailure(error: unknown, project: string, cwd: string): unknown {
  const place = error instanceof LockstepError ? undefined : errorPlace(error, project, cwd);
  if (place === undefined || !(error instanceof Error)) return error;
  const advice = error instanceof TypeError ? ' `lockstep backtest --check` finds mistakes of this kind.' : '';
  return new LockstepError(
    'STRATEGY_FAILED',
    `The strategy threw before its first data: ${error.name}: ${error.message} (${place}).${advice}`,
    { details: { place }, cause: error },
  );
}

/** The data of a folder, which has a better name to offer for a mistyped ticker. */
function openData({ data, cacheFolder }: FolderOptions): DataSource {
  const source = openDataFolder(data, cacheFolder);
  return { ...source, describe: (ticker) => source.describe?.(ticker) || similarTickers(ticker, data) };
}

function similarTickers(ticker: string, folder: string): string {
  const near = nearestNames(ticker, tickersOf(folder));
  return near.length === 0 ? '' : `nothing for ${ticker}; did you mean ${near.join(' or ')}?`;
}

/** A run without data says nothing about the strategy. A range without bars still counts one point, at its end. */
function requireData({ result }: BacktestRun, folder: string, cwd: string): void {
  const enough = result.startDate === result.endDate ? 1 : 2;
  if (result.dataPoints >= enough || result.status !== 'Completed') return;
  const details = { folder, startDate: result.startDate, endDate: result.endDate };
  if (result.holdings.length === 0) {
    throw new LockstepError(
      'DATA_SYMBOL_MISSING',
      "The strategy added no security, so there was nothing to run on. Add one in initialize, as in this.addEquity('SPY').",
      { details },
    );
  }
  const missing = result.warnings.filter(({ code }) => code === 'NO_DATA').map(({ text }) => text);
  if (missing.length === 0) return;
  throw new LockstepError(
    'DATA_SYMBOL_MISSING',
    `No data for what the strategy added. ${missing.slice(0, MISSING_SHOWN).join(' ')} ${shownPath(folder, cwd)} holds ` +
      `${describeDataFolder(folder)}. Choose other dates (--from, --to), resolutions, symbols or data (--data).`,
    { details },
  );
}

/** Options with the data as a folder, absolute. */
type FolderOptions = BacktestOptions & { readonly data: string };

/** Command-line options win over the project's configuration. */
function backtestOptions(flags: BacktestFlags, config: LockstepConfig, cwd: string, project: string): FolderOptions {
  const data = resolve(cwd, flags.data ?? config.data ?? process.env['LOCKSTEP_DATA'] ?? 'data');
  const from = flags.from ?? config.from;
  const to = flags.to ?? config.to;
  const cash = flags.cash ?? config.cash;
  return {
    data,
    parameters: { ...config.parameters, ...flags.param },
    ...(config.risk !== undefined && { risk: config.risk }),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(cash === undefined ? {} : { cash }),
    cacheFolder: cacheFolder(flags, cwd, project),
  };
}

/** Beside the compiled strategies unless a folder is named. */
function cacheFolder({ cache }: BacktestFlags, cwd: string, project: string): string | false {
  if (cache === false) return false;
  return typeof cache === 'string' ? resolve(cwd, cache) : join(project, '.lockstep', 'cache');
}

function exitCodeOfRun({ result }: BacktestRun): ExitCode {
  if (result.status === 'Interrupted') return ExitCode.Interrupted;
  if (result.status !== 'RuntimeError') return ExitCode.Ok;
  const code = result.error?.code ?? null;
  return code === null ? ExitCode.StrategyError : strategyOrOther(exitCodeOfErrorCode(code));
}

/** An error of the library that surfaces while the strategy runs is the strategy's, unless the data is at fault. */
function strategyOrOther(code: ExitCode): ExitCode {
  return code === ExitCode.UsageError ? ExitCode.StrategyError : code;
}

/** Name of a strategy's folder of results: its file, or its folder when the file is called strategy or index. */
export function strategyName(file: string): string {
  const stem = basename(file).replace(/\.\w+$/, '');
  return stem === 'strategy' || stem === 'index' ? basename(dirname(file)) : stem;
}

/** For `--json`. */
export function summaryOf(
  { loaded, run, files, place, exitCode }: FinishedBacktest,
  cwd: string,
): Record<string, unknown> {
  const { result } = run;
  const path = (file: string | null): string | null => (file === null ? null : shownPath(file, cwd));
  return {
    strategy: result.strategy,
    file: shownPath(loaded.file, cwd),
    status: result.status,
    partial: result.status === 'Interrupted',
    exitCode,
    error: result.error,
    errorPlace: place,
    startDate: result.startDate,
    endDate: result.endDate,
    parameters: result.parameters,
    statistics: result.statistics,
    runtimeStatistics: result.runtimeStatistics,
    dataPoints: result.dataPoints,
    warnings: result.warnings,
    strategyHash: result.strategyHash,
    dataHash: result.dataHash,
    run: run.run,
    files: { result: path(files.result), report: path(files.report), run: path(files.run) },
  };
}

/** `2013-10-07 13:31:00` of an instant in a result. */
export function shortTime(utc: string): string {
  return utc.replace('T', ' ').replace(/(\.\d+)?Z$/, ' UTC');
}

import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BacktestResult, LockstepError } from '@lockstep/core';
import type { BacktestRun } from './backtest.ts';
import { renderReport } from './report/render-report.ts';

/** Where a backtest was written. */
export interface WrittenBacktest {
  readonly resultPath: string;
  /** Null when no report was asked for. */
  readonly reportPath: string | null;
  readonly runPath: string;
}

/** What is written. */
export interface WriteBacktestOptions {
  /** @defaultValue true */
  readonly report?: boolean;
}

/**
 * Writes `result.json`, `report.html` and `run.json` into a folder, which is made if it is missing. The first two are
 * byte-identical for the same strategy and data; what depends on the machine is in `run.json`.
 *
 * @throws LockstepError `OUTPUT_NOT_WRITABLE` when the disk is full or the folder cannot be written; files are then as before
 */
export function writeBacktest(run: BacktestRun, folder: string, options: WriteBacktestOptions = {}): WrittenBacktest {
  const resultPath = join(folder, 'result.json');
  const reportPath = options.report === false ? null : join(folder, 'report.html');
  const runPath = join(folder, 'run.json');
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error: unknown) {
    throw writeError(folder, error);
  }
  writeWhole(resultPath, resultText(run.result));
  if (reportPath !== null) writeWhole(reportPath, renderReport(run.result, run.extras));
  writeWhole(runPath, `${JSON.stringify(run.run, null, 2)}\n`);
  return { resultPath, reportPath, runPath };
}

/** The result as JSON text: a line for each field and for each row of a list. */
export function resultText(result: BacktestResult): string {
  const fields = Object.entries(result).map(([name, value]) => `  ${JSON.stringify(name)}: ${fieldText(value)}`);
  return `{\n${fields.join(',\n')}\n}\n`;
}

function fieldText(value: unknown): string {
  if (!Array.isArray(value) || value.length === 0) return JSON.stringify(value);
  return `[\n${value.map((row) => `    ${JSON.stringify(row)}`).join(',\n')}\n  ]`;
}

/** Writes beside the file first, so that a failure leaves no half of it. */
function writeWhole(path: string, text: string): void {
  const partial = `${path}.partial`;
  try {
    writeFileSync(partial, text);
    renameSync(partial, path);
  } catch (error: unknown) {
    rmSync(partial, { force: true });
    throw writeError(path, error);
  }
}

function writeError(file: string, cause: unknown): LockstepError {
  const systemCode = (cause as NodeJS.ErrnoException).code ?? null;
  const isFull = systemCode === 'ENOSPC';
  const reason = isFull ? 'the disk is full' : cause instanceof Error ? cause.message : String(cause);
  const advice = isFull ? 'Free some space' : 'Make the folder writable';
  const message = `Cannot write ${file}: ${reason}. ${advice}, or choose another with --out.`;
  return new LockstepError('OUTPUT_NOT_WRITABLE', message, { details: { file, systemCode }, cause });
}

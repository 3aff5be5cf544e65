import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LockstepError } from '@lockstep/core';
import type { BacktestRun } from './backtest.ts';
import { renderReport } from './report/render-report.ts';

/** Paths of the files of a written backtest. */
export interface WrittenBacktest {
  readonly resultPath: string;
  /** Null when no report was asked for. */
  readonly reportPath: string | null;
  readonly runPath: string;
}

/** Options of `writeBacktest`. */
export interface WriteBacktestOptions {
  /** @defaultValue true */
  readonly report?: boolean;
}

/**
 * Writes a backtest into a folder: `result.json` and `report.html`, the same for the same strategy and data, and
 * `run.json` with what depends on the machine. Files that are there are replaced.
 *
 * @throws LockstepError `OUTPUT_NOT_WRITABLE` when the disk is full or the folder cannot be written
 */
export function writeBacktest(run: BacktestRun, folder: string, options: WriteBacktestOptions = {}): WrittenBacktest {
  const resultPath = join(folder, 'result.json');
  const reportPath = options.report === false ? null : join(folder, 'report.html');
  const runPath = join(folder, 'run.json');
  write(folder, resultPath, `${JSON.stringify(run.result, null, 2)}\n`);
  if (reportPath !== null) write(folder, reportPath, renderReport(run.result));
  write(folder, runPath, `${JSON.stringify(run.run, null, 2)}\n`);
  return { resultPath, reportPath, runPath };
}

function write(folder: string, file: string, text: string): void {
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, text);
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code;
    const reason = code === 'ENOSPC' ? 'the disk is full' : cause instanceof Error ? cause.message : String(cause);
    const advice = code === 'ENOSPC' ? 'Free some space' : 'Make the folder writable';
    throw new LockstepError('OUTPUT_NOT_WRITABLE', `Cannot write ${file}: ${reason}. ${advice}, or choose another with --out.`, {
      details: { file, systemCode: code ?? null },
      cause,
    });
  }
}

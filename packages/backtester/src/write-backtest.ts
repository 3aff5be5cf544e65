import { closeSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { type BacktestResult, LockstepError } from '@lockstep/core';
import type { BacktestRun } from './backtest.ts';
import type { RowText } from './json/row-text.ts';
import { renderReport } from './report/render-report.ts';
import { listsOf, type ResultLists } from './result-lists.ts';

/** Text is gathered to about this many characters before it is written. */
const GATHERED_LENGTH = 262_144;

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
  writeWhole(resultPath, resultPieces(run.result));
  if (reportPath !== null) writeWhole(reportPath, [renderReport(run.result, run.extras)]);
  writeWhole(runPath, [`${JSON.stringify(run.run, null, 2)}\n`]);
  return { resultPath, reportPath, runPath };
}

/** The result as JSON text: a line for each field and for each row of a list. */
export function resultText(result: BacktestResult): string {
  return [...resultPieces(result)].map(String).join('');
}

/** The pieces of `resultText`, so that a long result is written without being one large string. */
function* resultPieces(result: BacktestResult): Generator<string | Buffer, void, undefined> {
  const lists = listsOf(result);
  let before = '{\n';
  for (const name of Object.keys(result) as (keyof BacktestResult)[]) {
    yield `${before}  ${JSON.stringify(name)}: `;
    before = ',\n';
    if (lists !== undefined && name in lists) {
      yield* rowPieces(lists[name as keyof ResultLists]);
      continue;
    }
    const value = result[name];
    yield Array.isArray(value) && value.length > 0
      ? `[\n    ${value.map((row) => JSON.stringify(row)).join(',\n    ')}\n  ]`
      : JSON.stringify(value);
  }
  yield '\n}\n';
}

function* rowPieces(rows: RowText<unknown>): Generator<string | Buffer, void, undefined> {
  if (rows.length === 0) {
    yield '[]';
    return;
  }
  yield '[\n    ';
  yield* rows.blocks;
  yield '\n  ]';
}

/** Writes beside the file first, so that a failure leaves no half of it. */
function writeWhole(path: string, pieces: Iterable<string | Buffer>): void {
  const partial = `${path}.partial`;
  try {
    writePieces(partial, pieces);
    renameSync(partial, path);
  } catch (error: unknown) {
    rmSync(partial, { force: true });
    throw writeError(path, error);
  }
}

/** Short texts are gathered, so that each does not cost a call of the system. */
function writePieces(path: string, pieces: Iterable<string | Buffer>): void {
  const file = openSync(path, 'w');
  try {
    let text = '';
    for (const piece of pieces) {
      if (typeof piece === 'string') {
        text += piece;
        if (text.length < GATHERED_LENGTH) continue;
      }
      writeBytes(file, Buffer.from(text));
      text = '';
      if (typeof piece !== 'string') writeBytes(file, piece);
    }
    writeBytes(file, Buffer.from(text));
  } finally {
    closeSync(file);
  }
}

/** A write may take a part only, as on a disk that is filling up; the next one tells why. */
function writeBytes(file: number, bytes: Buffer): void {
  for (let written = 0; written < bytes.length; ) written += writeSync(file, bytes, written);
}

function writeError(file: string, cause: unknown): LockstepError {
  const systemCode = (cause as NodeJS.ErrnoException).code ?? null;
  const isFull = systemCode === 'ENOSPC';
  const reason = isFull ? 'the disk is full' : cause instanceof Error ? cause.message : String(cause);
  const advice = isFull ? 'Free some space' : 'Make the folder writable';
  const message = `Cannot write ${file}: ${reason}. ${advice}, or choose another with --out.`;
  return new LockstepError('OUTPUT_NOT_WRITABLE', message, { details: { file, systemCode }, cause });
}

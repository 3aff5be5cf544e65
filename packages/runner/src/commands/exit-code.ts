import { DataError, LockstepError } from '@lockstep/core';

/** What the exit code of every command means; documented in its help. */
export const ExitCode = {
  Ok: 0,
  /** The strategy threw while it ran. */
  StrategyError: 1,
  /** Wrong arguments or configuration, or a strategy that cannot be loaded. */
  UsageError: 2,
  /** Market data or a store is missing or damaged. */
  DataError: 3,
  /** A defect of Lockstep, or the operating system refused something. */
  InternalError: 4,
  /** A check failed, or a running deployment refused a command or did not answer. */
  Failed: 5,
  /** Ctrl-C; what was done until then is written and marked. */
  Interrupted: 130,
} as const;
export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];

/** For the help texts. */
export const EXIT_CODES_HELP = `
Exit codes:
  0    done
  1    the strategy threw while it ran (a result is written, with what happened until then)
  2    wrong arguments or configuration, or a strategy that cannot be loaded
  3    market data missing or damaged, or a store damaged
  4    internal error: a defect, or the operating system refused something
  5    a check failed, or a running deployment refused a command or did not answer
  130  interrupted with Ctrl-C (a partial result is written and marked)`;

/** Codes of errors that are neither the user's nor the data's. */
const INTERNAL: ReadonlySet<string> = new Set([
  'INVARIANT',
  'OUTPUT_NOT_WRITABLE',
  'STORE_DISK_FULL',
  'STORE_READ_ONLY',
  'STORE_LOCKED',
  'STORE_FAILED',
]);
const DATA: ReadonlySet<string> = new Set([
  'NO_DATA',
  'SYMBOL_PROPERTIES_INVALID',
  'MARKET_HOURS_INVALID',
  'STORE_CORRUPT',
  'BACKUP_INVALID',
  'INPUTS_DAMAGED',
  'INPUTS_NOT_FOUND',
]);

/** The exit code for something that a command threw. */
export function exitCodeOf(error: unknown): ExitCode {
  if (error instanceof DataError) return ExitCode.DataError;
  return error instanceof LockstepError ? exitCodeOfErrorCode(error.code) : ExitCode.InternalError;
}

/** The exit code for a stable error code. */
export function exitCodeOfErrorCode(code: string): ExitCode {
  if (code === 'STRATEGY_FAILED') return ExitCode.StrategyError;
  if (INTERNAL.has(code)) return ExitCode.InternalError;
  return code.startsWith('DATA_') || DATA.has(code) ? ExitCode.DataError : ExitCode.UsageError;
}

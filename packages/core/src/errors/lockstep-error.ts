import type { ErrorCode } from './error-codes.ts';

/** What every Lockstep error carries beside its message. */
export interface LockstepErrorOptions {
  /** Serialisable facts for programs: what was received, where. */
  readonly details?: Readonly<Record<string, unknown>>;
  readonly cause?: unknown;
}

/**
 * The one error class that Lockstep throws. Its message says what was received, what was expected
 * and what to do; `code` is stable and documented in `docs/errors.md`.
 */
export class LockstepError extends Error {
  override readonly name: string = 'LockstepError';
  readonly code: ErrorCode;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(code: ErrorCode, message: string, options: LockstepErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.details = options.details ?? {};
  }
}

/** Where in a data file something is wrong; lines and columns count from 1. */
export interface DataLocation {
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
}

/** Market data that cannot be used; the message ends with `file:line:column`. */
export class DataError extends LockstepError {
  override readonly name = 'DataError';
  readonly location: DataLocation;

  constructor(code: ErrorCode, message: string, location: DataLocation, cause?: unknown) {
    const place = [location.file, location.line, location.column].filter((part) => part !== undefined).join(':');
    super(code, `${message} (${place})`, { details: { ...location }, cause });
    this.location = location;
  }
}

import { LockstepError } from './lockstep-error.ts';

/** Returns the value, or throws an `INVARIANT` error when it is null or undefined. */
export function ensureDefined<T>(value: T | null | undefined, what: string): T {
  if (value === null || value === undefined) throw new LockstepError('INVARIANT', `${what} is missing`);
  return value;
}

/** Marks a switch that must handle every member of a union. */
export function ensureNever(value: never): never {
  throw new LockstepError('INVARIANT', `Unexpected value ${String(value)}`);
}

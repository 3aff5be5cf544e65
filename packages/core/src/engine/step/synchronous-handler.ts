import { LockstepError } from '../../errors/lockstep-error.ts';

/** Throws an `ASYNC_HANDLER` error when a handler that runs inside a step returned a promise. */
export function requireSynchronous(name: string, result: unknown): void {
  if (!(result instanceof Promise)) return;
  // Its own failure, should it come, adds nothing to this error and must not end the process.
  result.catch(() => {});
  throw new LockstepError(
    'ASYNC_HANDLER',
    `${name} returned a promise. It runs inside the engine's step and must be synchronous: start the work there and await it in onData or a scheduled event.`,
  );
}

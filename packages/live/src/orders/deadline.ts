import { type Clock, LockstepError, type Timer } from '@lockstep/core';

/**
 * The answer, if it comes in time.
 *
 * @throws LockstepError `BROKER_SILENT` after `ms` without one
 */
export async function within<T>(clock: Clock, ms: number, what: string, answer: Promise<T>): Promise<T> {
  let timer: Timer | null = null;
  const late = new Promise<never>((_, reject) => {
    timer = clock.at(clock.utcNow() + ms, () => {
      const text = `The broker did not answer ${what} within ${ms / 1_000} s. It is asked again; see whether it can be reached.`;
      reject(new LockstepError('BROKER_SILENT', text, { details: { what, ms } }));
    });
  });
  // Whichever loses the race must not count as unhandled.
  answer.catch(() => undefined);
  late.catch(() => undefined);
  try {
    return await Promise.race([answer, late]);
  } finally {
    (timer as Timer | null)?.cancel();
  }
}

import type { VirtualClock } from '@lockstep/core';

/** Moves a clock on in steps, with time for I/O between them, until a promise settles. */
export async function advanceUntil<T>(clock: VirtualClock, promise: Promise<T>, stepMs = 100): Promise<T> {
  let isSettled = false;
  const settled = promise.finally(() => {
    isSettled = true;
  });
  settled.catch(() => undefined);
  while (!isSettled) {
    await new Promise((resolve) => setTimeout(resolve, 2));
    clock.advanceTo(clock.utcNow() + stepMs);
  }
  return settled;
}

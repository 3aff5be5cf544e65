import type { VirtualClock } from '@lockstep/core';
import type { LiveSession, SessionOutcome } from '../src/session/live-session.ts';

/** Lets a session run by a clock that moves to whatever is due next, once nothing is under way. */
export async function drive(
  session: LiveSession,
  clock: VirtualClock,
  untilUtc = Number.POSITIVE_INFINITY,
): Promise<void> {
  let isOver = false;
  void session.ended
    .catch(() => undefined)
    .finally(() => {
      isOver = true;
    });
  while (!isOver && clock.utcNow() < untilUtc) {
    await new Promise(setImmediate);
    const next = clock.nextTimerUtc;
    if (isOver || !session.isQuiet || !Number.isFinite(next)) continue;
    clock.advanceTo(Math.min(next, untilUtc));
  }
}

/** Drives a session to its end. */
export async function driveToEnd(session: LiveSession, clock: VirtualClock): Promise<SessionOutcome> {
  await drive(session, clock);
  return session.ended;
}

import type { VirtualClock } from '../time/virtual-clock.ts';

/** Lets time pass, ms: whatever is due on the way happens in its turn. @param settle resolves when all of it is done */
export async function passTime(clock: VirtualClock, ms: number, settle: () => Promise<void>): Promise<void> {
  const untilUtc = clock.utcNow() + ms;
  await settle();
  while (clock.nextTimerUtc <= untilUtc) {
    clock.advanceTo(clock.nextTimerUtc);
    await settle();
  }
  clock.advanceTo(untilUtc);
  await settle();
}

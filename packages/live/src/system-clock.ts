import { machineClock } from '@lockstep/core';

/** The clock of this machine. */
export const systemClock = machineClock(globalThis);

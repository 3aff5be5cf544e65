import type { AlgorithmRun, OrderTicket } from '@lockstep/core';

/** Cancels every order and closes every position of a run; returns the orders that close. */
export function liquidateAll(run: AlgorithmRun, tag: string): OrderTicket[] {
  return run.sizing.liquidate(undefined, { liquidateExisting: false, asynchronous: false, tag, properties: undefined });
}

/** The gate refuses new positions while trading is paused. @param reason null when nothing stands against it any more */
export function showPause({ riskGate }: AlgorithmRun, reason: string | null): void {
  if (riskGate === null) return;
  if (reason !== null) riskGate.pause(reason);
  else if (riskGate.state.pause?.untilNextSession === false) riskGate.state.pause = null;
}

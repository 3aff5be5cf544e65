import type { AlgorithmRun } from '@lockstep/core';

/** The gate refuses new positions while trading is paused. @param reason null when nothing stands against it any more */
export function showPause({ riskGate }: AlgorithmRun, reason: string | null): void {
  if (riskGate === null) return;
  if (reason !== null) riskGate.pause(reason);
  else if (riskGate.state.pause?.untilNextSession === false) riskGate.state.pause = null;
}

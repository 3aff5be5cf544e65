import { Resolution } from '@lockstep/core';
import WarmupLowerResolutionTimeSpan from './warmup-lower-resolution-time-span.ts';

/** The same with a number of minutes: those of a session. */
export default class WarmupLowerResolutionBarCount extends WarmupLowerResolutionTimeSpan {
  protected override warmUp(): void {
    this.setWarmUp(390, Resolution.Minute);
  }
}

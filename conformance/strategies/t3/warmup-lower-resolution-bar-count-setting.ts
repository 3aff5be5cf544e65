import { Resolution } from '@lockstep/core';
import WarmupLowerResolutionTimeSpan from './warmup-lower-resolution-time-span.ts';

/** The same with a number of bars whose length is a setting. */
export default class WarmupLowerResolutionBarCountSetting extends WarmupLowerResolutionTimeSpan {
  protected override warmUp(): void {
    this.setWarmUp(390);
    this.settings.warmupResolution = Resolution.Minute;
  }
}

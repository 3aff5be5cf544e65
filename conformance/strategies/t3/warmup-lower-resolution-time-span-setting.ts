import { Duration, Resolution } from '@lockstep/core';
import WarmupLowerResolutionTimeSpan from './warmup-lower-resolution-time-span.ts';

/** The same with a day of bars whose length is a setting. */
export default class WarmupLowerResolutionTimeSpanSetting extends WarmupLowerResolutionTimeSpan {
  protected override warmUp(): void {
    this.setWarmUp(Duration.fromObject({ days: 1 }));
    this.settings.warmupResolution = Resolution.Minute;
  }
}

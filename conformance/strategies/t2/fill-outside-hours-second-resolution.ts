import { Resolution } from '@lockstep/core';
import FillOutsideHoursMinuteResolution from './fill-outside-hours-minute-resolution.ts';

/** The same with bars of one second. */
export default class FillOutsideHoursSecondResolution extends FillOutsideHoursMinuteResolution {
  protected override readonly resolution = Resolution.Second;
}

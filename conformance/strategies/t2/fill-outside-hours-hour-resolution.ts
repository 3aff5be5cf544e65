import { Resolution } from '@lockstep/core';
import FillOutsideHoursMinuteResolution from './fill-outside-hours-minute-resolution.ts';

/** The same with hourly bars. */
export default class FillOutsideHoursHourResolution extends FillOutsideHoursMinuteResolution {
  protected override readonly resolution = Resolution.Hour;
}

import { Resolution } from '@lockstep/core';
import FillOutsideHoursMinuteResolution from './fill-outside-hours-minute-resolution.ts';

/** The same with daily bars. */
export default class FillOutsideHoursDailyResolution extends FillOutsideHoursMinuteResolution {
  protected override readonly resolution = Resolution.Daily;
}

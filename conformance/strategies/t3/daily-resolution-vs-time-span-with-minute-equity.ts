import { Resolution, type Security } from '@lockstep/core';
import DailyResolutionVsTimeSpan from './daily-resolution-vs-time-span.ts';

/** The same from minutes. */
export default class DailyResolutionVsTimeSpanWithMinuteEquity extends DailyResolutionVsTimeSpan {
  protected override addSecurities(): Security {
    this.setStartDate(2013, 10, 4);
    this.setEndDate(2013, 10, 5);
    return this.addEquity('SPY', Resolution.Minute);
  }
}

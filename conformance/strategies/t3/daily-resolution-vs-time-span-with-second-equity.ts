import { Resolution, type Security } from '@lockstep/core';
import DailyResolutionVsTimeSpan from './daily-resolution-vs-time-span.ts';

/** The same from seconds. */
export default class DailyResolutionVsTimeSpanWithSecondEquity extends DailyResolutionVsTimeSpan {
  protected override addSecurities(): Security {
    this.setStartDate(2013, 10, 7);
    this.setEndDate(2013, 10, 8);
    return this.addEquity('SPY', Resolution.Second);
  }
}

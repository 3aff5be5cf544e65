import { Resolution, type TimeRule } from '@lockstep/core';
import SecuritySession from './security-session.ts';

/** Daily bars that end at midnight: a second later the day is the previous session. */
export default class SecuritySessionDailyNoPreciseEndTime extends SecuritySession {
  protected override readonly resolution = Resolution.Daily;
  protected override readonly dailyPreciseEndTime = false;

  protected override checkTime(): TimeRule {
    return this.timeRules.at(0, 0, 1);
  }

  protected override check(): void {
    this.keepPrevious();
    this.requireEqual(this.security.session.get(1), this.day);
  }
}

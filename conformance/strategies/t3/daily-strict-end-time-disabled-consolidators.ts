import DailyStrictEndTimeConsolidators from './daily-strict-end-time-consolidators.ts';

/** The same when all days run from midnight to midnight. */
export default class DailyStrictEndTimeDisabledConsolidators extends DailyStrictEndTimeConsolidators {
  override initialize(): void {
    this.settings.dailyPreciseEndTime = false;
    super.initialize();
  }
}

import { requireThat } from '../../require-that.ts';
import DailyResolutionVsTimeSpan from './daily-resolution-vs-time-span.ts';

/** The same when days by resolution end at midnight too. */
export default class DailyResolutionVsTimeSpanNoPreciseEnd extends DailyResolutionVsTimeSpan {
  protected override readonly dailyPreciseEndTime = false;

  protected override checkFirst(): void {
    this.requireTime('00:00:00');
    this.requireOneAhead();
  }

  override onEndOfAlgorithm(): void {
    super.onEndOfAlgorithm();
    requireThat(this.byResolution.samples === this.byDuration.samples, 'the numbers of samples differ at the end');
    requireThat(this.byResolution.value === this.byDuration.value, 'the values differ at the end');
  }
}

import {
  Algorithm,
  Duration,
  MovingAverageType,
  RelativeStrengthIndex,
  Resolution,
  type Security,
  TradeBar,
} from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

const HISTORY_BARS = 20;

/** Two indexes of relative strength on days: one by resolution, updated at the close, one by duration, at midnight. */
export default class DailyResolutionVsTimeSpan extends Algorithm {
  protected readonly dailyPreciseEndTime: boolean = true;
  protected readonly byResolution = new RelativeStrengthIndex(14, MovingAverageType.Wilders);
  protected readonly byDuration = new RelativeStrengthIndex(14, MovingAverageType.Wilders);

  protected addSecurities(): Security {
    this.setStartDate(2013, 1, 1);
    this.setEndDate(2013, 1, 5);
    return this.addEquity('SPY', Resolution.Hour);
  }

  override async initialize(): Promise<void> {
    const { symbol } = this.addSecurities();
    this.settings.dailyPreciseEndTime = this.dailyPreciseEndTime;
    this.registerIndicator(symbol, this.byResolution, Resolution.Daily);
    this.registerIndicator(symbol, this.byDuration, Duration.fromObject({ days: 1 }));
    for (const bar of await this.history(TradeBar, symbol, HISTORY_BARS, Resolution.Daily)) {
      this.byResolution.update(bar.endTimeMs, bar.close);
      this.byDuration.update(bar.endTimeMs, bar.close);
    }
    requireThat(this.byResolution.isReady && this.byDuration.isReady, 'the indicators are not ready');
    this.byResolution.onUpdated(() => this.checkFirst());
    this.byDuration.onUpdated(() => this.#checkSecond());
  }

  /** The first has just been updated: the second is a sample behind. */
  protected checkFirst(): void {
    this.requireTime('16:00:00');
    this.requireOneAhead();
    requireThat(this.byResolution.value !== this.byDuration.value, 'the values are equal too early');
  }

  #checkSecond(): void {
    this.requireTime('00:00:00');
    requireThat(this.byResolution.samples === this.byDuration.samples, 'the numbers of samples differ');
    requireThat(this.byResolution.value === this.byDuration.value, 'the values differ');
  }

  protected requireTime(expected: string): void {
    const now = this.time.toFormat('HH:mm:ss');
    requireThat(now === expected, `updated at ${now} instead of ${expected}`);
  }

  protected requireOneAhead(): void {
    requireThat(this.byResolution.samples - 1 === this.byDuration.samples, 'the first is not one sample ahead');
    requireThat(this.byResolution.previous.value === this.byDuration.value, "the first's previous value is another");
  }

  override onEndOfAlgorithm(): void {
    requireThat(this.byResolution.samples > HISTORY_BARS, `${this.byResolution.samples} samples`);
  }
}

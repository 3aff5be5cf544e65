import { MS_PER_MINUTE, MS_PER_SECOND, Resolution } from '@lockstep/core';
import WarmupDailyResolution from './warmup-daily-resolution.ts';

/** Seconds that are warmed up with minutes, which have quotes. */
export default class WarmupMinuteResolution extends WarmupDailyResolution {
  protected override readonly resolution = Resolution.Second;
  protected override readonly periodMs = MS_PER_SECOND;
  protected override readonly warmUpResolution = Resolution.Minute;
  protected override readonly warmUpPeriodMs = MS_PER_MINUTE;
}

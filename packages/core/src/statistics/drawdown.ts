import { Decimal } from '../numeric/decimal.ts';
import { MS_PER_DAY } from '../time/resolution.ts';
import type { SampleSeries } from './sample-series.ts';

/** The worst fall of an equity series. */
export interface DrawdownMetrics {
  /** Largest fall below an earlier peak, as a positive fraction of the peak, rounded to three decimals. */
  readonly drawdown: Decimal;
  /** Whole days of the longest way from a peak's time back to its height; falls without recovery do not count. */
  readonly recoveryDays: number;
}

/** Drawdown and recovery over equity samples; zeros for fewer than two samples or a peak of zero. */
export function drawdownMetrics(equity: SampleSeries): DrawdownMetrics {
  const { times, values } = equity;
  const none = { drawdown: Decimal.ZERO, recoveryDays: 0 };
  if (values.length < 2) return none;
  let peak = values[0] as Decimal;
  let peakTime = times[0] as number;
  let fallStart = Number.NaN;
  let worst = Decimal.ZERO;
  let longestDays = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as Decimal;
    const time = times[i] as number;
    if (value.gte(peak)) {
      if (!Number.isNaN(fallStart)) longestDays = Math.max(longestDays, (time - fallStart) / MS_PER_DAY);
      fallStart = Number.NaN;
      peak = value;
      peakTime = time;
    }
    if (peak.isZero()) return none;
    const fall = value.dividedBy(peak).minus(Decimal.ONE);
    if (fall.sign() < 0) {
      worst = Decimal.min(worst, fall);
      if (Number.isNaN(fallStart)) fallStart = peakTime;
    }
  }
  return { drawdown: worst.abs().round(3), recoveryDays: Math.trunc(longestDays) };
}

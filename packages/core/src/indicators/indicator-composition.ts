import { ExponentialMovingAverage } from './exponential-moving-average.ts';
import type { CompositeIndicator, Indicator, ValueIndicator } from './indicator.ts';
import { Maximum } from './maximum.ts';
import { Minimum } from './minimum.ts';
import { ResetCompositeIndicator } from './reset-composite-indicator.ts';
import { SimpleMovingAverage } from './simple-moving-average.ts';
import { Sum } from './sum.ts';
import { WindowIdentity } from './window-identity.ts';

/** Simple moving average of an indicator's values. @param waitForFirstToReady only of those once it is ready */
export function smaOf(source: Indicator, period: number, waitForFirstToReady = true): SimpleMovingAverage {
  return new SimpleMovingAverage(`SMA${period}_Of_${source.name}`, period).of(source, waitForFirstToReady);
}

/** Exponential moving average of an indicator's values. */
export function emaOf(
  source: Indicator,
  period: number,
  smoothingFactor?: number,
  waitForFirstToReady = true,
): ExponentialMovingAverage {
  const average = new ExponentialMovingAverage(`EMA${period}_Of_${source.name}`, period, smoothingFactor);
  return average.of(source, waitForFirstToReady);
}

/** Largest of an indicator's last values. */
export function maxOf(source: Indicator, period: number, waitForFirstToReady = true): Maximum {
  return new Maximum(`MAX${period}_Of_${source.name}`, period).of(source, waitForFirstToReady);
}

/** Smallest of an indicator's last values. */
export function minOf(source: Indicator, period: number, waitForFirstToReady = true): Minimum {
  return new Minimum(`MIN${period}_Of_${source.name}`, period).of(source, waitForFirstToReady);
}

/**
 * Mean of an indicator's last values, weighted by those of another, as an indicator that follows both. While the weights add
 * up to zero it keeps its last value.
 */
export function weightedBy(value: Indicator, weight: Indicator, period: number): CompositeIndicator {
  const values = new WindowIdentity(period);
  const weights = new WindowIdentity(period);
  const weighted = new Sum('Sum_xy', period);
  const total = new Sum('Sum_y', period);
  value.onUpdated((_, point) => {
    values.push(point.timeMs, point.value);
    if (values.samples === weights.samples) weighted.push(point.timeMs, point.value * weights.value);
  });
  weight.onUpdated((_, point) => {
    weights.push(point.timeMs, point.value);
    if (values.samples === weights.samples) weighted.push(point.timeMs, point.value * values.value);
    total.push(point.timeMs, point.value);
  });
  const mean = (left: Indicator, right: Indicator): number =>
    right.value === 0 ? Number.NaN : left.value / right.value;
  return new ResetCompositeIndicator(weighted, total, mean, () => {
    values.reset();
    weights.reset();
  });
}

/** The functions that compose indicators, by LEAN's names. */
export const IndicatorExtensions = {
  /** Makes the second indicator take the values of the first. */
  of: <I extends ValueIndicator>(second: I, first: Indicator, waitForFirstToReady = true): I =>
    second.of(first, waitForFirstToReady),
  plus: (left: Indicator, right: Indicator | number, name?: string): CompositeIndicator => left.plus(right, name),
  minus: (left: Indicator, right: Indicator | number, name?: string): CompositeIndicator => left.minus(right, name),
  times: (left: Indicator, right: Indicator | number, name?: string): CompositeIndicator => left.times(right, name),
  over: (left: Indicator, right: Indicator | number, name?: string): CompositeIndicator => left.over(right, name),
  sma: smaOf,
  ema: emaOf,
  max: maxOf,
  min: minOf,
  weightedBy,
} as const;

import { ExponentialMovingAverage } from './exponential-moving-average.ts';
import type { Indicator } from './indicator.ts';
import { Maximum } from './maximum.ts';
import { Minimum } from './minimum.ts';
import { SimpleMovingAverage } from './simple-moving-average.ts';

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

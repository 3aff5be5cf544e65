import { ExponentialMovingAverage } from './exponential-moving-average.ts';
import type { ValueIndicator } from './indicator.ts';
import { SimpleMovingAverage } from './simple-moving-average.ts';
import { WilderMovingAverage } from './wilder-moving-average.ts';

/** Kinds of averages that other indicators are built of; LEAN's numbers. */
export const MovingAverageType = { Simple: 0, Exponential: 1, Wilders: 2 } as const;
export type MovingAverageType = (typeof MovingAverageType)[keyof typeof MovingAverageType];

/** A new average of a kind. @throws LockstepError `INDICATOR_INVALID` */
export function createMovingAverage(type: MovingAverageType, name: string, period: number): ValueIndicator {
  switch (type) {
    case MovingAverageType.Simple:
      return new SimpleMovingAverage(name, period);
    case MovingAverageType.Exponential:
      return new ExponentialMovingAverage(name, period);
    case MovingAverageType.Wilders:
      return new WilderMovingAverage(name, period);
  }
}

import { ArnaudLegouxMovingAverage } from './arnaud-legoux-moving-average.ts';
import { DoubleExponentialMovingAverage } from './double-exponential-moving-average.ts';
import { ExponentialMovingAverage } from './exponential-moving-average.ts';
import { HullMovingAverage } from './hull-moving-average.ts';
import type { ValueIndicator } from './indicator.ts';
import { KaufmanAdaptiveMovingAverage } from './kaufman-adaptive-moving-average.ts';
import { LinearWeightedMovingAverage } from './linear-weighted-moving-average.ts';
import { McGinleyDynamic } from './mc-ginley-dynamic.ts';
import { SimpleMovingAverage } from './simple-moving-average.ts';
import { T3MovingAverage } from './t3-moving-average.ts';
import { TriangularMovingAverage } from './triangular-moving-average.ts';
import { TripleExponentialMovingAverage } from './triple-exponential-moving-average.ts';
import { WilderMovingAverage } from './wilder-moving-average.ts';
import { ZeroLagExponentialMovingAverage } from './zero-lag-exponential-moving-average.ts';

/** Kinds of averages that other indicators are built of; LEAN's numbers. */
export const MovingAverageType = {
  Simple: 0,
  Exponential: 1,
  Wilders: 2,
  LinearWeightedMovingAverage: 3,
  DoubleExponential: 4,
  TripleExponential: 5,
  Triangular: 6,
  T3: 7,
  Kama: 8,
  Hull: 9,
  Alma: 10,
  Zlema: 11,
  MGD: 12,
} as const;
export type MovingAverageType = (typeof MovingAverageType)[keyof typeof MovingAverageType];

const NAMES = Object.keys(MovingAverageType);

const CLASSES: readonly (new (name: string, period: number) => ValueIndicator)[] = [
  SimpleMovingAverage,
  ExponentialMovingAverage,
  WilderMovingAverage,
  LinearWeightedMovingAverage,
  DoubleExponentialMovingAverage,
  TripleExponentialMovingAverage,
  TriangularMovingAverage,
  T3MovingAverage,
  KaufmanAdaptiveMovingAverage,
  HullMovingAverage,
  ArnaudLegouxMovingAverage,
  ZeroLagExponentialMovingAverage,
  McGinleyDynamic,
];

/** A new average of a kind. @throws LockstepError `INDICATOR_INVALID` */
export function createMovingAverage(type: MovingAverageType, name: string, period: number): ValueIndicator {
  const MovingAverage = CLASSES[type] as (typeof CLASSES)[number];
  return new MovingAverage(name, period);
}

/** Name of a kind, for example `Wilders`. */
export function movingAverageName(type: MovingAverageType): string {
  return NAMES[type] as string;
}

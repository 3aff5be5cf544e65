import { ExponentialAverage } from './exponential-average.ts';
import { checkPeriod, type ValueIndicator } from './indicator.ts';
import { createMovingAverage, MovingAverageType } from './moving-average-type.ts';
import { SimpleAverage } from './simple-average.ts';
import { WilderAverage } from './wilder-average.ts';

/** The number that a moving average comes to, without all else that an indicator is: other indicators are made of it. */
export interface RunningAverage {
  /** Zero before the first number. */
  readonly value: number;
  /** What the exact value exceeds `value` by, as far as it is known. */
  readonly residual: number;
  readonly isReady: boolean;
  readonly warmUpPeriod: number;
  add(value: number): void;
  reset(): void;
}

/** A moving average of any kind. */
class AverageOfIndicator implements RunningAverage {
  readonly #indicator: ValueIndicator;

  constructor(indicator: ValueIndicator) {
    this.#indicator = indicator;
  }

  get value(): number {
    return this.#indicator.value;
  }

  get residual(): number {
    return this.#indicator.residual;
  }

  get isReady(): boolean {
    return this.#indicator.isReady;
  }

  get warmUpPeriod(): number {
    return this.#indicator.warmUpPeriod;
  }

  add(value: number): void {
    this.#indicator.push(this.#indicator.samples, value);
  }

  reset(): void {
    this.#indicator.reset();
  }
}

/** A new average of a kind. @param name of the indicator that is made of it @throws LockstepError `INDICATOR_INVALID` */
export function createRunningAverage(type: MovingAverageType, name: string, period: number): RunningAverage {
  if (type === MovingAverageType.Simple) return new SimpleAverage(checkPeriod(name, period));
  if (type === MovingAverageType.Exponential) return new ExponentialAverage(checkPeriod(name, period));
  if (type === MovingAverageType.Wilders) return new WilderAverage(checkPeriod(name, period));
  return new AverageOfIndicator(createMovingAverage(type, name, period));
}

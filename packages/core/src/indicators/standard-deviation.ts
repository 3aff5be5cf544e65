import { Variance } from './variance.ts';

/** Population standard deviation of the last `period` values. */
export class StandardDeviation extends Variance {
  /** @throws LockstepError `INDICATOR_INVALID` */
  constructor(period: number);
  constructor(name: string, period: number);
  constructor(first: number | string, second?: number) {
    if (typeof first === 'string') super(first, second as number);
    else super(`STD(${first})`, first);
  }

  protected override compute(value: number): number {
    return Math.sqrt(super.compute(value));
  }
}

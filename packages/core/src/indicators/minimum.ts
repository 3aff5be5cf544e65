import { Extremum } from './extremum.ts';

/** Smallest of the last `period` values. */
export class Minimum extends Extremum {
  /** @throws LockstepError `INDICATOR_INVALID` */
  constructor(period: number);
  constructor(name: string, period: number);
  constructor(first: number | string, second?: number) {
    if (typeof first === 'string') super(first, second as number, -1);
    else super(`MIN(${first})`, first, -1);
  }

  /** How many inputs ago the minimum was, 0 for the last one. */
  get periodsSinceMinimum(): number {
    return this.periodsSince;
  }
}

import { Extremum } from './extremum.ts';

/** Largest of the last `period` values. */
export class Maximum extends Extremum {
  /** @throws LockstepError `INDICATOR_INVALID` */
  constructor(period: number);
  constructor(name: string, period: number);
  constructor(first: number | string, second?: number) {
    if (typeof first === 'string') super(first, second as number, 1);
    else super(`MAX(${first})`, first, 1);
  }

  /** How many inputs ago the maximum was, 0 for the last one. */
  get periodsSinceMaximum(): number {
    return this.periodsSince;
  }
}

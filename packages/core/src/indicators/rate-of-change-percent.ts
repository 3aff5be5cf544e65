import { RateOfChange } from './rate-of-change.ts';

/** Change since the value `period` steps before, in percent of it. */
export class RateOfChangePercent extends RateOfChange {
  /** @throws LockstepError `INDICATOR_INVALID` */
  constructor(period: number);
  constructor(name: string, period: number);
  constructor(first: number | string, second?: number) {
    if (typeof first === 'string') super(first, second as number);
    else super(`ROCP(${first})`, first);
  }

  protected override compute(value: number): number {
    return 100 * super.compute(value);
  }
}

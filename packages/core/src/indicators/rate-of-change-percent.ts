import { RateOfChange } from './rate-of-change.ts';

/** Change since the value `period` steps before, in percent of it. */
export class RateOfChangePercent extends RateOfChange {
  /** @throws LockstepError `INDICATOR_INVALID` */
  constructor(period: number);
  constructor(name: string, period: number);
  constructor(first: number | string, second?: number) {
    super(typeof first === 'string' ? first : `ROCP(${first})`, typeof first === 'string' ? (second as number) : first);
  }

  protected override change(value: number, before: number): number {
    return 100 * super.change(value, before);
  }
}

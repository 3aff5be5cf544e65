import { RateOfChangePercent } from './rate-of-change-percent.ts';

/** The percentage rate of change under another name. */
export class MomentumPercent extends RateOfChangePercent {
  /** @throws LockstepError `INDICATOR_INVALID` */
  constructor(period: number);
  constructor(name: string, period: number);
  constructor(first: number | string, second?: number) {
    super(typeof first === 'string' ? first : `MOMP(${first})`, typeof first === 'string' ? (second as number) : first);
  }
}

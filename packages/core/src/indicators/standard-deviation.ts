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

  override push(endTimeMs: number, value: number): void {
    const state = this.state;
    if (!state.accept(endTimeMs)) return;
    this.rolling.add(value);
    state.publish(endTimeMs, Math.sqrt(this.rolling.value));
  }
}

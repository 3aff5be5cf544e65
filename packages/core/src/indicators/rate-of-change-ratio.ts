import { type Named, splitName } from './named.ts';
import { RateOfChange } from './rate-of-change.ts';

/** The value divided by the one `period` steps before; zero while they are equal. */
export class RateOfChangeRatio extends RateOfChange {
  /** @throws LockstepError `INDICATOR_INVALID` */
  constructor(...args: Named<[period: number]>) {
    const [name, period] = splitName(args);
    super(name ?? `ROCR(${period})`, period);
  }

  protected override change(value: number, before: number): number {
    const change = super.change(value, before);
    return change === 0 ? 0 : change + 1;
  }
}

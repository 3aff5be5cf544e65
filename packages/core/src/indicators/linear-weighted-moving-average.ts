import { type Named, splitName } from './named.ts';
import { WindowIndicator } from './window-indicator.ts';

/** Mean of the last `period` values with weights 1, 2, … period, the newest heaviest; zero before. */
export class LinearWeightedMovingAverage extends WindowIndicator {
  /** @throws LockstepError `INDICATOR_INVALID` */
  constructor(...args: Named<[period: number]>) {
    const [name, period] = splitName(args);
    super(name ?? `LWMA(${period})`, period);
  }

  protected override compute(): number {
    const { inputs, period } = this;
    if (!inputs.isFull) return 0;
    let weighted = 0;
    for (let i = 0; i < period; i++) weighted += (period - i) * inputs.at(i);
    return weighted / ((period * (period + 1)) / 2);
  }
}

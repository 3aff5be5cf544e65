import { AccumulationDistributionOscillator } from './accumulation-distribution-oscillator.ts';
import { type Named, splitName } from './named.ts';

/** The accumulation and distribution oscillator under another name. */
export class ChaikinOscillator extends AccumulationDistributionOscillator {
  /** @throws LockstepError `INDICATOR_INVALID` */
  constructor(...args: Named<[fastPeriod: number, slowPeriod: number]>) {
    const [name, fastPeriod, slowPeriod] = splitName(args);
    super(name ?? `ChaikinOscillator(${fastPeriod},${slowPeriod})`, fastPeriod, slowPeriod);
  }
}

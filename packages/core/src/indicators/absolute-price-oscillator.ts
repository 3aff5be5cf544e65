import { MovingAverageConvergenceDivergence } from './moving-average-convergence-divergence.ts';
import { MovingAverageType } from './moving-average-type.ts';
import { type Named, splitName } from './named.ts';

/** Difference of a fast and a slow average of prices, with an average of that difference over the slow period as signal. */
export class AbsolutePriceOscillator extends MovingAverageConvergenceDivergence {
  /** @throws LockstepError `INDICATOR_INVALID` unless fast < slow */
  constructor(...args: Named<[fastPeriod: number, slowPeriod: number, movingAverageType?: MovingAverageType]>) {
    const [name, fast, slow, type = MovingAverageType.Simple] = splitName(args);
    super(name ?? `APO(${fast},${slow})`, fast, slow, slow, type);
  }
}

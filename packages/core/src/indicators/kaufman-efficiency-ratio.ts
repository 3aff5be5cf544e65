import { type Named, splitName } from './named.ts';
import { WindowIndicator } from './window-indicator.ts';

/**
 * Kaufman's efficiency ratio: the change over `period` steps divided by the sum of the steps' sizes, 1 for a straight
 * rise and near 0 for noise. Before it is ready, the input.
 */
export class KaufmanEfficiencyRatio extends WindowIndicator {
  /** The window holds one value more than the period has steps. @throws LockstepError `INDICATOR_INVALID` */
  constructor(...args: Named<[period: number]>) {
    const [name, period] = splitName(args);
    super(name ?? `KER(${period})`, period + 1);
  }

  protected override compute(_endTimeMs: number, value: number): number {
    return this.inputs.isFull ? this.ratio() : value;
  }

  /** The ratio over a full window. */
  protected ratio(): number {
    const { inputs, period } = this;
    const change = inputs.at(0) - inputs.oldest;
    let path = 0;
    for (let i = 0; i < period - 1; i++) path += Math.abs(inputs.at(i) - inputs.at(i + 1));
    return path <= change || path === 0 ? 1 : Math.abs(change / path);
  }
}

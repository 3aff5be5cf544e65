import { BarIndicator } from './indicator.ts';
import { Maximum } from './maximum.ts';
import { Minimum } from './minimum.ts';
import { type Named, splitName } from './named.ts';

/** Largest of the last highs, smallest of the last lows, and as value the middle of both. */
export class DonchianChannel extends BarIndicator {
  readonly upperBand: Maximum;
  readonly lowerBand: Minimum;

  /** @param lowerPeriod the upper one unless given. @throws LockstepError `INDICATOR_INVALID` */
  constructor(...args: Named<[upperPeriod: number, lowerPeriod?: number]>) {
    const [name, upperPeriod, lowerPeriod = upperPeriod] = splitName(args);
    super(name ?? `DCH(${upperPeriod},${lowerPeriod})`, Math.max(upperPeriod, lowerPeriod));
    this.upperBand = new Maximum(`${this.name}_UpperBand`, upperPeriod);
    this.lowerBand = new Minimum(`${this.name}_LowerBand`, lowerPeriod);
  }

  override reset(): void {
    this.upperBand.reset();
    this.lowerBand.reset();
    super.reset();
  }

  override pushBar(endTimeMs: number, _open: number, high: number, low: number): void {
    if (!this.state.accept(endTimeMs)) return;
    this.upperBand.push(endTimeMs, high);
    this.lowerBand.push(endTimeMs, low);
    this.state.publish(endTimeMs, (this.upperBand.value + this.lowerBand.value) / 2);
  }
}

import { BarIndicator } from './indicator.ts';
import { Maximum } from './maximum.ts';
import { Minimum } from './minimum.ts';
import { type Named, splitName } from './named.ts';

/** How far the close lies below the largest of the last highs, in percent of the last range: −100 to 0. Zero until ready. */
export class WilliamsPercentR extends BarIndicator {
  readonly maximum: Maximum;
  readonly minimum: Minimum;

  /** @throws LockstepError `INDICATOR_INVALID` */
  constructor(...args: Named<[period: number]>) {
    const [name, period] = splitName(args);
    super(name ?? `WILR(${period})`, period);
    this.maximum = new Maximum(`${this.name}_Max`, period);
    this.minimum = new Minimum(`${this.name}_Min`, period);
  }

  override reset(): void {
    this.maximum.reset();
    this.minimum.reset();
    super.reset();
  }

  override pushBar(endTimeMs: number, _open: number, high: number, low: number, close: number): void {
    if (!this.state.accept(endTimeMs)) return;
    this.minimum.push(endTimeMs, low);
    this.maximum.push(endTimeMs, high);
    const range = this.maximum.value - this.minimum.value;
    const isThere = this.isReady && range !== 0;
    this.state.publish(endTimeMs, isThere ? (-100 * (this.maximum.value - close)) / range : 0);
  }
}

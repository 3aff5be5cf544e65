import type { PriceData } from '../market/price-data.ts';
import { MS_PER_MINUTE } from '../time/resolution.ts';
import { ValueBarConsolidator } from './value-bar-consolidator.ts';

/** Makes bars of the value of any data, the close of bars: they have no volume. */
export class BaseDataConsolidator extends ValueBarConsolidator<PriceData> {
  override readonly inputKind = null;

  /** As in LEAN a minute until an input finishes the bar. */
  protected override unfinishedLength(): number {
    return MS_PER_MINUTE;
  }

  override update(bar: PriceData): void {
    this.take(bar);
  }

  protected override volumeOf(): number {
    return 0;
  }
}

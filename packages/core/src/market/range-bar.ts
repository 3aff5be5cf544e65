import type { RenkoBarFields } from './renko-bar.ts';
import { TradeBar } from './trade-bar.ts';

/** What a range bar is made of. */
export interface RangeBarFields extends Omit<RenkoBarFields, 'brickSize'> {
  readonly rangeSize: number;
}

/** A bar whose high and low are a range apart. */
export class RangeBar extends TradeBar {
  readonly rangeSize: number;
  /** False for a bar under way. */
  readonly isClosed: boolean;

  constructor(fields: RangeBarFields, isClosed = true) {
    const { symbol, startMs, endMs, open, high, low, close, volume, timeZone } = fields;
    super(symbol, startMs, endMs, open, high, low, close, volume, timeZone);
    this.rangeSize = fields.rangeSize;
    this.isClosed = isClosed;
  }
}

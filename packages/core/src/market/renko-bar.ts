import type { TimeZone } from '../time/time-zone.ts';
import type { SecuritySymbol } from './symbol.ts';
import { TradeBar } from './trade-bar.ts';

/** How renko bricks are made: with LEAN's numbers. */
export const RenkoType = { Classic: 0, Wicked: 1 } as const;
export type RenkoType = (typeof RenkoType)[keyof typeof RenkoType];

/** Which way a bar went, with LEAN's numbers. */
export const BarDirection = { Rising: 0, NoDelta: 1, Falling: 2 } as const;
export type BarDirection = (typeof BarDirection)[keyof typeof BarDirection];

/** What a renko bar is made of. */
export interface RenkoBarFields {
  readonly symbol: SecuritySymbol;
  readonly timeZone: TimeZone;
  /** Epoch ms UTC; so is the end. */
  readonly startMs: number;
  readonly endMs: number;
  readonly brickSize: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number;
}

/** A bar that ends when something has reached a size, whenever that is. */
export abstract class BaseRenkoBar extends TradeBar {
  readonly brickSize: number;

  constructor({ symbol, startMs, endMs, open, high, low, close, volume, timeZone, brickSize }: RenkoBarFields) {
    super(symbol, startMs, endMs, open, high, low, close, volume, timeZone);
    this.brickSize = brickSize;
  }
}

/** A brick: the price has moved by its size. */
export class RenkoBar extends BaseRenkoBar {
  readonly type: RenkoType;
  /** False for a brick under way. */
  readonly isClosed: boolean;

  constructor(fields: RenkoBarFields, type: RenkoType, isClosed = true) {
    super(fields);
    this.type = type;
    this.isClosed = isClosed;
  }

  get direction(): BarDirection {
    if (this.open === this.close) return BarDirection.NoDelta;
    return this.open < this.close ? BarDirection.Rising : BarDirection.Falling;
  }

  /** Distance of open and close. */
  get spread(): number {
    return Math.abs(this.close - this.open);
  }
}

/** A bar of so much volume, in units of the security or of its currency. */
export class VolumeRenkoBar extends BaseRenkoBar {
  get isClosed(): boolean {
    return this.volume >= this.brickSize;
  }
}

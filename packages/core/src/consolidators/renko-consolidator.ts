import type { PriceData } from '../market/price-data.ts';
import { RenkoBar, RenkoType } from '../market/renko-bar.ts';
import { Decimal } from '../numeric/decimal.ts';
import { brickSize, closestMultiple } from './brick-size.ts';
import { TimelessConsolidator } from './timeless-consolidator.ts';

/**
 * Wicked renko bricks of closes: each moves by the size, one that turns back by twice the size from the last; wicks show
 * how far the price went the other way. An input may finish several. They have no volume.
 */
export class RenkoConsolidator extends TimelessConsolidator<RenkoBar> {
  readonly #size: Decimal;
  #isStarted: boolean;
  /** Edges are multiples of the size, kept as decimals so that a price on an edge is not beyond it. */
  #open: Decimal;
  #lastOpen: Decimal;
  #lastIsRising: boolean | null;
  #openMs: number;
  #high: number;
  #low: number;

  /** @throws LockstepError `CONSOLIDATOR_INVALID` unless the size is above zero */
  constructor(barSize: number) {
    super(undefined, undefined);
    this.#size = brickSize('RenkoConsolidator', barSize);
    this.#isStarted = false;
    this.#open = Decimal.ZERO;
    this.#lastOpen = Decimal.ZERO;
    this.#lastIsRising = null;
    this.#openMs = Number.NaN;
    this.#high = Number.NaN;
    this.#low = Number.NaN;
  }

  override get hasWorkingData(): boolean {
    return this.#isStarted;
  }

  /** As in LEAN the last finished brick. */
  override get workingData(): RenkoBar | null {
    return this.consolidated;
  }

  override reset(): void {
    super.reset();
    this.#isStarted = false;
    this.#lastIsRising = null;
  }

  protected override begin(bar: PriceData, value: number): void {
    this.#isStarted = true;
    this.#open = closestMultiple(value, this.#size);
    this.#openMs = bar.timeMs;
    this.#high = this.#open.toNumber();
    this.#low = this.#high;
  }

  protected override advance(bar: PriceData, value: number): void {
    if (value > this.#high) this.#high = value;
    if (value < this.#low) this.#low = value;
    const open = this.#open.toNumber();
    if (value > open) this.#rise(bar, value);
    else if (value < open) this.#fall(bar, value);
  }

  #rise(bar: PriceData, value: number): void {
    if (this.#lastIsRising === false && !this.#finishAbove(bar, value, this.#lastOpen)) return;
    while (this.#finishAbove(bar, value, this.#open));
  }

  #fall(bar: PriceData, value: number): void {
    if (this.#lastIsRising === true && !this.#finishBelow(bar, value, this.#lastOpen)) return;
    while (this.#finishBelow(bar, value, this.#open));
  }

  #finishAbove(bar: PriceData, value: number, open: Decimal): boolean {
    const limit = open.plus(this.#size);
    const close = limit.toNumber();
    if (!(value > close)) return false;
    this.#finish(bar, open, limit, close, this.#low);
    this.#low = close;
    return true;
  }

  #finishBelow(bar: PriceData, value: number, open: Decimal): boolean {
    const limit = open.minus(this.#size);
    const close = limit.toNumber();
    if (!(value < close)) return false;
    this.#finish(bar, open, limit, this.#high, close);
    this.#high = close;
    return true;
  }

  #finish(bar: PriceData, open: Decimal, limit: Decimal, high: number, low: number): void {
    this.#lastOpen = open;
    this.#lastIsRising = limit.gt(open);
    const brick = new RenkoBar(
      {
        symbol: bar.symbol,
        timeZone: bar.timeZone,
        startMs: this.#openMs,
        endMs: bar.timeMs,
        brickSize: this.#size.toNumber(),
        open: open.toNumber(),
        high,
        low,
        close: limit.toNumber(),
        volume: 0,
      },
      RenkoType.Wicked,
    );
    this.emit(brick);
    this.#openMs = bar.timeMs;
    this.#open = limit;
  }
}

import type { PriceData } from '../market/price-data.ts';
import type { QuoteBar } from '../market/quote-bar.ts';
import { RenkoBar, RenkoType } from '../market/renko-bar.ts';
import type { TradeBar } from '../market/trade-bar.ts';
import { Decimal } from '../numeric/decimal.ts';
import { brickSize, multipleAbove } from './brick-size.ts';
import { type ConsolidatorSelector, TimelessConsolidator } from './timeless-consolidator.ts';

/** Renko bricks that end as soon as the value has moved by the size either way from the open. */
export class ClassicRenkoConsolidator<I extends PriceData = TradeBar | QuoteBar> extends TimelessConsolidator<
  RenkoBar,
  I
> {
  readonly #size: Decimal;
  readonly #evenBars: boolean;
  #lastClose: Decimal | null;
  #first: I | null;
  #endMs: number;
  #open: Decimal;
  #highClose: number;
  #lowClose: number;
  #high: number;
  #low: number;
  #close: number;
  #volume: number;

  /**
   * @param selector the value that moves; the close unless given
   * @param volumeSelector what is summed up as volume; that of the trades unless given
   * @param evenBars bricks open at multiples of the size
   * @throws LockstepError `CONSOLIDATOR_INVALID` unless the size is above zero
   */
  constructor(
    barSize: number,
    selector?: ConsolidatorSelector<I>,
    volumeSelector?: ConsolidatorSelector<I>,
    evenBars = true,
  ) {
    super(selector, volumeSelector);
    this.#size = brickSize('ClassicRenkoConsolidator', barSize);
    this.#evenBars = evenBars;
    this.#lastClose = null;
    this.#first = null;
    this.#endMs = Number.NaN;
    this.#open = Decimal.ZERO;
    this.#highClose = Number.NaN;
    this.#lowClose = Number.NaN;
    this.#high = Number.NaN;
    this.#low = Number.NaN;
    this.#close = Number.NaN;
    this.#volume = 0;
  }

  override get hasWorkingData(): boolean {
    return this.#first !== null;
  }

  override get workingData(): RenkoBar | null {
    return this.#first === null ? null : this.#brick(this.#first, false);
  }

  override reset(): void {
    super.reset();
    this.#first = null;
    this.#lastClose = null;
  }

  protected override begin(bar: I, value: number, volume: number): void {
    this.#first = bar;
    this.#endMs = bar.timeMs;
    const open = this.#evenBars ? multipleAbove(value, this.#size) : Decimal.fromNumber(value);
    this.#open = this.#lastClose ?? open;
    this.#highClose = this.#open.plus(this.#size).toNumber();
    this.#lowClose = this.#open.minus(this.#size).toNumber();
    this.#high = this.#low = this.#close = this.#open.toNumber();
    this.#volume = volume;
  }

  protected override advance(bar: I, value: number, volume: number): void {
    const first = this.#first as I;
    this.#endMs = bar.timeMs;
    this.#close = Math.min(this.#highClose, Math.max(this.#lowClose, value));
    this.#volume += volume;
    if (this.#close > this.#high) this.#high = this.#close;
    if (this.#close < this.#low) this.#low = this.#close;
    if (value > this.#lowClose && value < this.#highClose) return;
    this.#lastClose = value <= this.#lowClose ? this.#open.minus(this.#size) : this.#open.plus(this.#size);
    this.emit(this.#brick(first, true));
    this.#first = null;
  }

  #brick({ symbol, timeZone, timeMs }: I, isClosed: boolean): RenkoBar {
    const fields = {
      symbol,
      timeZone,
      startMs: timeMs,
      endMs: this.#endMs,
      brickSize: this.#size.toNumber(),
      open: this.#open.toNumber(),
      high: this.#high,
      low: this.#low,
      close: this.#close,
      volume: this.#volume,
    };
    return new RenkoBar(fields, RenkoType.Classic, isClosed);
  }
}

import { LockstepError } from '../errors/lockstep-error.ts';
import type { PriceData } from '../market/price-data.ts';
import type { QuoteBar } from '../market/quote-bar.ts';
import { RangeBar } from '../market/range-bar.ts';
import type { TradeBar } from '../market/trade-bar.ts';
import { Decimal } from '../numeric/decimal.ts';
import { multipleAbove } from './brick-size.ts';
import { type ConsolidatorSelector, TimelessConsolidator } from './timeless-consolidator.ts';

/**
 * Bars whose high and low are so many price steps apart. A value that lies further off finishes several: those between
 * have no volume. The first opens at a multiple of the range, each later one a step beyond the one before.
 */
export class RangeConsolidator<I extends PriceData = TradeBar | QuoteBar> extends TimelessConsolidator<RangeBar, I> {
  /** Number of price steps. */
  readonly range: number;
  #step: Decimal | null;
  #isFirst: boolean;
  #bar: PriceData | null;
  #startMs: number;
  #endMs: number;
  #open: Decimal;
  #high: Decimal;
  #low: Decimal;
  #close: Decimal;
  #volume: number;
  #isClosed: boolean;

  /**
   * @param selector the value that moves; the close unless given
   * @param volumeSelector what is summed up as volume; that of the trades unless given
   * @throws LockstepError `CONSOLIDATOR_INVALID` unless the range is a whole number above zero
   */
  constructor(range: number, selector?: ConsolidatorSelector<I>, volumeSelector?: ConsolidatorSelector<I>) {
    super(selector, volumeSelector);
    if (!Number.isInteger(range) || range < 1) {
      throw new LockstepError(
        'CONSOLIDATOR_INVALID',
        `${new.target.name} got a range of ${range}; give a whole number of price steps from 1 up.`,
      );
    }
    this.range = range;
    this.#step = null;
    this.#isFirst = true;
    this.#bar = null;
    this.#startMs = Number.NaN;
    this.#endMs = Number.NaN;
    this.#open = Decimal.ZERO;
    this.#high = Decimal.ZERO;
    this.#low = Decimal.ZERO;
    this.#close = Decimal.ZERO;
    this.#volume = 0;
    this.#isClosed = false;
  }

  /** Takes the price step; to be called where a consolidator is fed by hand. */
  override attach({ minimumPriceVariation }: { readonly minimumPriceVariation: Decimal }): void {
    this.#step = minimumPriceVariation;
  }

  /** Distance of high and low. @throws LockstepError `CONSOLIDATOR_INVALID` while the price step is not known */
  get rangeSize(): number {
    return this.#size.toNumber();
  }

  override get hasWorkingData(): boolean {
    return this.#bar !== null;
  }

  override get workingData(): RangeBar | null {
    return this.#bar === null ? null : this.#rangeBar(this.#bar);
  }

  override reset(): void {
    super.reset();
    this.#bar = null;
    this.#isFirst = true;
  }

  protected override begin(bar: I, value: number, volume: number): void {
    this.#bar = bar;
    const open = this.#isFirst ? multipleAbove(value, this.#size) : Decimal.fromNumber(value);
    this.#isFirst = false;
    this.#start(bar.timeMs, open, volume);
  }

  protected override advance(bar: I, value: number, volume: number): void {
    const price = Decimal.fromNumber(value);
    const isRising = price.gt(this.#high);
    this.#take(bar.timeMs, price, volume);
    while (this.#isClosed) {
      this.emit(this.#rangeBar(bar));
      if (!this.continuesBeyond) {
        this.#bar = null;
        return;
      }
      const step = this.#requireStep();
      this.#start(bar.timeMs, isRising ? this.#high.plus(step) : this.#low.minus(step), 0);
      const isBetween = this.#low.minus(price).abs().gt(this.#size);
      this.#take(bar.timeMs, price, isBetween ? 0 : volume);
    }
  }

  /** Whether a finished bar is followed at once by those up to the value that finished it. */
  protected get continuesBeyond(): boolean {
    return true;
  }

  get #size(): Decimal {
    return this.#requireStep().times(Decimal.fromInteger(this.range));
  }

  #requireStep(): Decimal {
    if (this.#step !== null) return this.#step;
    throw new LockstepError(
      'CONSOLIDATOR_INVALID',
      'A range consolidator got data before it knew the price step of its security; add it with subscriptionManager.addConsolidator, or call its attach({ minimumPriceVariation }).',
    );
  }

  #start(timeMs: number, open: Decimal, volume: number): void {
    this.#startMs = timeMs;
    this.#endMs = timeMs;
    this.#open = this.#high = this.#low = this.#close = open;
    this.#volume = volume;
    this.#isClosed = false;
  }

  /** A value within the range widens the bar; one beyond it closes the bar at the range's edge, without its volume. */
  #take(timeMs: number, price: Decimal, volume: number): void {
    this.#endMs = timeMs;
    if (price.lt(this.#low)) {
      if (this.#high.minus(price).gt(this.#size)) {
        this.#isClosed = true;
        this.#low = this.#close = this.#high.minus(this.#size);
        return;
      }
      this.#low = price;
    } else if (price.gt(this.#high)) {
      if (price.minus(this.#low).gt(this.#size)) {
        this.#isClosed = true;
        this.#high = this.#close = this.#low.plus(this.#size);
        return;
      }
      this.#high = price;
    }
    this.#volume += volume;
  }

  #rangeBar({ symbol, timeZone }: PriceData): RangeBar {
    const fields = {
      symbol,
      timeZone,
      startMs: this.#startMs,
      endMs: this.#endMs,
      rangeSize: this.rangeSize,
      open: this.#open.toNumber(),
      high: this.#high.toNumber(),
      low: this.#low.toNumber(),
      close: this.#close.toNumber(),
      volume: this.#volume,
    };
    return new RangeBar(fields, this.#isClosed);
  }
}

/** The same without bars in between: after a finished bar the next value opens one. */
export class ClassicRangeConsolidator extends RangeConsolidator {
  protected override get continuesBeyond(): boolean {
    return false;
  }
}

import { DataKind } from '../market/data-batch.ts';
import { VolumeRenkoBar } from '../market/renko-bar.ts';
import { Tick } from '../market/tick.ts';
import { TickType } from '../market/tick-type.ts';
import type { TradeBar } from '../market/trade-bar.ts';
import { Decimal } from '../numeric/decimal.ts';
import { brickSize } from './brick-size.ts';
import { Consolidator } from './consolidator.ts';

/** Bars of so much volume, of trade bars or trade ticks; what one has too much of goes into the next bar, or several. */
export class VolumeRenkoConsolidator extends Consolidator<VolumeRenkoBar, TradeBar | Tick> {
  override readonly inputKind = DataKind.TradeBar;
  override readonly needsScan = false;
  readonly #size: Decimal;
  #bar: VolumeRenkoBar | null;
  /** That of the bar under way. */
  #volume: Decimal;

  /** @throws LockstepError `CONSOLIDATOR_INVALID` unless the size is above zero */
  constructor(barSize: number) {
    super();
    this.#size = brickSize(new.target.name, barSize);
    this.#bar = null;
    this.#volume = Decimal.ZERO;
  }

  override get inputTickType(): TickType {
    return TickType.Trade;
  }

  override get hasWorkingData(): boolean {
    return this.#bar !== null;
  }

  override get workingData(): VolumeRenkoBar | null {
    return this.#bar;
  }

  override update(data: TradeBar | Tick): void {
    if (data instanceof Tick && data.tickType !== TickType.Trade) return;
    const bar = tradedOf(data);
    let left = this.volumeOf(bar);
    let under = this.#bar ?? this.#make(bar, bar.timeMs, bar.open, bar.high, bar.low);
    for (;;) {
      const volume = this.#volume.plus(left);
      const isFull = volume.gte(this.#size);
      this.#volume = isFull ? this.#size : volume;
      under = this.#make(bar, under.timeMs, under.open, Math.max(under.high, bar.high), Math.min(under.low, bar.low));
      this.#bar = under;
      if (!isFull) return;
      this.emit(under);
      left = volume.minus(this.#size);
      this.#volume = Decimal.ZERO;
      under = this.#make(bar, bar.endTimeMs, bar.close, bar.close, bar.close);
    }
  }

  override scan(): void {
    // Time alone finishes nothing.
  }

  override reset(): void {
    super.reset();
    this.#bar = null;
    this.#volume = Decimal.ZERO;
  }

  /** What a bar counts for. */
  protected volumeOf(bar: Traded): Decimal {
    return Decimal.fromNumber(bar.volume);
  }

  /** The bar under way after an input. */
  #make(bar: Traded, startMs: number, open: number, high: number, low: number): VolumeRenkoBar {
    return new VolumeRenkoBar({
      symbol: bar.symbol,
      timeZone: bar.timeZone,
      startMs,
      endMs: bar.endTimeMs,
      brickSize: this.#size.toNumber(),
      open,
      high,
      low,
      close: bar.close,
      volume: this.#volume.toNumber(),
    });
  }
}

/** What was traded: in a bar, or by a tick at one price. */
type Traded = Pick<
  TradeBar,
  'symbol' | 'timeZone' | 'timeMs' | 'endTimeMs' | 'open' | 'high' | 'low' | 'close' | 'volume'
>;

function tradedOf(data: TradeBar | Tick): Traded {
  if (!(data instanceof Tick)) return data;
  const { symbol, timeZone, timeMs, endTimeMs, value, quantity } = data;
  return { symbol, timeZone, timeMs, endTimeMs, open: value, high: value, low: value, close: value, volume: quantity };
}

/** Bars of so much turnover: volume times close, in the quote currency. */
export class DollarVolumeRenkoConsolidator extends VolumeRenkoConsolidator {
  protected override volumeOf(bar: Traded): Decimal {
    return Decimal.fromNumber(bar.volume).times(Decimal.fromNumber(bar.close));
  }
}

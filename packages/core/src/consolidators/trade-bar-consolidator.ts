import { DataKind } from '../market/data-batch.ts';
import { MergedPrices } from '../market/exact-prices.ts';
import type { SecuritySymbol } from '../market/symbol.ts';
import { TradeBar } from '../market/trade-bar.ts';
import { type Resolution, resolutionToMs } from '../time/resolution.ts';
import type { TimeZone } from '../time/time-zone.ts';
import { BarPeriod, type BarPeriodLike } from './bar-period.ts';
import { PeriodConsolidator } from './period-consolidator.ts';

/** Makes longer trade bars: by a period, a number of bars, both, or a calendar. */
export class TradeBarConsolidator extends PeriodConsolidator<TradeBar> {
  override readonly inputKind = DataKind.TradeBar;
  protected override readonly makesTradeBars = true;
  #open: number;
  #high: number;
  #low: number;
  #close: number;
  #volume: number;
  /** The inputs that gave open, high, low and close; null before the first. */
  #openFrom: TradeBar | null;
  #highFrom: TradeBar | null;
  #lowFrom: TradeBar | null;
  #closeFrom: TradeBar | null;

  /** @throws LockstepError `CONSOLIDATOR_INVALID` */
  constructor(period: BarPeriodLike, maxCount?: number) {
    super(new BarPeriod(period, maxCount));
    this.#open = Number.NaN;
    this.#high = Number.NaN;
    this.#low = Number.NaN;
    this.#close = Number.NaN;
    this.#volume = Number.NaN;
    this.#openFrom = null;
    this.#highFrom = null;
    this.#lowFrom = null;
    this.#closeFrom = null;
  }

  static fromResolution(resolution: Resolution): TradeBarConsolidator {
    return new TradeBarConsolidator({ periodMs: resolutionToMs(resolution) });
  }

  protected override open(bar: TradeBar): void {
    this.#open = bar.open;
    this.#high = bar.high;
    this.#low = bar.low;
    this.#close = bar.close;
    this.#volume = bar.volume;
    this.#openFrom = this.#highFrom = this.#lowFrom = this.#closeFrom = bar;
  }

  protected override merge(bar: TradeBar): void {
    this.#close = bar.close;
    this.#closeFrom = bar;
    this.#volume += bar.volume;
    if (bar.low < this.#low) {
      this.#low = bar.low;
      this.#lowFrom = bar;
    }
    if (bar.high > this.#high) {
      this.#high = bar.high;
      this.#highFrom = bar;
    }
  }

  protected override build(startUtc: number, endUtc: number): TradeBar {
    return new TradeBar(
      this.symbol as SecuritySymbol,
      startUtc,
      endUtc,
      this.#open,
      this.#high,
      this.#low,
      this.#close,
      this.#volume,
      this.zone as TimeZone,
      false,
      new MergedPrices([this.#openFrom!, this.#highFrom!, this.#lowFrom!, this.#closeFrom!]),
    );
  }
}

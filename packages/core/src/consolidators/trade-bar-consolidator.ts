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
  /** The inputs that gave open, high, low and close; null before the first. */
  #openFrom: TradeBar | null;
  #highFrom: TradeBar | null;
  #lowFrom: TradeBar | null;
  #closeFrom: TradeBar | null;
  private volume: number;

  /** @throws LockstepError `CONSOLIDATOR_INVALID` */
  constructor(period: BarPeriodLike, maxCount?: number) {
    super(new BarPeriod(period, maxCount));
    this.#openFrom = null;
    this.#highFrom = null;
    this.#lowFrom = null;
    this.#closeFrom = null;
    this.volume = Number.NaN;
  }

  static fromResolution(resolution: Resolution): TradeBarConsolidator {
    return new TradeBarConsolidator({ periodMs: resolutionToMs(resolution) });
  }

  protected override open(bar: TradeBar): void {
    this.#openFrom = this.#highFrom = this.#lowFrom = this.#closeFrom = bar;
    this.volume = bar.volume;
  }

  protected override merge(bar: TradeBar): void {
    this.#closeFrom = bar;
    this.volume += bar.volume;
    if (bar.low < this.#lowFrom!.low) this.#lowFrom = bar;
    if (bar.high > this.#highFrom!.high) this.#highFrom = bar;
  }

  protected override build(startUtc: number, endUtc: number): TradeBar {
    const [open, high, low, close] = [this.#openFrom!, this.#highFrom!, this.#lowFrom!, this.#closeFrom!];
    return new TradeBar(
      this.symbol as SecuritySymbol,
      startUtc,
      endUtc,
      open.open,
      high.high,
      low.low,
      close.close,
      this.volume,
      this.zone as TimeZone,
      false,
      new MergedPrices([open, high, low, close]),
    );
  }
}

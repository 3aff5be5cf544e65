import type { PriceData } from '../market/price-data.ts';
import type { SecuritySymbol } from '../market/symbol.ts';
import { TradeBar } from '../market/trade-bar.ts';
import { MS_PER_MINUTE } from '../time/resolution.ts';
import type { TimeZone } from '../time/time-zone.ts';
import { BarPeriod, type BarPeriodLike } from './bar-period.ts';
import { PeriodConsolidator } from './period-consolidator.ts';

/** Makes bars of the value of any data, the close of bars: they have no volume. */
export class BaseDataConsolidator extends PeriodConsolidator<TradeBar, PriceData> {
  override readonly inputKind = null;
  protected override readonly makesTradeBars = true;
  #open: number;
  #high: number;
  #low: number;
  #close: number;

  /** @throws LockstepError `CONSOLIDATOR_INVALID` */
  constructor(period: BarPeriodLike, maxCount?: number) {
    super(new BarPeriod(period, maxCount));
    this.#open = Number.NaN;
    this.#high = Number.NaN;
    this.#low = Number.NaN;
    this.#close = Number.NaN;
  }

  /** As in LEAN a minute until an input finishes the bar. */
  protected override unfinishedLength(): number {
    return MS_PER_MINUTE;
  }

  override update(bar: PriceData): void {
    this.take(bar);
  }

  protected override open(bar: PriceData): void {
    this.#open = this.#high = this.#low = this.#close = bar.value;
  }

  protected override merge({ value }: PriceData): void {
    this.#close = value;
    if (value < this.#low) this.#low = value;
    if (value > this.#high) this.#high = value;
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
      0,
      this.zone as TimeZone,
    );
  }
}

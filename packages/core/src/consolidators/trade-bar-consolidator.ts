import type { DataPoint } from '../data/data-point.ts';
import { DataKind } from '../market/data-batch.ts';
import { type BarPrices, MergedPrices, type PricePlace } from '../market/exact-prices.ts';
import type { SecuritySymbol } from '../market/symbol.ts';
import { TradeBar } from '../market/trade-bar.ts';
import { type Resolution, resolutionToMs } from '../time/resolution.ts';
import type { TimeZone } from '../time/time-zone.ts';
import { BarPeriod, type BarPeriodLike } from './bar-period.ts';
import { PeriodConsolidator } from './period-consolidator.ts';
import { TradeBarRow } from './trade-bar-row.ts';

/** A price of the working bar, and where its decimals stand. */
class WorkingPrice implements PricePlace {
  value = Number.NaN;
  row = 0;
  prices: BarPrices | null = null;

  take(value: number, { prices, row }: TradeBarRow): void {
    this.value = value;
    this.row = row;
    if (this.prices !== prices) this.prices = prices;
  }
}

/** Makes longer trade bars: by a period, a number of bars, both, or a calendar. */
export class TradeBarConsolidator extends PeriodConsolidator<TradeBar, TradeBar, TradeBarRow> {
  override readonly inputKind = DataKind.TradeBar;
  protected override readonly makesTradeBars = true;
  readonly #input: TradeBarRow;
  readonly #open: WorkingPrice;
  readonly #high: WorkingPrice;
  readonly #low: WorkingPrice;
  readonly #close: WorkingPrice;
  private volume: number;

  /** @throws LockstepError `CONSOLIDATOR_INVALID` */
  constructor(period: BarPeriodLike, maxCount?: number) {
    super(new BarPeriod(period, maxCount));
    this.#input = new TradeBarRow();
    this.#open = new WorkingPrice();
    this.#high = new WorkingPrice();
    this.#low = new WorkingPrice();
    this.#close = new WorkingPrice();
    this.volume = Number.NaN;
  }

  static fromResolution(resolution: Resolution): TradeBarConsolidator {
    return new TradeBarConsolidator({ periodMs: resolutionToMs(resolution) });
  }

  override update(bar: TradeBar): void {
    this.take(this.#input.showBar(bar));
  }

  /** Takes the trade bar that a data point refers to, without an object for it. */
  updateFrom(point: DataPoint): void {
    this.take(this.#input.showPoint(point));
  }

  protected override open(bar: TradeBarRow): void {
    this.#open.take(bar.open, bar);
    this.#high.take(bar.high, bar);
    this.#low.take(bar.low, bar);
    this.#close.take(bar.close, bar);
    this.volume = bar.volume;
  }

  protected override merge(bar: TradeBarRow): void {
    this.#close.take(bar.close, bar);
    this.volume += bar.volume;
    if (bar.low < this.#low.value) this.#low.take(bar.low, bar);
    if (bar.high > this.#high.value) this.#high.take(bar.high, bar);
  }

  protected override build(startUtc: number, endUtc: number): TradeBar {
    return new TradeBar(
      this.symbol as SecuritySymbol,
      startUtc,
      endUtc,
      this.#open.value,
      this.#high.value,
      this.#low.value,
      this.#close.value,
      this.volume,
      this.zone as TimeZone,
      false,
      new MergedPrices(this.#open, this.#high, this.#low, this.#close),
    );
  }
}

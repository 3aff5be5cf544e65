import type { DataPoint } from '../data/data-point.ts';
import { DataKind, type TradeBarBatch } from '../market/data-batch.ts';
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

  take(value: number, prices: BarPrices | null, row: number): void {
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
    const { symbol, exchangeHours } = point.subscription.config;
    if (symbol !== this.symbol || !this.goesOn(exchangeHours.timeZone.toLocal(point.timeMs))) {
      this.take(this.#input.showPoint(point));
      return;
    }
    const { row } = point;
    const { high, low, close, volume, exact } = point.batch as TradeBarBatch;
    const added = point.isFillForward ? 0 : (volume[row] as number);
    this.#add(high[row] as number, low[row] as number, close[row] as number, added, exact, row);
  }

  protected override open({ open, high, low, close, volume, prices, row }: TradeBarRow): void {
    this.#open.take(open, prices, row);
    this.#high.take(high, prices, row);
    this.#low.take(low, prices, row);
    this.#close.take(close, prices, row);
    this.volume = volume;
  }

  protected override merge({ high, low, close, volume, prices, row }: TradeBarRow): void {
    this.#add(high, low, close, volume, prices, row);
  }

  // oxlint-disable-next-line max-params -- called for every bar, whose numbers an object would have to hold first
  #add(high: number, low: number, close: number, volume: number, prices: BarPrices | null, row: number): void {
    this.#close.take(close, prices, row);
    this.volume += volume;
    if (low < this.#low.value) this.#low.take(low, prices, row);
    if (high > this.#high.value) this.#high.take(high, prices, row);
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

import type { DataPoint } from '../data/data-point.ts';
import type { BarField } from '../market/bar-field.ts';
import type { TradeBarBatch } from '../market/data-batch.ts';
import type { BarPrices } from '../market/exact-prices.ts';
import type { SecuritySymbol } from '../market/symbol.ts';
import type { TradeBar } from '../market/trade-bar.ts';
import type { TimeZone } from '../time/time-zone.ts';

/** A trade bar while a consolidator takes it in: one object, written anew for each bar, that nobody keeps. */
export class TradeBarRow {
  symbol: SecuritySymbol | null;
  timeZone: TimeZone | null;
  timeMs: number;
  endTimeMs: number;
  open: number;
  high: number;
  low: number;
  close: number;
  volume: number;
  /** Where the exact decimals of the prices stand, and in which row. */
  prices: BarPrices | null;
  row: number;

  constructor() {
    this.symbol = null;
    this.timeZone = null;
    this.timeMs = Number.NaN;
    this.endTimeMs = Number.NaN;
    this.open = Number.NaN;
    this.high = Number.NaN;
    this.low = Number.NaN;
    this.close = Number.NaN;
    this.volume = Number.NaN;
    this.prices = null;
    this.row = 0;
  }

  /** Shows the bar of a data point. A reference is mostly there already, and comparing costs less than writing. */
  showPoint({ subscription: { config }, batch, row, timeMs, endTimeMs, isFillForward }: DataPoint): this {
    const bars = batch as TradeBarBatch;
    if (this.symbol !== config.symbol) this.symbol = config.symbol;
    if (this.timeZone !== config.exchangeHours.timeZone) this.timeZone = config.exchangeHours.timeZone;
    if (this.prices !== bars.exact) this.prices = bars.exact;
    this.row = row;
    this.timeMs = timeMs;
    this.endTimeMs = endTimeMs;
    this.open = bars.open[row] as number;
    this.high = bars.high[row] as number;
    this.low = bars.low[row] as number;
    this.close = bars.close[row] as number;
    this.volume = isFillForward ? 0 : (bars.volume[row] as number);
    return this;
  }

  showBar(bar: TradeBar): this {
    this.symbol = bar.symbol;
    this.timeZone = bar.timeZone;
    this.prices = { at: (column) => bar.exact(column as BarField) };
    this.row = 0;
    this.timeMs = bar.timeMs;
    this.endTimeMs = bar.endTimeMs;
    this.open = bar.open;
    this.high = bar.high;
    this.low = bar.low;
    this.close = bar.close;
    this.volume = bar.volume;
    return this;
  }
}

import { BarField } from '../../../market/bar-field.ts';
import { DataKind, type QuoteBarBatch, type TickBatch, type TradeBarBatch } from '../../../market/data-batch.ts';
import { SecurityType } from '../../../market/security-type.ts';
import type { Decimal } from '../../../numeric/decimal.ts';
import { FillBar } from '../../../orders/fill-bar.ts';
import type { Security } from '../../security.ts';
import { subscribesKind } from './subscribed-data.ts';
import { TickPrice, TickPrices } from './tick-prices.ts';

/** Doubles this close (relative) may stand for equal decimals, so decimals decide. */
const TOUCH = 1e-12;
/** Columns of the ask side in a quote bar's exact prices. */
const ASK_COLUMN = 4;

/**
 * The bar that a fill is judged by: a cursor pointed at a row of the columns that the cache knows. Exact decimals are
 * made on demand, so a scan that does not fill allocates nothing.
 */
export class FillPrices {
  #trade: TradeBarBatch | null = null;
  #quote: QuoteBarBatch | null = null;
  #security: Security | null = null;
  #row = 0;
  #isAsk = false;
  /** Prices of ticks; looked at while `#isTick`. */
  readonly #ticks = new TickPrices();
  #isTick = false;
  /** The bar that was kept last. */
  #fillBar: FillBar | null = null;

  /** Points at the side of the last quote bar that an order trades against, else the last trade bar, else what the cache has. */
  selectSide(security: Security, buying: boolean): void {
    if (this.#selectTickSide(security, buying)) return;
    const { quote, quoteRow } = security.cache;
    if (quote !== null && subscribesKind(security, DataKind.QuoteBar)) {
      const hasSide = (buying ? quote.askClose : quote.bidClose)[quoteRow] !== 0;
      if (hasSide) {
        this.#point(security, null, quote, quoteRow, buying);
        return;
      }
    }
    if (!this.selectTradeBar(security)) this.#point(security, null, null, 0, false);
  }

  /**
   * Points at the last tick: its side, else its price. Of equities it is the last trade, of other types the later of trade
   * and quote. Returns false without ticks.
   */
  #selectTickSide(security: Security, buying: boolean): boolean {
    const { ticks } = security.cache;
    if (ticks === null || !subscribesKind(security, DataKind.Tick)) return false;
    const run = ticks.latest(security.type !== SecurityType.Equity);
    if (run === null) return false;
    const batch = run.batch!;
    const row = run.last;
    const side = (buying ? batch.askPrice : batch.bidPrice)[row] ?? 0;
    if (side === 0 && batch.value[row] === 0) return false;
    const price = side === 0 ? TickPrice.Value : buying ? TickPrice.Ask : TickPrice.Bid;
    this.#ticks.pointAtTick(batch, row, price);
    this.#pointAtTicks(security);
    return true;
  }

  /** Points at a tick. */
  selectTick(security: Security, batch: TickBatch, row: number, price: TickPrice): void {
    this.#ticks.pointAtTick(batch, row, price);
    this.#pointAtTicks(security);
  }

  #pointAtTicks(security: Security): void {
    this.#point(security, null, null, 0, false);
    this.#isTick = true;
  }

  /**
   * Points at the last trade bar; where ticks are subscribed, at the trades of their last instant as a bar. Returns false
   * where neither is known.
   */
  selectTradeBar(security: Security): boolean {
    const { ticks } = security.cache;
    if (ticks !== null && subscribesKind(security, DataKind.Tick)) {
      if (ticks.trades.batch === null) return false;
      this.#ticks.pointAtRun(ticks.trades);
      this.#pointAtTicks(security);
      return true;
    }
    const { trade, tradeRow } = security.cache;
    if (trade === null || !subscribesKind(security, DataKind.TradeBar)) return false;
    this.#point(security, trade, null, tradeRow, false);
    return true;
  }

  /** Points at a side of the last quote bar, or at the other side when that one is missing. Returns false without quotes. */
  selectQuoteBar(security: Security, ask: boolean): boolean {
    const { quote, quoteRow } = security.cache;
    if (quote === null || !subscribesKind(security, DataKind.QuoteBar)) return false;
    const isMissing = (ask ? quote.askClose : quote.bidClose)[quoteRow] === 0;
    this.#point(security, null, quote, quoteRow, isMissing ? !ask : ask);
    return true;
  }

  /** Start of the bar, epoch ms UTC; NaN without one. */
  get timeMs(): number {
    if (this.#isTick) return this.#ticks.timeMs;
    const bar = this.#trade ?? this.#quote;
    return bar === null ? this.#security!.cache.lastTimeMs : bar.time[this.#row]!;
  }

  /** End of the bar, epoch ms UTC; NaN without one. */
  get endTimeMs(): number {
    if (this.#isTick) return this.#ticks.endTimeMs;
    const bar = this.#trade ?? this.#quote;
    return bar === null ? this.#security!.cache.lastEndTimeMs : bar.endTime[this.#row]!;
  }

  /** A field as float64. */
  at(field: BarField): number {
    if (this.#trade !== null) return tradeField(this.#trade, this.#row, field);
    if (this.#quote !== null) return quoteField(this.#quote, this.#row, this.#isAsk, field);
    if (this.#isTick) return this.#ticks.at(field);
    return cacheField(this.#security!, field);
  }

  /** Exact decimal of a field. */
  exact(field: BarField): Decimal {
    if (this.#trade !== null) return this.#security!.cache.exactTrade(field);
    if (this.#quote !== null) return this.#quote.exact.at(this.#isAsk ? ASK_COLUMN + field : field, this.#row);
    if (this.#isTick) return this.#ticks.exact(field);
    const security = this.#security!;
    return field === BarField.Close ? security.exactPrice : security.cache.exact(field);
  }

  /** The bar as it is kept with a fill. */
  toFillBar(): FillBar {
    const { cache } = this.#security!;
    const { endTimeMs } = this;
    const isTraded = cache.trade !== null && cache.trade.endTime[cache.tradeRow] === endTimeMs;
    const volume = isTraded ? cache.volume : Number.NaN;
    const high = this.at(BarField.High);
    const low = this.at(BarField.Low);
    // Several orders fill in one bar: an exit and the entry that follows.
    if (this.#fillBar?.equals(this.timeMs, endTimeMs, high, low, volume) !== true) {
      this.#fillBar = new FillBar(this.timeMs, endTimeMs, high, low, volume);
    }
    return this.#fillBar!;
  }

  /** Sign of a field minus a price, exact. */
  compare(field: BarField, price: Decimal): -1 | 0 | 1 {
    const value = price.toNumber();
    const difference = this.at(field) - value;
    const touch = Math.abs(value) * TOUCH;
    if (difference > touch) return 1;
    if (difference < -touch) return -1;
    return this.exact(field).compare(price);
  }

  #point(
    security: Security,
    trade: TradeBarBatch | null,
    quote: QuoteBarBatch | null,
    row: number,
    isAsk: boolean,
  ): void {
    this.#security = security;
    this.#trade = trade;
    this.#quote = quote;
    this.#row = row;
    this.#isAsk = isAsk;
    this.#isTick = false;
  }
}

function tradeField(trade: TradeBarBatch, row: number, field: BarField): number {
  if (field === BarField.Low) return trade.low[row]!;
  if (field === BarField.High) return trade.high[row]!;
  return field === BarField.Open ? trade.open[row]! : trade.close[row]!;
}

function quoteField(quote: QuoteBarBatch, row: number, ask: boolean, field: BarField): number {
  if (field === BarField.Low) return (ask ? quote.askLow : quote.bidLow)[row]!;
  if (field === BarField.High) return (ask ? quote.askHigh : quote.bidHigh)[row]!;
  if (field === BarField.Open) return (ask ? quote.askOpen : quote.bidOpen)[row]!;
  return (ask ? quote.askClose : quote.bidClose)[row]!;
}

function cacheField(security: Security, field: BarField): number {
  if (field === BarField.Low) return security.low;
  if (field === BarField.High) return security.high;
  return field === BarField.Open ? security.open : security.price;
}

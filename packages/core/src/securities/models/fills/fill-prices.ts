import { DataKind, type QuoteBarBatch, type TradeBarBatch } from '../../../market/data-batch.ts';
import type { ExactPrices } from '../../../market/exact-prices.ts';
import type { Decimal } from '../../../numeric/decimal.ts';
import { BarField } from '../../security-cache.ts';
import type { Security } from '../../security.ts';
import { subscribesKind } from './subscribed-data.ts';

/** Doubles this close (relative) may stand for equal decimals, so decimals decide. */
const TOUCH = 1e-12;
/** Columns of the ask side in a quote bar's exact prices. */
const ASK_COLUMN = 4;

/**
 * The bar that a fill is judged by: a cursor that is pointed at columns and copies a row's doubles. Exact decimals are
 * made on demand, so a scan that does not fill allocates nothing.
 */
export class FillPrices {
  /** Start and end of the bar, epoch ms UTC; NaN without one. */
  timeMs = Number.NaN;
  endTimeMs = Number.NaN;
  open = Number.NaN;
  high = Number.NaN;
  low = Number.NaN;
  close = Number.NaN;
  #exact: ExactPrices | null = null;
  #row = 0;
  #column = 0;
  #security: Security | null = null;

  /** Points at the side of the last quote bar that an order trades against, else the last trade bar, else what the cache has. */
  selectSide(security: Security, buying: boolean): void {
    const { quote, quoteRow, trade } = security.cache;
    if (quote !== null && subscribesKind(security, DataKind.QuoteBar)) {
      if (buying ? quote.askClose[quoteRow] !== 0 : quote.bidClose[quoteRow] !== 0) {
        this.#selectQuote(quote, quoteRow, buying);
        return;
      }
    }
    if (trade !== null && subscribesKind(security, DataKind.TradeBar)) this.#selectTrade(trade, security.cache.tradeRow);
    else this.#selectCache(security);
  }

  /** Points at the last trade bar. Returns false where none is subscribed or known. */
  selectTradeBar(security: Security): boolean {
    const trade = security.cache.trade;
    if (trade === null || !subscribesKind(security, DataKind.TradeBar)) return false;
    this.#selectTrade(trade, security.cache.tradeRow);
    return true;
  }

  /** Points at a side of the last quote bar, or at the other side when that one is missing. Returns false without quotes. */
  selectQuoteBar(security: Security, ask: boolean): boolean {
    const { quote, quoteRow } = security.cache;
    if (quote === null || !subscribesKind(security, DataKind.QuoteBar)) return false;
    const wanted = ask ? quote.askClose : quote.bidClose;
    this.#selectQuote(quote, quoteRow, wanted[quoteRow] === 0 ? !ask : ask);
    return true;
  }

  /** Exact decimal of a field. */
  exact(field: BarField): Decimal {
    if (this.#exact !== null) return this.#exact.at(this.#column + field, this.#row);
    const security = this.#security!;
    return field === BarField.Close ? security.exactPrice : security.cache.exact(field);
  }

  /** Sign of a field minus a price, exact. */
  compare(field: BarField, price: Decimal): -1 | 0 | 1 {
    const value = price.toNumber();
    const difference = this.#number(field) - value;
    const touch = Math.abs(value) * TOUCH;
    if (difference > touch) return 1;
    if (difference < -touch) return -1;
    return this.exact(field).compare(price);
  }

  #number(field: BarField): number {
    if (field === BarField.Low) return this.low;
    if (field === BarField.High) return this.high;
    return field === BarField.Open ? this.open : this.close;
  }

  #selectTrade(trade: TradeBarBatch, row: number): void {
    this.timeMs = trade.time[row]!;
    this.endTimeMs = trade.endTime[row]!;
    this.open = trade.open[row]!;
    this.high = trade.high[row]!;
    this.low = trade.low[row]!;
    this.close = trade.close[row]!;
    this.#point(trade.exact, row, 0);
  }

  #selectQuote(quote: QuoteBarBatch, row: number, ask: boolean): void {
    this.timeMs = quote.time[row]!;
    this.endTimeMs = quote.endTime[row]!;
    this.open = ask ? quote.askOpen[row]! : quote.bidOpen[row]!;
    this.high = ask ? quote.askHigh[row]! : quote.bidHigh[row]!;
    this.low = ask ? quote.askLow[row]! : quote.bidLow[row]!;
    this.close = ask ? quote.askClose[row]! : quote.bidClose[row]!;
    this.#point(quote.exact, row, ask ? ASK_COLUMN : 0);
  }

  #selectCache(security: Security): void {
    const cache = security.cache;
    this.timeMs = cache.lastTimeMs;
    this.endTimeMs = cache.lastEndTimeMs;
    this.open = cache.open;
    this.high = cache.high;
    this.low = cache.low;
    this.close = security.price;
    this.#exact = null;
    this.#security = security;
  }

  #point(exact: ExactPrices, row: number, column: number): void {
    this.#exact = exact;
    this.#row = row;
    this.#column = column;
  }
}

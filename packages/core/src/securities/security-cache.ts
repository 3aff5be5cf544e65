import { BarField } from '../market/bar-field.ts';
import type { BaseData, BaseDataClass } from '../market/base-data.ts';
import { CustomDataBatch } from '../market/custom-data-batch.ts';
import type { QuoteBarBatch, TickBatch, TradeBarBatch } from '../market/data-batch.ts';
import { exactMid } from '../market/exact-prices.ts';
import { MarginInterestRate } from '../market/margin-interest-rate.ts';
import { midPrice } from '../market/mid-price.ts';
import { QuoteBar } from '../market/quote-bar.ts';
import { splitQuoteBar, splitTick, splitTradeBar } from '../market/split-bar.ts';
import type { TradeBar } from '../market/trade-bar.ts';
import { Decimal } from '../numeric/decimal.ts';
import { TickCache, type TickRun } from './tick-cache.ts';

/**
 * Last known data of a security, as pointers into the columns that brought it: an update stores a batch and a row and
 * copies nothing. Filled-forward bars never come here.
 */
export class SecurityCache {
  /** Last trade bar; null before the first. */
  trade: TradeBarBatch | null = null;
  tradeRow = 0;
  /** Last quote bar. */
  quote: QuoteBarBatch | null = null;
  quoteRow = 0;
  /** Last quote bar that had a bid. */
  bid: QuoteBarBatch | null = null;
  bidRow = 0;
  /** Last quote bar that had an ask. */
  ask: QuoteBarBatch | null = null;
  askRow = 0;
  /** Open, high, low and close come from the quote (mid) instead of the trade bar. */
  quoteIsPrimary = false;
  /** Last ticks; null before the first. */
  ticks: TickCache | null = null;
  /** Last funding rate of a crypto future; null before the first. */
  marginInterestRate: MarginInterestRate | null = null;
  /** The price comes from a tick. */
  tickIsPrimary = false;
  readonly #quotesArePrices: boolean;
  readonly #linked: SecurityCache[] = [];
  readonly #given = new Map<BaseDataClass, readonly BaseData[]>();
  /** The exact trade close that was asked for last, and where it stood: an order asks for it several times. */
  #exactClose: Decimal = Decimal.ZERO;
  #exactCloseBatch: TradeBarBatch | null = null;
  #exactCloseRow = 0;

  /** @param quotesArePrices quote bars set open, high, low, close and price (every type but equities) */
  constructor(quotesArePrices: boolean) {
    this.#quotesArePrices = quotesArePrices;
  }

  /** Forgets everything, as when the security's data have ended. */
  reset(): void {
    this.trade = this.quote = this.bid = this.ask = null;
    this.quoteIsPrimary = false;
    this.ticks = null;
    this.marginInterestRate = null;
    this.tickIsPrimary = false;
    this.#exactCloseBatch = null;
  }

  /** Custom data about the same security is found here too. */
  link(cache: SecurityCache): void {
    if (cache !== this && !this.#linked.includes(cache)) this.#linked.push(cache);
  }

  /** The last data of a custom type that is about the security, or null. */
  getData<T extends BaseData>(type: BaseDataClass<T>): T | null {
    return this.getAll(type).at(-1) ?? null;
  }

  /** The data of a custom type that came with the last: several points may end together. */
  getAll<T extends BaseData>(type: BaseDataClass<T>): readonly T[] {
    for (const { trade, tradeRow } of [this, ...this.#linked]) {
      if (trade instanceof CustomDataBatch && trade.points[tradeRow] instanceof type) {
        return trade.endingWith(tradeRow) as readonly BaseData[] as readonly T[];
      }
    }
    return (this.#given.get(type) ?? []) as readonly T[];
  }

  /** Adds data of a custom type by hand: it is found until data comes. */
  addDataList<T extends BaseData>(data: readonly T[], type: BaseDataClass<T>): void {
    this.#given.set(type, data);
  }

  /** Takes in a bar, or a funding rate, as of the past. */
  applyLastKnown(data: TradeBar | QuoteBar | MarginInterestRate): void {
    if (data instanceof MarginInterestRate) this.marginInterestRate = data;
    else if (data instanceof QuoteBar) this.applyQuote(data.toBatch(), 0);
    else this.applyTrade(data.toBatch(), 0);
  }

  applyTrade(batch: TradeBarBatch, row: number): void {
    const sameInstantAsQuote = this.quote !== null && this.quote.endTime[this.quoteRow] === batch.endTime[row];
    if (!(this.quoteIsPrimary && sameInstantAsQuote)) this.quoteIsPrimary = false;
    if (this.trade !== batch) this.trade = batch;
    this.tradeRow = row;
    this.tickIsPrimary = false;
  }

  /** Takes in a tick that is not suspicious. */
  applyTick(batch: TickBatch, row: number): void {
    this.ticks ??= new TickCache();
    this.ticks.apply(batch, row);
    this.tickIsPrimary = this.ticks.price !== null;
  }

  applyQuote(batch: QuoteBarBatch, row: number): void {
    this.quote = batch;
    this.quoteRow = row;
    if (batch.bidClose[row] !== 0) {
      this.bid = batch;
      this.bidRow = row;
    }
    if (batch.askClose[row] !== 0) {
      this.ask = batch;
      this.askRow = row;
    }
    if (!this.#quotesArePrices) return;
    this.quoteIsPrimary = true;
    this.tickIsPrimary = false;
  }

  /** The last prices as they are after a split: until the next bar positions are worth what they were. */
  applySplit(factor: Decimal): void {
    if (this.trade !== null) {
      this.trade = splitTradeBar(this.trade, this.tradeRow, factor);
      this.tradeRow = 0;
    }
    const split = (batch: QuoteBarBatch | null, row: number): QuoteBarBatch | null =>
      batch === null ? null : splitQuoteBar(batch, row, factor);
    this.quote = split(this.quote, this.quoteRow);
    this.bid = split(this.bid, this.bidRow);
    this.ask = split(this.ask, this.askRow);
    this.quoteRow = 0;
    this.bidRow = 0;
    this.askRow = 0;
    if (this.ticks?.price == null) return;
    this.ticks.price = splitTick(this.ticks.price, this.ticks.priceRow, factor);
    this.ticks.priceRow = 0;
  }

  get hasData(): boolean {
    return this.quoteIsPrimary || this.trade !== null || this.#lastTicks !== null;
  }

  /** The ticks that count as the last data; null where bars do, or nothing is known. */
  get #lastTicks(): TickRun | null {
    return this.tickIsPrimary ? this.ticks!.latest(this.#quotesArePrices) : null;
  }

  /** Start of the bar that set the price, epoch ms UTC; NaN before the first. */
  get lastTimeMs(): number {
    if (this.tickIsPrimary) return this.lastEndTimeMs;
    if (this.quoteIsPrimary) return this.quote!.time[this.quoteRow]!;
    return this.trade === null ? Number.NaN : this.trade.time[this.tradeRow]!;
  }

  /** End of the bar that set the price, epoch ms UTC; NaN before the first. */
  get lastEndTimeMs(): number {
    const ticks = this.#lastTicks;
    if (ticks !== null) return ticks.batch!.time[ticks.last]!;
    if (this.quoteIsPrimary) return this.quote!.endTime[this.quoteRow]!;
    return this.trade === null ? Number.NaN : this.trade.endTime[this.tradeRow]!;
  }

  get open(): number {
    if (this.quoteIsPrimary) return midPrice(this.quote!.bidOpen[this.quoteRow]!, this.quote!.askOpen[this.quoteRow]!);
    return this.trade === null ? this.close : this.trade.open[this.tradeRow]!;
  }

  get high(): number {
    if (this.quoteIsPrimary) return midPrice(this.quote!.bidHigh[this.quoteRow]!, this.quote!.askHigh[this.quoteRow]!);
    return this.trade === null ? this.close : this.trade.high[this.tradeRow]!;
  }

  get low(): number {
    if (this.quoteIsPrimary) return midPrice(this.quote!.bidLow[this.quoteRow]!, this.quote!.askLow[this.quoteRow]!);
    return this.trade === null ? this.close : this.trade.low[this.tradeRow]!;
  }

  get close(): number {
    if (this.tickIsPrimary) return this.ticks!.price!.value[this.ticks!.priceRow]!;
    if (this.quoteIsPrimary)
      return midPrice(this.quote!.bidClose[this.quoteRow]!, this.quote!.askClose[this.quoteRow]!);
    return this.trade === null ? 0 : this.trade.close[this.tradeRow]!;
  }

  get volume(): number {
    const { ticks } = this;
    if (ticks !== null && ticks.volume !== null) return ticks.volume.quantity[ticks.volumeRow]!;
    return this.trade === null ? 0 : this.trade.volume[this.tradeRow]!;
  }

  /** Bid at the close of the last quote bar that had one, else 0. */
  get bidPrice(): number {
    const { ticks } = this;
    if (ticks !== null && ticks.bid !== null) return ticks.bid.bidPrice[ticks.bidRow]!;
    return this.bid === null ? 0 : this.bid.bidClose[this.bidRow]!;
  }

  get askPrice(): number {
    const { ticks } = this;
    if (ticks !== null && ticks.ask !== null) return ticks.ask.askPrice[ticks.askRow]!;
    return this.ask === null ? 0 : this.ask.askClose[this.askRow]!;
  }

  get bidSize(): number {
    const { ticks } = this;
    if (ticks !== null && ticks.bid !== null) return ticks.bid.bidSize[ticks.bidRow]!;
    return this.bid === null ? 0 : this.bid.bidSize[this.bidRow]!;
  }

  get askSize(): number {
    const { ticks } = this;
    if (ticks !== null && ticks.ask !== null) return ticks.ask.askSize[ticks.askRow]!;
    return this.ask === null ? 0 : this.ask.askSize[this.askRow]!;
  }

  /** Exact open, high, low or close of what set the price. */
  exact(field: BarField): Decimal {
    const hasBars = this.quoteIsPrimary || this.trade !== null;
    if (this.tickIsPrimary && (field === BarField.Close || !hasBars)) {
      return this.ticks!.price!.exactValue(this.ticks!.priceRow);
    }
    if (this.quoteIsPrimary) return exactMid(this.quote!.exact, this.quoteRow, field);
    return this.exactTrade(field);
  }

  /** Exact field of the last trade bar, zero without one. */
  exactTrade(field: BarField): Decimal {
    const { trade, tradeRow } = this;
    if (trade === null) return Decimal.ZERO;
    if (field !== BarField.Close) return trade.exact.at(field, tradeRow);
    if (this.#exactCloseBatch !== trade || this.#exactCloseRow !== tradeRow) {
      this.#exactClose = trade.exact.at(field, tradeRow);
      this.#exactCloseBatch = trade;
      this.#exactCloseRow = tradeRow;
    }
    return this.#exactClose;
  }

  get exactBidPrice(): Decimal {
    const { ticks } = this;
    if (ticks !== null && ticks.bid !== null) return ticks.bid.exact.at(0, ticks.bidRow);
    return this.bid === null ? Decimal.ZERO : this.bid.exact.at(BarField.Close, this.bidRow);
  }

  get exactAskPrice(): Decimal {
    const { ticks } = this;
    if (ticks !== null && ticks.ask !== null) return ticks.ask.exact.at(1, ticks.askRow);
    return this.ask === null ? Decimal.ZERO : this.ask.exact.at(4 + BarField.Close, this.askRow);
  }
}

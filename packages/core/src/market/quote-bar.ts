import type { DateTime } from 'luxon';
import { Decimal } from '../numeric/decimal.ts';
import { toDateTime } from '../time/date-time.ts';
import type { TimeZone } from '../time/time-zone.ts';
import type { Bar } from './bar.ts';
import type { BarField } from './bar-field.ts';
import { QuoteBarBatch } from './data-batch.ts';
import { ExactPrices, exactMid, exactMidPrice } from './exact-prices.ts';
import { midPrice } from './mid-price.ts';
import type { SecuritySymbol } from './symbol.ts';

/**
 * Quotes of one period. `open`, `high`, `low` and `close` are the mid of both sides, or the side that is there; a
 * price of zero counts as missing.
 */
export class QuoteBar {
  readonly symbol: SecuritySymbol;
  /** Start, epoch ms UTC. */
  readonly timeMs: number;
  /** End, epoch ms UTC: the instant from which the bar may be seen. */
  readonly endTimeMs: number;
  readonly bid: Bar | null;
  readonly lastBidSize: number;
  readonly ask: Bar | null;
  readonly lastAskSize: number;
  /** Zone of the exchange, in which `time` and `endTime` are shown. */
  readonly timeZone: TimeZone;
  /** Whether the bar repeats the one before for want of quotes. */
  readonly isFillForward: boolean;

  /** Where the exact decimals of the prices stand; null for bars that were computed. */
  readonly #exactPrices: ExactPrices | null;
  readonly #row: number;

  // oxlint-disable-next-line max-params -- made for every bar: an options object would cost as much again
  constructor(
    symbol: SecuritySymbol,
    timeMs: number,
    endTimeMs: number,
    bid: Bar | null,
    lastBidSize: number,
    ask: Bar | null,
    lastAskSize: number,
    timeZone: TimeZone,
    isFillForward = false,
    exactPrices: ExactPrices | null = null,
    row = 0,
  ) {
    this.symbol = symbol;
    this.timeMs = timeMs;
    this.endTimeMs = endTimeMs;
    this.bid = bid;
    this.lastBidSize = lastBidSize;
    this.ask = ask;
    this.lastAskSize = lastAskSize;
    this.timeZone = timeZone;
    this.isFillForward = isFillForward;
    this.#exactPrices = exactPrices;
    this.#row = row;
  }

  get open(): number {
    return midPrice(this.bid === null ? 0 : this.bid.open, this.ask === null ? 0 : this.ask.open);
  }

  get high(): number {
    return midPrice(this.bid === null ? 0 : this.bid.high, this.ask === null ? 0 : this.ask.high);
  }

  get low(): number {
    return midPrice(this.bid === null ? 0 : this.bid.low, this.ask === null ? 0 : this.ask.low);
  }

  get close(): number {
    return midPrice(this.bid === null ? 0 : this.bid.close, this.ask === null ? 0 : this.ask.close);
  }

  /** A mid price with all its decimals, as the file and the adjustment give them; of a computed bar, the doubles'. */
  exact(field: BarField): Decimal {
    if (this.#exactPrices !== null) return exactMid(this.#exactPrices, this.#row, field);
    const price = (side: Bar | null): Decimal =>
      side === null
        ? Decimal.ZERO
        : Decimal.fromNumber([side.open, side.high, side.low, side.close][field] ?? Number.NaN);
    return exactMidPrice(price(this.bid), price(this.ask));
  }

  /** The bar alone, as columns. */
  toBatch(): QuoteBarBatch {
    const column = (value: number): Float64Array => Float64Array.of(value);
    const [bidOpen, bidHigh, bidLow, bidClose] = sideColumns(this.bid);
    const [askOpen, askHigh, askLow, askClose] = sideColumns(this.ask);
    const prices = [bidOpen, bidHigh, bidLow, bidClose, askOpen, askHigh, askLow, askClose];
    return new QuoteBarBatch({
      length: 1,
      time: column(this.timeMs),
      endTime: column(this.endTimeMs),
      bidOpen,
      bidHigh,
      bidLow,
      bidClose,
      bidSize: column(this.lastBidSize),
      askOpen,
      askHigh,
      askLow,
      askClose,
      askSize: column(this.lastAskSize),
      exact: this.#exactPrices?.scaledRow(this.#row, Decimal.ONE) ?? new ExactPrices(prices, -1),
    });
  }

  /** Length in ms. */
  get periodMs(): number {
    return this.endTimeMs - this.timeMs;
  }

  /** The close. */
  get value(): number {
    return this.close;
  }

  /** The close. */
  get price(): number {
    return this.close;
  }

  /** Start on the exchange's clock. */
  get time(): DateTime {
    return toDateTime(this.timeMs, this.timeZone);
  }

  /** End on the exchange's clock. */
  get endTime(): DateTime {
    return toDateTime(this.endTimeMs, this.timeZone);
  }

  toString(): string {
    return (
      `${this.symbol.value}: Bid: O: ${this.bid?.open ?? 0} H: ${this.bid?.high ?? 0} L: ${this.bid?.low ?? 0} ` +
      `C: ${this.bid?.close ?? 0} ${this.lastBidSize} Ask: O: ${this.ask?.open ?? 0} H: ${this.ask?.high ?? 0} ` +
      `L: ${this.ask?.low ?? 0} C: ${this.ask?.close ?? 0} ${this.lastAskSize}`
    );
  }
}

/** Open, high, low and close of a side, each as a column of one row; zeros where the side is missing. */
function sideColumns(side: Bar | null): [Float64Array, Float64Array, Float64Array, Float64Array] {
  const column = (value = 0): Float64Array => Float64Array.of(value);
  return [column(side?.open), column(side?.high), column(side?.low), column(side?.close)];
}

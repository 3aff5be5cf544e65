import type { DateTime } from 'luxon';
import { Decimal } from '../numeric/decimal.ts';
import { toDateTime } from '../time/date-time.ts';
import type { TimeZone } from '../time/time-zone.ts';
import type { BarField } from './bar-field.ts';
import { TradeBarBatch } from './data-batch.ts';
import { type BarPrices, ExactPrices } from './exact-prices.ts';
import type { SecuritySymbol } from './symbol.ts';

/** Trades of one period. Prices are adjusted as the subscription asks; the volume is in units of the security. */
export class TradeBar {
  readonly symbol: SecuritySymbol;
  /** Start, epoch ms UTC. */
  readonly timeMs: number;
  /** End, epoch ms UTC: the instant from which the bar may be seen. */
  readonly endTimeMs: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number;
  /** Zone of the exchange, in which `time` and `endTime` are shown. */
  readonly timeZone: TimeZone;
  /** Whether the bar repeats the one before for want of trades. */
  readonly isFillForward: boolean;

  /** Where the exact decimals of the prices stand; null for bars that were computed. */
  readonly #exactPrices: BarPrices | null;
  readonly #row: number;

  // oxlint-disable-next-line max-params -- made for every bar: an options object would cost as much again
  constructor(
    symbol: SecuritySymbol,
    timeMs: number,
    endTimeMs: number,
    open: number,
    high: number,
    low: number,
    close: number,
    volume: number,
    timeZone: TimeZone,
    isFillForward = false,
    exactPrices: BarPrices | null = null,
    row = 0,
  ) {
    this.symbol = symbol;
    this.timeMs = timeMs;
    this.endTimeMs = endTimeMs;
    this.open = open;
    this.high = high;
    this.low = low;
    this.close = close;
    this.volume = volume;
    this.timeZone = timeZone;
    this.isFillForward = isFillForward;
    this.#exactPrices = exactPrices;
    this.#row = row;
  }

  /** A price with all its decimals, as the file and the adjustment give them; of a computed bar, the double's. */
  exact(field: BarField): Decimal {
    if (this.#exactPrices !== null) return this.#exactPrices.at(field, this.#row);
    return Decimal.fromNumber([this.open, this.high, this.low, this.close][field] ?? Number.NaN);
  }

  /** The bar alone, as columns. */
  toBatch(): TradeBarBatch {
    const column = (value: number): Float64Array => Float64Array.of(value);
    const prices = [column(this.open), column(this.high), column(this.low), column(this.close)] as const;
    return new TradeBarBatch({
      length: 1,
      time: column(this.timeMs),
      endTime: column(this.endTimeMs),
      open: prices[0],
      high: prices[1],
      low: prices[2],
      close: prices[3],
      volume: column(this.volume),
      exact:
        this.#exactPrices instanceof ExactPrices
          ? this.#exactPrices.scaledRow(this.#row, Decimal.ONE)
          : new ExactPrices(prices, -1),
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
    return `${this.symbol.value}: O: ${this.open} H: ${this.high} L: ${this.low} C: ${this.close} V: ${this.volume}`;
  }
}

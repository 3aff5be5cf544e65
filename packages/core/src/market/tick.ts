import type { DateTime } from 'luxon';
import type { Decimal } from '../numeric/decimal.ts';
import { toDateTime } from '../time/date-time.ts';
import type { TimeZone } from '../time/time-zone.ts';
import type { TickBatch } from './data-batch.ts';
import type { SecuritySymbol } from './symbol.ts';
import type { TickType } from './tick-type.ts';

/** One trade or quote. Prices are adjusted as the subscription asks; sizes are in units of the security. */
export class Tick {
  readonly symbol: SecuritySymbol;
  readonly tickType: TickType;
  /** Instant, epoch ms UTC. */
  readonly timeMs: number;
  /** Price of the trade; the middle of a quote, or its only side. */
  readonly value: number;
  /** Units traded; 0 for quotes. */
  readonly quantity: number;
  /** Bid of a quote; 0 for trades and where there is none. */
  readonly bidPrice: number;
  readonly bidSize: number;
  /** Ask of a quote; 0 for trades and where there is none. */
  readonly askPrice: number;
  readonly askSize: number;
  /** Code of the exchange; empty where the data do not say. */
  readonly exchange: string;
  /** Flags, as in LEAN's `TradeConditionFlags` and `QuoteConditionFlags`. */
  readonly saleCondition: number;
  /** Shown to the strategy, but left out of prices, indicators and consolidators. */
  readonly suspicious: boolean;
  /** Zone of the exchange, in which `time` is shown. */
  readonly timeZone: TimeZone;
  readonly #batch: TickBatch;
  readonly #row: number;

  /** The tick in a row of columns. */
  constructor(symbol: SecuritySymbol, timeZone: TimeZone, batch: TickBatch, row: number) {
    this.symbol = symbol;
    this.tickType = batch.tickType;
    this.timeMs = batch.time[row]!;
    this.value = batch.value[row]!;
    this.quantity = batch.quantity[row] ?? 0;
    this.bidPrice = batch.bidPrice[row] ?? 0;
    this.bidSize = batch.bidSize[row] ?? 0;
    this.askPrice = batch.askPrice[row] ?? 0;
    this.askSize = batch.askSize[row] ?? 0;
    this.exchange = batch.exchangeOf(row);
    this.saleCondition = batch.saleCondition[row]!;
    this.suspicious = batch.suspicious[row] !== 0;
    this.timeZone = timeZone;
    this.#batch = batch;
    this.#row = row;
  }

  /** `value` with all its decimals. */
  get exactValue(): Decimal {
    return this.#batch.exactValue(this.#row);
  }

  /** The value. */
  get price(): number {
    return this.value;
  }

  /** The value. */
  get lastPrice(): number {
    return this.value;
  }

  /** The instant: a tick lasts no time. */
  get endTimeMs(): number {
    return this.timeMs;
  }

  /** Instant on the exchange's clock. */
  get time(): DateTime {
    return toDateTime(this.timeMs, this.timeZone);
  }

  /** Instant on the exchange's clock. */
  get endTime(): DateTime {
    return this.time;
  }

  toString(): string {
    return this.quantity === 0
      ? `${this.symbol.value}: Bid: ${this.bidSize}@${this.bidPrice} Ask: ${this.askSize}@${this.askPrice}`
      : `${this.symbol.value}: Price: ${this.value} Quantity: ${this.quantity}`;
  }
}

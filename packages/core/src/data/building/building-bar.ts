import { type BarBatch, DataKind, type PriceBatch, QuoteBarBatch, TradeBarBatch } from '../../market/data-batch.ts';
import { ExactPrices } from '../../market/exact-prices.ts';
import type { Decimal } from '../../numeric/decimal.ts';
import { BuildingPrices } from './building-prices.ts';

/** Digits that a double holds of a price of any size that occurs. */
const MOST_DIGITS = 9;
/** Columns of exact prices. */
const TICK_BID = 0;
const TICK_ASK = 1;
const BAR_BID = 0;
const BAR_ASK = 4;

/** A trade or quote bar under way, made of ticks or of shorter bars in whatever order they come. */
export class BuildingBar {
  /** Epoch ms UTC. */
  readonly startUtc: number;
  readonly endUtc: number;
  /** It was taken over as it is: from one bar of its own length. */
  isWhole = false;
  /** Trades, or the bid of quotes. */
  readonly #first = new BuildingPrices();
  readonly #ask = new BuildingPrices();
  readonly #isQuote: boolean;

  constructor(startUtc: number, endUtc: number, isQuote: boolean) {
    this.startUtc = startUtc;
    this.endUtc = endUtc;
    this.#isQuote = isQuote;
  }

  get isEmpty(): boolean {
    return this.#first.isEmpty && this.#ask.isEmpty;
  }

  /** Adds a row. One of the bar's own length is the bar: it takes the place of what is there. */
  add(batch: PriceBatch, row: number): void {
    if (batch.kind !== DataKind.Tick && batch.time[row] === this.startUtc && batch.endTime[row] === this.endUtc) {
      this.#first.clear();
      this.#ask.clear();
      this.isWhole = true;
    } else if (this.isWhole) {
      return;
    }
    if (this.#isQuote) this.#addQuotes(batch, row);
    else this.#addTrades(batch, row);
  }

  #addTrades(batch: PriceBatch, row: number): void {
    const time = batch.time[row]!;
    if (batch.kind === DataKind.Tick) {
      const price = batch.value[row]!;
      this.#first.addPrice(time, price, { exact: batch.exact, column: 0, row });
      this.#first.addVolume(price === 0 ? 0 : batch.quantity[row]!);
    } else if (batch.kind === DataKind.TradeBar) {
      const { open, high, low, close, exact } = batch;
      const prices = [open[row]!, high[row]!, low[row]!, close[row]!] as const;
      this.#first.addBar(time, prices, { exact, column: 0, row });
      this.#first.addVolume(batch.volume[row]!);
    }
  }

  #addQuotes(batch: PriceBatch, row: number): void {
    const time = batch.time[row]!;
    const { exact } = batch;
    if (batch.kind === DataKind.Tick) {
      this.#first.addPrice(time, batch.bidPrice[row]!, { exact, column: TICK_BID, row });
      this.#ask.addPrice(time, batch.askPrice[row]!, { exact, column: TICK_ASK, row });
      this.#first.setSize(time, batch.bidSize[row]!);
      this.#ask.setSize(time, batch.askSize[row]!);
    } else if (batch.kind === DataKind.QuoteBar) {
      const bid = [batch.bidOpen[row]!, batch.bidHigh[row]!, batch.bidLow[row]!, batch.bidClose[row]!] as const;
      const ask = [batch.askOpen[row]!, batch.askHigh[row]!, batch.askLow[row]!, batch.askClose[row]!] as const;
      this.#first.addBar(time, bid, { exact, column: BAR_BID, row });
      this.#ask.addBar(time, ask, { exact, column: BAR_ASK, row });
      this.#first.setSize(time, batch.bidSize[row]!);
      this.#ask.setSize(time, batch.askSize[row]!);
    }
  }

  /** Adds what another has of the same bar. */
  absorb(other: BuildingBar): void {
    if (this.isWhole) return;
    this.#first.absorb(other.#first);
    this.#ask.absorb(other.#ask);
    this.isWhole = other.isWhole;
  }

  /**
   * Ends it.
   * @param previous the bar before: quote bars that are made of ticks open at its close, as LEAN's do
   */
  finish(previous: BuildingBar | null): BarBatch {
    if (this.#isQuote && !this.isWhole && previous !== null) {
      this.#first.startAt(previous.#first);
      this.#ask.startAt(previous.#ask);
    }
    const time = Float64Array.of(this.startUtc);
    const endTime = Float64Array.of(this.endUtc);
    if (!this.#isQuote) {
      const [open, high, low, close] = this.#first.columns();
      const exact = exactPrices([open, high, low, close], this.#first.decimals());
      return new TradeBarBatch({
        length: 1,
        time,
        endTime,
        open,
        high,
        low,
        close,
        volume: Float64Array.of(this.#first.volume),
        exact,
      });
    }
    const [bidOpen, bidHigh, bidLow, bidClose] = this.#first.columns();
    const [askOpen, askHigh, askLow, askClose] = this.#ask.columns();
    const columns = [bidOpen, bidHigh, bidLow, bidClose, askOpen, askHigh, askLow, askClose];
    return new QuoteBarBatch({
      length: 1,
      time,
      endTime,
      bidOpen,
      bidHigh,
      bidLow,
      bidClose,
      bidSize: Float64Array.of(this.#first.size),
      askOpen,
      askHigh,
      askLow,
      askClose,
      askSize: Float64Array.of(this.#ask.size),
      exact: exactPrices(columns, [...this.#first.decimals(), ...this.#ask.decimals()]),
    });
  }
}

function exactPrices(columns: readonly Float64Array[], decimals: readonly Decimal[]): ExactPrices {
  if (decimals.some(({ scale }) => scale > MOST_DIGITS)) return new ExactPrices(columns, -1);
  const scales = decimals.map(({ scale }) => Uint8Array.of(scale));
  return new ExactPrices(columns, 0, scales);
}

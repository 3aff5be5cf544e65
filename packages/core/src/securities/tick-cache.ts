import { type TickBatch } from '../market/data-batch.ts';
import { TickType } from '../market/tick-type.ts';

/** The ticks of one kind that an instant brought last: rows `from` to `to` (exclusive) of a batch. */
export class TickRun {
  batch: TickBatch | null = null;
  from = 0;
  to = 0;

  /** Takes in a row: it joins the run of its instant, or begins the next one. */
  add(batch: TickBatch, row: number): void {
    if (batch !== this.batch || batch.time[row] !== batch.time[this.from]) {
      this.batch = batch;
      this.from = row;
    }
    this.to = row + 1;
  }

  reset(): void {
    this.batch = null;
  }

  /** Row of the last tick. */
  get last(): number {
    return this.to - 1;
  }
}

/** Last known ticks of a security, as pointers into the columns that brought them. Suspicious ticks never come here. */
export class TickCache {
  readonly trades: TickRun = new TickRun();
  readonly quotes: TickRun = new TickRun();
  /** The tick that set the price. */
  price: TickBatch | null = null;
  priceRow = 0;
  /** The trade that set the volume. */
  volume: TickBatch | null = null;
  volumeRow = 0;
  /** The last quotes that had a bid and an ask. */
  bid: TickBatch | null = null;
  bidRow = 0;
  ask: TickBatch | null = null;
  askRow = 0;

  apply(batch: TickBatch, row: number): void {
    if (batch.value[row] !== 0) {
      this.price = batch;
      this.priceRow = row;
    }
    if (batch.tickType !== TickType.Quote) {
      this.trades.add(batch, row);
      if (batch.quantity[row] === 0) return;
      this.volume = batch;
      this.volumeRow = row;
      return;
    }
    this.quotes.add(batch, row);
    if (batch.bidPrice[row] !== 0) {
      this.bid = batch;
      this.bidRow = row;
    }
    if (batch.askPrice[row] !== 0) {
      this.ask = batch;
      this.askRow = row;
    }
  }

  reset(): void {
    this.trades.reset();
    this.quotes.reset();
    this.price = this.volume = this.bid = this.ask = null;
  }

  /**
   * The ticks that a price is taken from: trades of equities, the later kind of other types, trades at the same time.
   * Null before the first.
   */
  latest(quotesArePrices: boolean): TickRun | null {
    const { trades, quotes } = this;
    if (!quotesArePrices || quotes.batch === null) return trades.batch === null ? null : trades;
    if (trades.batch === null) return quotes;
    return quotes.batch.time[quotes.last]! > trades.batch.time[trades.last]! ? quotes : trades;
  }
}

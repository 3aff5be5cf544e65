import { type AlgorithmRun, type ClosedTrade, Decimal, type OrderEvent, TimeZone } from '@lockstep/core';
import type { Store } from '../store/store.ts';

const MS_PER_DAY = 86_400_000;
const NEW_YORK = 'America/New_York';

/** A trading day so far. */
class Day {
  readonly number: number;
  readonly startEquity: Decimal;
  high: number;
  maxDrawdown = 0;
  fees = Decimal.ZERO;
  readonly orders = new Set<number>();
  trades = 0;
  winningTrades = 0;

  constructor(number: number, startEquity: Decimal) {
    this.number = number;
    this.startEquity = startEquity;
    this.high = startEquity.toNumber();
  }
}

/** Sums up each day, in the time of the exchange, and writes it down when the next one begins. */
export class DayBook {
  readonly #store: Store;
  #day: Day | null = null;
  #zone: TimeZone | null = null;

  constructor(store: Store) {
    this.#store = store;
  }

  onTime(utcMs: number, run: AlgorithmRun): void {
    this.#zone ??= run.securities.values[0]?.exchange.hours.timeZone ?? TimeZone.of(NEW_YORK);
    const number = Math.floor(this.#zone.toLocal(utcMs) / MS_PER_DAY);
    if (this.#day === null || this.#day.number !== number) {
      this.close(run);
      this.#day = new Day(number, run.portfolio.exactTotalPortfolioValue);
    }
    const day = this.#day;
    const equity = run.portfolio.estimateTotalPortfolioValue();
    if (equity > day.high) day.high = equity;
    else if (day.high > 0) day.maxDrawdown = Math.max(day.maxDrawdown, (day.high - equity) / day.high);
  }

  onFill(event: OrderEvent): void {
    if (this.#day === null) return;
    this.#day.orders.add(event.orderId);
    this.#day.fees = this.#day.fees.plus(event.orderFee.amount);
  }

  onTrade(trade: ClosedTrade): void {
    if (this.#day === null) return;
    this.#day.trades += 1;
    if (trade.isWin) this.#day.winningTrades += 1;
  }

  /** Writes the day down. */
  close(run: AlgorithmRun): void {
    const day = this.#day;
    if (day === null) return;
    this.#day = null;
    const endEquity = run.portfolio.exactTotalPortfolioValue;
    void this.#store.keep({
      kind: 'daySummary',
      day: new Date(day.number * MS_PER_DAY).toISOString().slice(0, 10),
      startEquity: day.startEquity.toString(),
      endEquity: endEquity.toString(),
      profitLoss: endEquity.minus(day.startEquity).toString(),
      fees: day.fees.toString(),
      orders: day.orders.size,
      trades: day.trades,
      winningTrades: day.winningTrades,
      maxDrawdown: day.maxDrawdown,
    });
  }
}

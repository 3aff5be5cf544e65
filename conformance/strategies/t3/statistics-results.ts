import {
  Algorithm,
  type ExponentialMovingAverage,
  type OrderEvent,
  OrderStatus,
  Resolution,
  type SecuritySymbol,
} from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

const SYMBOL_KEY = 'Most Traded Security';
const COUNT_KEY = 'Most Traded Security Trade Count';

/** Crosses averages of SPY for SPY and IBM, reads the statistics at each fill and adds two of its own. */
export default class StatisticsResults extends Algorithm {
  readonly #trades = new Map<string, number>();
  readonly #averages: ExponentialMovingAverage[] = [];

  override initialize(): void {
    this.setStartDate(2013, 10, 7);
    this.setEndDate(2013, 10, 11);
    this.setCash(100_000);
    const spy = this.addEquity('SPY', Resolution.Minute).symbol;
    this.addEquity('IBM', Resolution.Minute);
    for (const period of [30, 60, 10, 30]) this.#averages.push(this.ema(spy, period, Resolution.Minute));
  }

  override onData(): void {
    const [fastSpy, slowSpy, fastIbm, slowIbm] = this.#averages;
    if (slowSpy?.isReady !== true) return;
    this.#hold('SPY', 0.5, Number(fastSpy) > Number(slowSpy));
    this.#hold('IBM', 0.2, Number(fastIbm) > Number(slowIbm));
  }

  #hold(ticker: string, share: number, isUp: boolean): void {
    if (isUp) this.setHoldings(ticker, share);
    else if (this.securities.get(ticker).invested) this.liquidate(ticker);
  }

  override onOrderEvent(event: OrderEvent): void {
    if (event.status !== OrderStatus.Filled) return;
    const { summary } = this.statistics;
    requireThat(summary['Total Orders'] !== undefined && summary['Sharpe Ratio'] !== undefined, 'figures are missing');
    if (this.#trades.size === 0) requireThat(!(SYMBOL_KEY in summary) && !(COUNT_KEY in summary), 'set too early');
    else this.#check();
    this.#count(event.symbol);
    const [symbol, count] = this.#mostTraded();
    this.setSummaryStatistic(SYMBOL_KEY, symbol);
    this.setSummaryStatistic(COUNT_KEY, count);
    this.#check();
  }

  #count({ value }: SecuritySymbol): void {
    this.#trades.set(value, (this.#trades.get(value) ?? 0) + 1);
  }

  /** Of two the one that came first. */
  #mostTraded(): readonly [symbol: string, count: number] {
    return [...this.#trades].reduce((most, each) => (each[1] > most[1] ? each : most));
  }

  #check(): void {
    const { summary } = this.statistics;
    const [symbol, count] = this.#mostTraded();
    requireThat(summary[SYMBOL_KEY] === symbol, `most traded is ${summary[SYMBOL_KEY]} instead of ${symbol}`);
    requireThat(summary[COUNT_KEY] === String(count), `it was traded ${summary[COUNT_KEY]} times instead of ${count}`);
  }

  override onEndOfAlgorithm(): void {
    this.#check();
  }
}

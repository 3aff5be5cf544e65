import { Algorithm, Decimal, Resolution } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

const TICKERS = 'SPY AAPL AAA GOOG GOOGL IBM QQQ FB WM WMI BAC USO IWM EEM BNO AIG'.split(' ');

/** Ten times the money in sixteen equities on one day, none on the next; the value follows every change of the cash. */
export default class TotalPortfolioValue extends Algorithm {
  override initialize(): void {
    this.setStartDate(2016, 1, 1);
    this.setEndDate(2017, 1, 1);
    this.setCash(100_000);
    for (const ticker of TICKERS) this.addEquity(ticker, Resolution.Daily).setLeverage(100);
  }

  override onData(): void {
    if (this.portfolio.invested) {
      this.liquidate();
      return;
    }
    for (const ticker of TICKERS) this.setHoldings(ticker, 10 / TICKERS.length);
    this.#changeCash();
  }

  /** Adds cash, takes part of it away and puts it back. */
  #changeCash(): void {
    const { account } = this.portfolio.cashBook;
    const before = this.portfolio.exactTotalPortfolioValue;
    const amount = account.exactAmount;
    account.setAmount(amount.times(Decimal.parse('1.1')));
    this.#requireValue(before.times(Decimal.parse('1.1')));
    account.addAmount(amount.times(Decimal.parse('-0.05')));
    this.#requireValue(before.times(Decimal.parse('1.05')));
    account.setAmount(amount);
    this.#requireValue(before);
  }

  #requireValue(expected: Decimal): void {
    const value = this.portfolio.exactTotalPortfolioValue;
    requireThat(value.equals(expected), `the portfolio is worth ${value.toString()} instead of ${expected.toString()}`);
  }
}

import { Algorithm, Resolution } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

/** Each order keeps the quote of its submission. */
export default class OrderSubmissionDataKept extends Algorithm {
  readonly #previous = new Map<string, readonly string[]>();

  override initialize(): void {
    this.setStartDate(2013, 10, 7);
    this.setEndDate(2013, 10, 11);
    this.addEquity('SPY');
    this.addForex('EURUSD', Resolution.Hour);
    this.schedule.on(this.dateRules.everyDay(), this.timeRules.noon, () => {
      this.liquidate();
      for (const ticker of ['SPY', 'EURUSD']) this.#trade(ticker);
    });
  }

  #trade(ticker: string): void {
    const ticket = this.marketOrder(ticker, 1_000);
    const data = this.transactions.getOrderById(ticket.orderId)?.submissionData;
    requireThat(data !== null && data !== undefined, 'the order has no quote of its submission');
    const prices = [data.bidPrice, data.askPrice, data.lastPrice].map(String);
    requireThat(
      prices.every((price) => Number(price) > 0),
      `a price is missing: ${prices.join(', ')}`,
    );
    const previous = this.#previous.get(ticker);
    requireThat(previous === undefined || prices.every((price, side) => price !== previous[side]), 'a price stayed');
    this.#previous.set(ticker, prices);
  }
}

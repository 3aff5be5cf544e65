import { Algorithm, type OrderEvent, Resolution, type SecuritySymbol } from '@lockstep/core';

/** Buys for the same amount of money each month (dollar-cost averaging) and never sells. */
export default class ScheduledBuy extends Algorithm {
  override readonly parameters = this.defineParameters({
    amount: { default: 1_000, min: 1, description: 'money to spend each month' },
  });
  #spx!: SecuritySymbol;
  #purchases = 0;

  override initialize() {
    this.setStartDate(2010, 1, 4);
    this.setEndDate(2019, 12, 31);
    this.setCash(150_000);
    // Half shares exist at some brokers, not here: US equities trade in whole lots.
    this.#spx = this.addEquity('SPX', Resolution.Daily).symbol;
    this.setBenchmark(this.#spx);

    // In the evening, when the bar of the day is there; the order waits for the next morning's opening auction.
    this.schedule.on(this.dateRules.monthEnd(this.#spx), this.timeRules.afterMarketClose(this.#spx, 30), () => {
      this.#buy();
    });
  }

  #buy(): void {
    const { price } = this.securities.get(this.#spx);
    const quantity = Math.floor(this.parameters.amount / price);
    if (quantity === 0) return; // the amount does not buy one share; it is not saved up
    this.marketOnOpenOrder(this.#spx, quantity);
  }

  override onOrderEvent(event: OrderEvent) {
    if (!event.isFill) return;
    this.#purchases += 1;
    this.plot('Purchases', 'average price', this.portfolio.get(event.symbol).averagePrice);
    this.plot('Purchases', 'price paid', event.fillPrice);
  }

  override onEndOfAlgorithm() {
    this.setRuntimeStatistic('Purchases', this.#purchases);
  }
}

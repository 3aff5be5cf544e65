import { Algorithm, type OrderEvent, Resolution, type SecuritySymbol } from '@lockstep/core';

/** Buys for the same amount of money each month (dollar-cost averaging) and never sells. */
export default class ScheduledBuy extends Algorithm {
  override readonly parameters = this.defineParameters({
    amount: { default: 2_500, min: 1, description: 'money to spend each month' },
  });
  #spx!: SecuritySymbol;
  #saved = 0;
  #purchases = 0;

  override initialize() {
    this.setStartDate(2010, 1, 4);
    this.setEndDate(2019, 12, 31);
    this.setCash(300_000);
    const spx = this.addEquity('SPX', Resolution.Daily);
    this.#spx = spx.symbol;
    this.setBenchmark(() => spx.price);

    // In the evening, when the bar of the day is there; the order waits for the next morning's opening auction.
    this.schedule.on(this.dateRules.monthEnd(spx.symbol), this.timeRules.afterMarketClose(spx.symbol, 30), () => {
      this.#buy();
    });
  }

  #buy(): void {
    // US equities trade in whole shares: what is left over is saved for the next month.
    const { price } = this.securities.get(this.#spx);
    const budget = this.parameters.amount + this.#saved;
    const quantity = Math.floor(budget / price);
    this.#saved = budget - quantity * price;
    if (quantity > 0) this.marketOnOpenOrder(this.#spx, quantity);
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

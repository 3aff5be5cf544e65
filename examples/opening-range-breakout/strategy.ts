import { Algorithm, type OrderTicket, Resolution, type SecuritySymbol, type Slice, TimeInForce } from '@lockstep/core';

/** Buys when the price leaves the range of the first half hour upwards, and closes the position before the market does. */
export default class OpeningRangeBreakout extends Algorithm {
  override readonly parameters = this.defineParameters({
    minutes: { default: 30, min: 5, max: 120, description: 'length of the opening range' },
    share: { default: 0.9, min: 0.1, max: 1, description: 'part of the portfolio to put in' },
  });
  #alfa!: SecuritySymbol;
  #high = Number.NEGATIVE_INFINITY;
  #isMeasuring = true;
  #entry: OrderTicket | null = null;

  override initialize() {
    this.setStartDate(2024, 3, 4);
    this.setEndDate(2024, 3, 8);
    this.setCash(100_000);
    const alfa = this.addEquity('ALFA', Resolution.Minute);
    this.#alfa = alfa.symbol;
    this.setBenchmark(() => alfa.price);
    const everyDay = this.dateRules.everyDay(this.#alfa);

    this.schedule.on(everyDay, this.timeRules.afterMarketOpen(this.#alfa, 0), () => {
      this.#high = Number.NEGATIVE_INFINITY;
      this.#isMeasuring = true;
    });
    this.schedule.on(everyDay, this.timeRules.afterMarketOpen(this.#alfa, this.parameters.minutes + 1), () =>
      this.#enter(),
    );
    // Also cancels the entry if it was never triggered.
    this.schedule.on(everyDay, this.timeRules.beforeMarketClose(this.#alfa, 10), () => this.liquidate(this.#alfa));
  }

  override onData(slice: Slice) {
    const bar = slice.bars.get(this.#alfa);
    if (this.#isMeasuring && bar !== undefined) this.#high = Math.max(this.#high, bar.high);
  }

  #enter(): void {
    this.#isMeasuring = false;
    const quantity = this.calculateOrderQuantity(this.#alfa, this.parameters.share);
    // A stop order rests at the broker: nothing has to be watched bar by bar.
    this.#entry = this.stopMarketOrder(this.#alfa, quantity, this.#high + 0.01, false, 'breakout', {
      timeInForce: TimeInForce.Day,
    });
  }

  override onEndOfDay() {
    const paid = this.#entry?.averageFillPrice ?? 0;
    this.log(paid === 0 ? `No breakout above ${this.#high}` : `Bought at ${paid}, above ${this.#high}`);
  }
}

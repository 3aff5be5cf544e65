import {
  Algorithm,
  type AverageTrueRange,
  type Maximum,
  type Minimum,
  Resolution,
  type Security,
} from '@lockstep/core';

const LOT = 10_000;
const PIP = 0.0001;

/** Goes with EURUSD when it leaves its channel, with a stop and a target in whole pips, and holds nothing overnight. */
export default class CurrencyChannel extends Algorithm {
  override readonly parameters = this.defineParameters({
    minutes: { default: 240, min: 30, max: 1_000, description: 'length of the channel' },
    lots: { default: 3, min: 1, max: 20, description: 'size of a position in lots of 10,000' },
  });
  #pair!: Security;
  #high!: Maximum;
  #low!: Minimum;
  #range!: AverageTrueRange;

  override initialize() {
    this.setStartDate(2024, 3, 4);
    this.setEndDate(2024, 3, 8);
    this.setTimeZone('UTC');
    this.setCash(100_000);
    this.#pair = this.addForex('EURUSD', Resolution.Minute);
    this.#high = this.max(this.#pair, this.parameters.minutes);
    this.#low = this.min(this.#pair, this.parameters.minutes);
    this.#range = this.atr(this.#pair, this.parameters.minutes);
    this.setBenchmark(() => this.#pair.price);
    this.schedule.on(this.dateRules.everyDay(this.#pair), this.timeRules.at(20, 0), () => {
      this.transactions.cancelOpenOrders(this.#pair, 'end of the day');
      this.liquidate(this.#pair);
    });
  }

  override onData() {
    const { hour } = this.time;
    const isIdle = !this.#pair.invested && this.transactions.getOpenOrders(this.#pair).length === 0;
    if (!this.#range.isReady || !isIdle || hour < 7 || hour >= 18) return;
    const { price } = this.#pair;
    if (price >= this.#high.value) this.#enter(1, price);
    else if (price <= this.#low.value) this.#enter(-1, price);
  }

  #enter(side: 1 | -1, price: number): void {
    const distance = Math.max(10 * PIP, 8 * this.#range.value);
    this.bracketOrder(this.#pair, side * this.parameters.lots * LOT, {
      stopLoss: wholePips(price - side * distance),
      takeProfit: wholePips(price + side * 2 * distance),
    });
  }
}

const wholePips = (price: number): number => Number(price.toFixed(4));

import {
  Algorithm,
  type BollingerBands,
  type Indicator,
  type OrderTicket,
  Resolution,
  type Security,
} from '@lockstep/core';

/**
 * Buys the S&P 500 with a limit order after it closed below its lower Bollinger band while oversold (RSI), and sells when
 * it is back at the middle.
 */
export default class MeanReversion extends Algorithm {
  override readonly parameters = this.defineParameters({
    days: { default: 20, min: 5, max: 100, description: 'length of the bands' },
    width: { default: 2, min: 0.5, max: 4, description: 'standard deviations from the middle to a band' },
    oversold: { default: 35, min: 5, max: 50, description: 'RSI below which to buy' },
  });
  #spx!: Security;
  #bands!: BollingerBands;
  #rsi!: Indicator;
  #entry: OrderTicket | null = null;

  override initialize() {
    this.setStartDate(2005, 1, 3);
    this.setEndDate(2019, 12, 31);
    this.setCash(100_000);
    this.#spx = this.addEquity('SPX', Resolution.Daily);
    this.#bands = this.bb(this.#spx, this.parameters.days, this.parameters.width);
    this.#rsi = this.rsi(this.#spx, 14);
    this.setWarmUp(50, Resolution.Daily);
    this.setBenchmark(() => this.#spx.price);
  }

  override onData() {
    if (this.isWarmingUp) return;
    if (this.#spx.invested) this.#sellAtMiddle();
    else this.#bid();
  }

  #bid(): void {
    const { price } = this.#spx;
    const isCheap = price < this.#bands.lowerBand.value && this.#rsi.value < this.parameters.oversold;
    if (this.#entry?.isOpen === true) {
      // Follow the close while it stays cheap; else give up. Either request is processed before the next bar.
      if (isCheap) this.#entry.updateLimitPrice(price, 'lowered');
      else this.#entry.cancel('no longer cheap');
    } else if (isCheap) {
      const quantity = this.calculateOrderQuantity(this.#spx, 0.95);
      this.#entry = this.limitOrder(this.#spx, quantity, price, false, 'bid');
    }
  }

  #sellAtMiddle(): void {
    const isBack = this.#spx.price >= this.#bands.middleBand.value;
    const isSelling = this.transactions.getOpenOrders(this.#spx).length > 0;
    if (isBack && !isSelling) this.marketOnOpenOrder(this.#spx, -this.#spx.holdings.quantity);
  }
}

import { Algorithm, Delay, Resolution, SecurityType, SimpleMovingAverage, type Slice } from '@lockstep/core';

/** Six averages of the same length, each five days later than the last: long while the latest is above all others. */
export default class DisplacedMovingAverageRibbon extends Algorithm {
  readonly #ribbon: Delay[] = [];
  #previous = '';

  override initialize(): void {
    this.setStartDate(2009, 1, 1);
    this.setEndDate(2015, 1, 1);
    const { symbol } = this.addSecurity(SecurityType.Equity, 'SPY', Resolution.Daily);
    const average = new SimpleMovingAverage(15);
    for (let step = 1; step <= 6; step += 1) {
      const delayed = new Delay(5 * step).of(average);
      this.registerIndicator(symbol, delayed, Resolution.Daily, (bar) => bar.value);
      this.#ribbon.push(delayed);
    }
  }

  override onData(slice: Slice): void {
    const today = this.time.toISODate() ?? '';
    const bar = slice.get('SPY');
    if (!this.#ribbon.every(({ isReady }) => isReady) || this.#previous === today || bar === undefined) return;
    this.plot('Ribbon', 'Price', bar.price);
    this.plot('Ribbon', ...this.#ribbon);
    const { quantity } = this.portfolio.get('SPY');
    const values = this.#ribbon.map(({ value }) => value);
    if (quantity <= 0 && isSorted(values, (earlier, later) => earlier >= later)) this.setHoldings('SPY', 1);
    else if (quantity > 0 && isSorted(values, (earlier, later) => earlier <= later)) this.liquidate('SPY');
    this.#previous = today;
  }
}

function isSorted(values: readonly number[], isRight: (before: number, after: number) => boolean): boolean {
  return values.every((value, index) => index === 0 || isRight(values[index - 1] ?? value, value));
}

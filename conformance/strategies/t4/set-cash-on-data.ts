import { Algorithm, Resolution } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

/** Euros come into the cash book in the middle of the run: a pair is subscribed for their rate. */
export default class SetCashOnData extends Algorithm {
  #isAdded = false;

  override initialize(): void {
    this.setStartDate(2014, 12, 1);
    this.setEndDate(2014, 12, 21);
    this.setCash(100_000);
    this.addEquity('SPY', Resolution.Daily);
  }

  override onData(): void {
    if (this.#isAdded) this.#checkRate();
    else this.portfolio.cashBook.add('EUR', 10);
    this.#isAdded = true;
    if (!this.portfolio.invested) this.setHoldings('SPY', 1);
  }

  #checkRate(): void {
    const isLater = this.time > this.startDate.plus({ days: 1, hours: 16 });
    const { conversionRate } = this.portfolio.cashBook.get('EUR');
    requireThat(!isLater || conversionRate > 1, `the rate is ${conversionRate} at ${this.time.toISO()}`);
    requireThat(!this.securities.has('EURUSD'), 'the pair that gives the rate is known by its ticker');
  }
}

import { Algorithm, Resolution } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

/** Takes the risk-free rate from a function: zero on the first day, one hundred percent afterwards. */
export default class RiskFreeRateFunction extends Algorithm {
  #rate: (utcMs: number) => number = () => Number.NaN;

  override initialize(): void {
    this.setStartDate(2020, 5, 28);
    this.setEndDate(2020, 6, 28);
    this.addEquity('SPY', Resolution.Daily);
    const firstInstantOfSecondDay = this.startDate.plus({ days: 1 }).toMillis();
    this.#rate = (utcMs) => (utcMs < firstInstantOfSecondDay ? 0 : 1);
    this.setRiskFreeInterestRateModel(this.#rate);
  }

  override onData(): void {
    const expected = this.time.hasSame(this.startDate, 'day') ? 0 : 1;
    requireThat(this.#rate(this.utcTimeMs) === expected, `the rate at ${this.time.toISO()} is not ${expected}`);
  }
}

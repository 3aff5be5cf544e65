import { Algorithm } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

/** A ticker in a time rule is an equity, unless a security of that ticker was added. */
export default class DefaultSchedulingSymbol extends Algorithm {
  readonly #times: string[] = [];

  override initialize(): void {
    this.setStartDate(2013, 10, 7);
    this.setEndDate(2013, 10, 11);
    const note = (): unknown => this.#times.push(this.time.toFormat('HH:mm'));
    this.schedule.on(this.dateRules.tomorrow, this.timeRules.afterMarketOpen('AAPL'), () => void note());
    this.addIndex('SPX');
    this.schedule.on(this.dateRules.tomorrow, this.timeRules.beforeMarketClose('SPX', 0, true), () => void note());
  }

  override onEndOfAlgorithm(): void {
    requireThat(this.#times.join(' ') === '09:30 16:15', `events at ${this.#times.join(' ')}`);
  }
}

import { Algorithm, MS_PER_MINUTE, type TradeBar, TradeBarConsolidator } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

/** Bars of a minute and bars of one input, from minutes: they are the same. */
export default class PeriodConsolidators extends Algorithm {
  readonly #byPeriod: string[] = [];
  readonly #byCount: string[] = [];

  override initialize(): void {
    this.setStartDate(2013, 10, 7);
    this.setEndDate(2013, 10, 8);
    const { symbol } = this.addEquity('SPY');
    const byPeriod = new TradeBarConsolidator({ periodMs: MS_PER_MINUTE });
    byPeriod.onDataConsolidated((_, bar) => this.#byPeriod.push(this.#describe(bar)));
    const byCount = new TradeBarConsolidator(1);
    byCount.onDataConsolidated((_, bar) => this.#byCount.push(this.#describe(bar)));
    this.subscriptionManager.addConsolidator(symbol, byPeriod);
    this.subscriptionManager.addConsolidator(symbol, byCount);
  }

  #describe(bar: TradeBar): string {
    return `${this.time.toISO()} - ${bar.endTime.toISO()} ${bar.toString()}`;
  }

  override onEndOfAlgorithm(): void {
    requireThat(this.#byCount.length > 0, 'no bar was consolidated');
    requireThat(
      this.#byCount.length === this.#byPeriod.length,
      `${this.#byCount.length} and ${this.#byPeriod.length} bars`,
    );
    for (const [index, bar] of this.#byCount.entries()) {
      requireThat(bar === this.#byPeriod[index], `'${bar}' by count, '${this.#byPeriod[index]}' by period`);
    }
  }
}

import { Algorithm, type SecuritySymbol } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

/** Ends of the day of securities that a universe selects for all days or for one, and of one that is added on the way. */
export default class OnEndOfDay extends Algorithm {
  readonly #counts = new Map<string, number>();

  override initialize(): void {
    this.setStartDate(2013, 10, 7);
    this.setEndDate(2013, 10, 11);
    this.setCash(100_000);
    this.addUniverse('my-universe-name', (time) => (time.day === 8 ? ['SPY', 'IBM'] : ['SPY']));
  }

  override onEndOfDay({ value }: SecuritySymbol): void {
    const count = this.#counts.get(value) ?? 0;
    this.#counts.set(value, count + 1);
    if (count > 0 || value === 'IBM') return;
    this.setHoldings(value, 0.5);
    if (value === 'SPY') this.addEquity('BAC');
  }

  override onEndOfAlgorithm(): void {
    const counts = ['SPY', 'BAC', 'IBM'].map((ticker) => this.#counts.get(ticker));
    requireThat(counts.join(' ') === '5 4 1', `ends of the day of SPY, BAC and IBM: ${counts.join(', ')}`);
  }
}

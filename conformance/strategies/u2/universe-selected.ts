import { Algorithm, Resolution, type SecuritySymbol, type Universe } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';
import { byDollarVolume } from './by-dollar-volume.ts';

/** A universe tells what it has chosen, in its order, apart from what it still holds. */
export default class UniverseSelected extends Algorithm {
  readonly #expected = ['SPY', 'AAPL IWM', 'FB AAPL QQQ'];
  #selections = 0;
  #universe!: Universe;

  override initialize(): void {
    this.universeSettings.resolution = Resolution.Daily;
    this.setStartDate(2014, 3, 25);
    this.setEndDate(2014, 3, 27);
    this.#universe = this.addUniverse((fundamentals) => {
      const skipped = this.#selections;
      this.#selections += 1;
      return byDollarVolume(fundamentals).slice(skipped, skipped + this.#selections);
    });
  }

  override onData(): void {
    const { selected } = this.#universe;
    if (this.time.day < 28) {
      const tickers = selected.map(({ value }) => value).join(' ');
      const expected = this.#expected.shift();
      requireThat(tickers === expected, `${tickers} instead of ${expected}`);
    }
    this.marketOrder(selected[0] as SecuritySymbol, 1);
  }

  override onEndOfAlgorithm(): void {
    const { selected, members } = this.#universe;
    const counts = `${this.#selections} selections, ${selected.length} selected of ${members.length}`;
    requireThat(this.#selections === 3 && selected.length === 3 && members.length !== 3, counts);
  }
}

import { Algorithm, Market, Resolution } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

/** Training that is asked for at once happens once, with a warm-up as without. */
export default class WarmupTrain extends Algorithm {
  #trained = 0;

  override initialize(): void {
    this.setStartDate(2018, 1, 1);
    this.setEndDate(2018, 1, 5);
    for (const pair of ['EURUSD', 'USDJPY']) this.addForex(pair, Resolution.Minute, Market.Oanda);
    this.train(() => {
      this.#trained += 1;
    });
    this.setWarmUp(100);
  }

  override onEndOfAlgorithm(): void {
    requireThat(this.#trained === 1, `trained ${this.#trained} times`);
  }
}

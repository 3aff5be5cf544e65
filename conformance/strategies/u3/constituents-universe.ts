import { Algorithm, ConstituentsUniverse, Resolution, type SecurityChanges, type Slice } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

/** Two equities, then none, then two others: AAPL, which is held, stays until it is sold. */
export default class ConstituentsUniverseAlgorithm extends Algorithm {
  readonly #expected = ['AAPL QQQ', 'AAPL', 'AAPL FB SPY', 'FB SPY'];
  #step = 0;

  override initialize(): void {
    this.setStartDate(2013, 10, 7);
    this.setEndDate(2013, 10, 11);
    this.setCash(100_000);
    this.universeSettings.resolution = Resolution.Daily;
    this.addUniverse(new ConstituentsUniverse('constituents-universe-qctest', this.universeSettings));
  }

  override onData(slice: Slice): void {
    const tickers = slice.bars.keys.map(({ value }) => value).join(' ');
    const expected = this.#expected[this.#step];
    this.#step += 1;
    requireThat(tickers === expected, `${tickers} in step ${this.#step} instead of ${expected}`);
    if (this.#step === 1) this.setHoldings('AAPL', 0.5);
    if (this.#step === 2) this.liquidate();
  }

  override onSecuritiesChanged({ removedSecurities }: SecurityChanges): void {
    for (const { symbol } of removedSecurities) {
      const steps = symbol.value === 'AAPL' ? [1, 2] : [1];
      const isEarly = ['AAPL', 'QQQ'].includes(symbol.value) && !steps.includes(this.#step);
      requireThat(!isEarly, `${symbol.value} left after step ${this.#step}`);
    }
  }

  override onEndOfAlgorithm(): void {
    requireThat(this.#step === 4, `there were ${this.#step} steps`);
  }
}

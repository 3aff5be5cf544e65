import { Algorithm, type CoarseFundamental, Resolution, type SecuritySymbol, type Slice } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';
import { byDollarVolume } from './by-dollar-volume.ts';

/** A selection at midnight sees the close of the day before, by history as by the price that came at four. */
export default class CoarseSelectionTime extends Algorithm {
  #spy!: SecuritySymbol;
  #price = 0;

  override initialize(): void {
    this.setStartDate(2014, 3, 25);
    this.setEndDate(2014, 4, 1);
    this.#spy = this.addEquity('SPY', Resolution.Daily).symbol;
    this.universeSettings.resolution = Resolution.Daily;
    this.addUniverse((coarse) => this.#select(coarse));
  }

  async #select(coarse: readonly CoarseFundamental[]): Promise<SecuritySymbol[]> {
    const [bar] = await this.history(this.#spy, 1);
    if (this.#price !== 0) requireThat(bar?.close === this.#price, `the close is ${bar?.close}, not ${this.#price}`);
    this.#price = 0;
    return byDollarVolume(coarse)
      .filter((symbol) => !symbol.equals(this.#spy))
      .slice(0, 1);
  }

  override onData(slice: Slice): void {
    const counts = `${slice.bars.count} bars, ${this.activeSecurities.count} active securities`;
    requireThat(counts === '2 bars, 2 active securities', counts);
    this.#price = this.securities.get(this.#spy).price;
    if (!this.portfolio.invested) this.setHoldings(this.#spy, 1);
  }
}

import { Algorithm, Resolution, type SecurityChanges, type Slice } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

/** A universe ends, and its securities leave, when the fund is delisted. */
export default class ETFConstituentUniverseCompositeDelisting extends Algorithm {
  /** The fund itself is added as well. */
  protected readonly addsFund: boolean = true;
  #held = 0;
  #hasSelected = false;
  #hasCome = false;
  #hasGone = false;

  override initialize(): void {
    this.setStartDate(2020, 12, 1);
    this.setEndDate(2021, 1, 31);
    this.setCash(100_000);
    this.universeSettings.resolution = Resolution.Hour;
    this.addEquity('AAPL', Resolution.Hour);
    const fund = this.addsFund ? this.addEquity('GDVD', Resolution.Hour).symbol : this.symbol('GDVD');
    this.addUniverse(
      this.universe.etf(fund, (constituents) => {
        requireThat(!this.#isAfter, `selected at ${this.utcTime.toISO()}`);
        this.#hasSelected = true;
        this.#held = new Set(constituents.map(({ symbol }) => symbol.id)).size;
        return constituents.map(({ symbol }) => symbol);
      }),
    );
  }

  /** The day after the delisting has begun. */
  get #isAfter(): boolean {
    return this.utcTime.startOf('day') > this.#delistedOn;
  }

  get #delistedOn(): Algorithm['time'] {
    return this.utcTime.set({ year: 2021, month: 1, day: 21, hour: 0, minute: 0, second: 0, millisecond: 0 });
  }

  override onData(slice: Slice): void {
    const others = slice.bars.keys.filter(({ value }) => value !== 'AAPL');
    requireThat(!this.#isAfter || others.length === 0, `${others.join(' ')} at ${this.time.toISO()}`);
    if (!this.portfolio.invested) this.setHoldings('AAPL', 0.5);
  }

  override onSecuritiesChanged({ addedSecurities, removedSecurities }: SecurityChanges): void {
    const isLate = addedSecurities.length > 0 && this.utcTime > this.#delistedOn;
    requireThat(!isLate, `${addedSecurities.length} securities came at ${this.time.toISO()}`);
    // AAPL is there already.
    if (this.#hasSelected && addedSecurities.length === this.#held - 1) this.#hasCome = true;
    const all = this.#held + (this.addsFund ? 1 : 0);
    const isDelisted = this.utcTime.startOf('day') >= this.#delistedOn && this.utcTime < this.endDate;
    if (removedSecurities.length === all && isDelisted) this.#hasGone = true;
  }

  override onEndOfAlgorithm(): void {
    requireThat(this.#hasCome && this.#hasGone, `came: ${this.#hasCome}, gone: ${this.#hasGone}`);
    requireThat(this.activeSecurities.count <= 2, `${this.activeSecurities.count} securities are active`);
  }
}

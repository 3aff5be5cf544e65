import { Algorithm, FuncSecuritySeeder, Resolution, type Security, type SecurityChanges } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

const TICKERS = ['SPY', 'IWM', 'QQQ', 'AIG', 'BAC', 'IBM'];

/** Securities of a universe are set up anew each time they come back. */
export default class SecurityInitializationOnReAddition extends Algorithm {
  /** How often each has been set up since the last selection. */
  readonly #setUps = new Map<Security, number>();
  #selected: readonly string[] = [];
  #selections = 0;

  override initialize(): void {
    this.setStartDate(2014, 3, 24);
    this.setEndDate(2014, 4, 7);
    this.setCash(100_000);
    this.universeSettings.resolution = Resolution.Daily;
    const seeder = new FuncSecuritySeeder((security) => {
      this.#setUps.set(security, (this.#setUps.get(security) ?? 0) + 1);
      return this.getLastKnownPrices(security);
    });
    this.setSecurityInitializer((security) => seeder.seedSecurity(security));
    this.addUniverse('MyUniverse', Resolution.Daily, (time) => {
      this.#setUps.clear();
      this.#selections += 1;
      this.#selected = time.day % 2 === 0 ? TICKERS.slice(0, 3) : TICKERS.slice(3);
      return this.#selected;
    });
  }

  override onSecuritiesChanged({ addedSecurities, removedSecurities }: SecurityChanges): void {
    for (const { isTradable, symbol } of addedSecurities) requireThat(isTradable, `${symbol.value} is not tradable`);
    for (const { isTradable, symbol } of removedSecurities) requireThat(!isTradable, `${symbol.value} is tradable`);
    requireTickers(addedSecurities, this.#selected);
    requireThat(this.#setUps.size === addedSecurities.length, `${this.#setUps.size} securities were set up`);
    for (const security of addedSecurities) {
      requireThat(
        this.#setUps.get(security) === 1,
        `${security.symbol.value} was set up ${this.#setUps.get(security)} times`,
      );
    }
    const others = TICKERS.filter((ticker) => !this.#selected.includes(ticker));
    if (removedSecurities.length > 0) requireTickers(removedSecurities, others);
  }

  override onEndOfAlgorithm(): void {
    requireThat(this.#selections >= 2, `there were ${this.#selections} selections`);
  }
}

function requireTickers(securities: readonly Security[], expected: readonly string[]): void {
  const tickers = securities.map(({ symbol }) => symbol.value);
  const isRight = tickers.length === expected.length && tickers.every((ticker) => expected.includes(ticker));
  requireThat(isRight, `${tickers.join(', ')} instead of ${expected.join(', ')}`);
}

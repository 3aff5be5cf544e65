import { Algorithm, type CoarseFundamental, Resolution, type SecuritySymbol } from '@lockstep/core';

/** Buys what has fallen since the coarse price, which is the very price that the security has: never. */
export default class CoarseNoLookAheadBias extends Algorithm {
  #prices: (readonly [SecuritySymbol, number])[] = [];

  override initialize(): void {
    this.universeSettings.resolution = Resolution.Daily;
    this.setStartDate(2014, 3, 24);
    this.setEndDate(2014, 4, 6);
    this.setCash(50_000);
    this.addUniverse((coarse) => this.#select(coarse));
    this.schedule.on(this.dateRules.everyDay(), this.timeRules.at(10, 0), () => this.#trade());
  }

  #select(coarse: readonly CoarseFundamental[]): SecuritySymbol[] {
    const top = [...coarse].sort((a, b) => b.dollarVolume - a.dollarVolume).slice(0, 1);
    this.#prices = top.map(({ symbol, adjustedPrice }) => [symbol, adjustedPrice]);
    return top.map(({ symbol }) => symbol);
  }

  #trade(): void {
    for (const [symbol, price] of this.#prices) {
      const security = this.securities.find(symbol);
      if (security === undefined) continue;
      if (price > security.price) this.setHoldings(symbol, 1);
      else this.liquidate(symbol);
    }
  }
}

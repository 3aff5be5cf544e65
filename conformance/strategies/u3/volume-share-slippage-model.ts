import {
  Algorithm,
  type ETFConstituentUniverse,
  PortfolioTarget,
  Resolution,
  type SecuritySymbol,
  VolumeShareSlippageModel,
} from '@lockstep/core';

/** The ten heaviest of what SPY holds, five percent of each; the ten lightest short. */
export default class VolumeShareSlippage extends Algorithm {
  #heavy: SecuritySymbol[] = [];
  #light: SecuritySymbol[] = [];

  override initialize(): void {
    this.setStartDate(2020, 11, 29);
    this.setEndDate(2020, 12, 2);
    this.setSecurityInitializer((security) => security.setSlippageModel(new VolumeShareSlippageModel(0.3, 0.05)));
    this.universeSettings.resolution = Resolution.Daily;
    this.addUniverse(this.universe.etf(this.symbol('SPY'), (constituents) => this.#select(constituents)));
  }

  #select(constituents: readonly ETFConstituentUniverse[]): SecuritySymbol[] {
    const symbols = [...constituents]
      .sort((a, b) => (a.weight ?? Number.NEGATIVE_INFINITY) - (b.weight ?? Number.NEGATIVE_INFINITY))
      .map(({ symbol }) => symbol);
    this.#heavy = symbols.slice(-10);
    this.#light = symbols.slice(0, 10);
    return [...this.#heavy, ...this.#light];
  }

  override onData(): void {
    const targets = [
      ...this.#heavy.map((symbol) => new PortfolioTarget(symbol, 0.05)),
      ...this.#light.map((symbol) => new PortfolioTarget(symbol, -0.05)),
    ];
    this.setHoldings(targets, true);
  }
}

import { Algorithm, Resolution, type SecuritySymbol } from '@lockstep/core';

/** Holds, month by month, the one share that rose most over the last quarter, or none when all have fallen. */
export default class MomentumRotation extends Algorithm {
  override readonly parameters = this.defineParameters({
    lookback: { default: 63, min: 5, max: 252, description: 'trading days over which momentum is measured' },
  });
  #shares: SecuritySymbol[] = [];

  override initialize() {
    this.setStartDate(2018, 1, 2);
    this.setEndDate(2020, 12, 31);
    this.setCash(100_000);
    this.#shares = ['ALFA', 'BRAVO', 'CHARLIE'].map((ticker) => this.addEquity(ticker, Resolution.Daily).symbol);
    this.setBenchmark(() => this.securities.get('ALFA').price);

    // Handlers of scheduled events may be asynchronous: the engine waits for them before it goes on.
    this.schedule.on(this.dateRules.monthEnd('ALFA'), this.timeRules.afterMarketClose('ALFA', 10), () =>
      this.#rotate(),
    );
  }

  async #rotate(): Promise<void> {
    let best: SecuritySymbol | null = null;
    let bestRise = 0;
    for (const share of this.#shares) {
      const rise = await this.#momentum(share);
      if (rise > bestRise) [best, bestRise] = [share, rise];
    }
    this.log(best === null ? 'All have fallen: cash' : `${best.value} rose ${(bestRise * 100).toFixed(1)} %`);
    if (best === null) this.liquidate();
    // `true` closes the other positions first. The market is closed: all orders wait for the next open.
    else if (!this.portfolio.get(best).invested) this.setHoldings(best, 0.95, true);
  }

  /** Rise since the first of the last bars; 0 while there are too few of them. */
  async #momentum(share: SecuritySymbol): Promise<number> {
    const bars = await this.history(share, this.parameters.lookback, Resolution.Daily);
    const [first] = bars;
    const last = bars.at(-1);
    if (first === undefined || last === undefined || bars.length < this.parameters.lookback) return 0;
    return last.close / first.close - 1;
  }
}

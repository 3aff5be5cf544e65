import { Algorithm, BollingerBands, PortfolioTarget, Resolution, type Security } from '@lockstep/core';

/**
 * Trades the ratio of two prices: when it leaves its Bollinger bands, sells the share that is dear and buys the one that
 * is cheap, until the ratio is back at its average.
 */
export default class PairsSpread extends Algorithm {
  readonly #bands = new BollingerBands(40, 1.5);
  #alfa!: Security;
  #bravo!: Security;
  /** 1: long ALFA and short BRAVO, -1: the other way round, 0: nothing. */
  #side: -1 | 0 | 1 = 0;

  override initialize() {
    this.setStartDate(2018, 6, 1);
    this.setEndDate(2020, 12, 31);
    this.setCash(100_000);
    this.#alfa = this.addEquity('ALFA', Resolution.Daily);
    this.#bravo = this.addEquity('BRAVO', Resolution.Daily);
    this.setWarmUp(40, Resolution.Daily);
    this.setBenchmark(() => this.#alfa.price);
  }

  override onWarmupFinished() {
    this.log(`The ratio is ${this.#ratio.toFixed(3)}, on average ${this.#bands.middleBand.value.toFixed(3)}`);
  }

  get #ratio(): number {
    return this.#alfa.price / this.#bravo.price;
  }

  override onData() {
    // No subscription brings a ratio, so this indicator is fed by hand. onData also runs during warm-up.
    this.#bands.update(this.utcTimeMs, this.#ratio);
    if (this.isWarmingUp) return;
    const { upperBand, middleBand, lowerBand } = this.#bands;
    const ratio = this.#ratio;
    if (this.#side === 0 && ratio > upperBand.value) this.#hold(-1);
    else if (this.#side === 0 && ratio < lowerBand.value) this.#hold(1);
    else if (this.#side === 1 && ratio >= middleBand.value) this.#hold(0);
    else if (this.#side === -1 && ratio <= middleBand.value) this.#hold(0);
  }

  #hold(side: -1 | 0 | 1): void {
    this.#side = side;
    this.setHoldings([new PortfolioTarget(this.#alfa, 0.45 * side), new PortfolioTarget(this.#bravo, -0.45 * side)]);
    this.plot('Ratio', 'side', side);
    this.plot('Ratio', 'ratio', this.#ratio);
  }
}

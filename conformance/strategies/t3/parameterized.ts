import { Algorithm, type ExponentialMovingAverage, SecurityType } from '@lockstep/core';

/** Two averages whose lengths are parameters. */
export default class Parameterized extends Algorithm {
  override readonly parameters = this.defineParameters({
    'ema-fast': { default: 100, min: 1 },
    'ema-slow': { default: 200, min: 1 },
  });
  #fast: ExponentialMovingAverage | null = null;
  #slow: ExponentialMovingAverage | null = null;

  override initialize(): void {
    this.setStartDate(2013, 10, 7);
    this.setEndDate(2013, 10, 11);
    this.setCash(100_000);
    this.addSecurity(SecurityType.Equity, 'SPY');
    this.#fast = this.ema('SPY', this.parameters['ema-fast']);
    this.#slow = this.ema('SPY', this.parameters['ema-slow']);
  }

  override onData(): void {
    const [fast, slow] = [this.#fast, this.#slow];
    if (fast?.isReady !== true || slow?.isReady !== true) return;
    if (fast.value > slow.value * 1.001) this.setHoldings('SPY', 1);
    else if (fast.value < slow.value * 0.999) this.liquidate('SPY');
  }
}

import { Algorithm, Duration, Resolution } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

/** What the account is worth at the start comes from the rates at the end of the warm-up. */
export default class WarmUpStartingPortfolioValue extends Algorithm {
  #hasFinished = false;

  override initialize(): void {
    this.setStartDate(2018, 1, 1);
    this.setEndDate(2018, 1, 8);
    this.setCash(100_000);
    this.setCash('EUR', 100_000);
    this.addForex('EURUSD', Resolution.Daily, 'oanda');
    this.setBenchmark(() => 0);
    this.setWarmUp(Duration.fromObject({ days: 365 }));
  }

  override onWarmupFinished(): void {
    this.#hasFinished = true;
    requireThat(this.portfolio.cashBook.get('EUR').conversionRate !== 0, 'euros have no rate after the warm-up');
  }

  override onEndOfAlgorithm(): void {
    requireThat(this.#hasFinished, 'the end of the warm-up was not told');
  }
}

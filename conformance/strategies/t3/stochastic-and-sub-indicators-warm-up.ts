import { Algorithm, Duration, Resolution, type Slice, Stochastic, TradeBarConsolidator } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

const ONE_DAY = Duration.fromObject({ days: 1 });

/** A stochastic of calendar days, warmed up, and one fed with more history than it needs: their parts agree. */
export default class StochasticAndSubIndicatorsWarmUp extends Algorithm {
  readonly #warmed = new Stochastic('warmed', 14, 3, 3);
  readonly #fed = new Stochastic('fed', 14, 3, 3);
  #hasData = false;

  override async initialize(): Promise<void> {
    this.setStartDate(2020, 1, 1);
    this.setEndDate(2020, 2, 1);
    const { symbol } = this.addEquity('SPY', Resolution.Hour);
    const days = new TradeBarConsolidator(ONE_DAY);
    this.registerIndicator(symbol, this.#warmed, days);
    await this.warmUpIndicator(symbol, this.#warmed, ONE_DAY);
    this.registerIndicator(symbol, this.#fed, days);
    for (const bar of await this.history(symbol, 50, Resolution.Daily)) this.#fed.update(bar);
    for (const { name, isReady, samples } of [this.#warmed, this.#fed]) {
      requireThat(isReady, `${name} is not ready after ${samples} samples`);
    }
  }

  override onData(slice: Slice): void {
    if (this.isWarmingUp || !slice.containsKey('SPY')) return;
    this.#hasData = true;
    const [warmed, fed] = [this.#warmed, this.#fed];
    for (const { name, value } of [warmed.stochK, fed.stochK, warmed.fastStoch]) {
      requireThat(value !== 0, `${name} is zero`);
    }
    requireThat(warmed.stochK.value === fed.stochK.value, `K is ${warmed.stochK.value} and ${fed.stochK.value}`);
    requireThat(warmed.stochD.value === fed.stochD.value, `D is ${warmed.stochD.value} and ${fed.stochD.value}`);
  }

  override onEndOfAlgorithm(): void {
    requireThat(this.#hasData, 'there was no data');
  }
}

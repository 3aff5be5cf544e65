import {
  Algorithm,
  Duration,
  MovingAverageType,
  RelativeStrengthIndex,
  Resolution,
  type Slice,
  Stochastic,
  TradeBarConsolidator,
} from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

const ONE_DAY = Duration.fromObject({ days: 1 });

/** A stochastic and an index of strength of calendar days, warmed up, and the same two fed with as much history. */
export default class StochasticWarmsUpProperly extends Algorithm {
  readonly #strength = new RelativeStrengthIndex(14, MovingAverageType.Wilders);
  readonly #strengthFed = new RelativeStrengthIndex(14, MovingAverageType.Wilders);
  readonly #stochastic = new Stochastic('warmed', 10, 3, 3);
  readonly #stochasticFed = new Stochastic('fed', 10, 3, 3);
  #hasData = false;

  override async initialize(): Promise<void> {
    this.setStartDate(2020, 1, 1);
    this.setEndDate(2020, 2, 1);
    const { symbol } = this.addEquity('SPY', Resolution.Hour);
    const days = new TradeBarConsolidator(ONE_DAY);
    for (const indicator of [this.#strength, this.#stochastic]) this.registerIndicator(symbol, indicator, days);
    for (const indicator of [this.#strength, this.#stochastic]) await this.warmUpIndicator(symbol, indicator, ONE_DAY);
    for (const indicator of [this.#strengthFed, this.#stochasticFed]) this.registerIndicator(symbol, indicator, days);
    const { warmUpPeriod } = this.#stochasticFed;
    const bars = await this.history(symbol, Math.max(this.#strengthFed.warmUpPeriod, warmUpPeriod), Resolution.Daily);
    for (const bar of bars) this.#strengthFed.update(bar.endTimeMs, bar.close);
    for (const bar of bars.slice(-warmUpPeriod)) this.#stochasticFed.update(bar);
    for (const each of [this.#strength, this.#stochastic, this.#strengthFed, this.#stochasticFed]) {
      requireThat(each.isReady, `${each.name} is not ready after ${each.samples} samples`);
    }
  }

  override onData(slice: Slice): void {
    if (this.isWarmingUp || !slice.containsKey('SPY')) return;
    this.#hasData = true;
    requireEqual('strength', this.#strength.value, this.#strengthFed.value);
    requireEqual('K', this.#stochastic.stochK.value, this.#stochasticFed.stochK.value);
    requireEqual('D', this.#stochastic.stochD.value, this.#stochasticFed.stochD.value);
  }

  override onEndOfAlgorithm(): void {
    requireThat(this.#hasData, 'there was no data');
  }
}

function requireEqual(what: string, warmed: number, fed: number): void {
  requireThat(warmed === fed, `${what} is ${warmed} warmed up and ${fed} fed`);
}

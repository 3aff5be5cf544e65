import { Algorithm, Resolution, type Slice } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';
import { COARSE_MIDNIGHTS, SelectionTimes } from './selection-times.ts';

const MS_PER_HOUR = 3_600_000;

/** A universe selects in the warm-up as well; its securities have daily bars there, hourly ones afterwards. */
export default class WarmupLowerResolutionSelection extends Algorithm {
  readonly #times = new SelectionTimes(this, COARSE_MIDNIGHTS);

  override initialize(): void {
    this.universeSettings.resolution = Resolution.Hour;
    this.setStartDate(2014, 3, 26);
    this.setEndDate(2014, 4, 7);
    this.addUniverse(() => {
      this.#times.note();
      return ['SPY'];
    });
    this.setWarmUp(2, Resolution.Daily);
  }

  override onData(slice: Slice): void {
    const expected = this.time > this.startDate ? 1 : 6.5;
    for (const { endTimeMs, timeMs } of slice.bars.values) {
      const hours = (endTimeMs - timeMs) / MS_PER_HOUR;
      requireThat(hours === expected, `a bar of ${hours} hours at ${this.time.toISO()}`);
    }
    if (!this.portfolio.invested && !this.isWarmingUp) this.setHoldings('SPY', 1);
  }

  override onEndOfAlgorithm(): void {
    this.#times.requireAll();
  }
}

import { Algorithm, Duration, FundamentalUniverse, Resolution } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

/** Universes on schedules select in the warm-up too: the first time with it, for the last day before that they missed. */
export default class FundamentalCustomSelectionTimeWarmup extends Algorithm {
  readonly #times: Record<string, string[]> = { start: [], days: [] };

  override initialize(): void {
    this.setStartDate(2014, 3, 27);
    this.setEndDate(2014, 5, 10);
    this.universeSettings.resolution = Resolution.Daily;
    this.addUniverse(this.dateRules.monthStart(), () => this.#select('start'));
    const days = [
      [2013, 5, 9],
      [2014, 3, 24],
      [2014, 3, 26],
      [2014, 5, 9],
      [2020, 5, 9],
    ] as const;
    this.universeSettings.schedule.on(
      this.dateRules.on(...days.map(([year, month, day]) => this.startDate.set({ year, month, day }))),
    );
    this.addUniverse(FundamentalUniverse.usa(() => this.#select('days')));
    this.setWarmUp(Duration.fromObject({ days: 3 }));
  }

  #select(name: string): string[] {
    this.#times[name]?.push(this.time.toFormat('M-d HH:mm'));
    return ['SPY'];
  }

  override onData(): void {
    if (!this.portfolio.invested && !this.isWarmingUp) this.setHoldings('SPY', 1);
  }

  override onEndOfAlgorithm(): void {
    const expected = {
      start: ['3-24 00:00', '4-1 00:00', '5-1 00:00'],
      days: ['3-24 00:00', '3-26 00:00', '5-9 00:00'],
    };
    const times = JSON.stringify(this.#times);
    requireThat(times === JSON.stringify(expected), times);
  }
}

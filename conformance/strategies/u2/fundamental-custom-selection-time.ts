import { Algorithm, FundamentalUniverse, Resolution, UniverseSettings } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

/** Universes that select with months, at their ends, and on a day. */
export default class FundamentalCustomSelectionTime extends Algorithm {
  readonly #times: Record<string, string[]> = { start: [], end: [], day: [] };

  override initialize(): void {
    this.setStartDate(2014, 3, 25);
    this.setEndDate(2014, 5, 10);
    this.universeSettings.resolution = Resolution.Daily;
    this.addUniverse(this.dateRules.monthStart(), () => this.#select('start'));
    const settings = new UniverseSettings(this.universeSettings);
    settings.schedule.on(this.dateRules.monthEnd());
    this.addUniverse(FundamentalUniverse.usa(() => this.#select('end'), settings));
    this.universeSettings.schedule.on(this.dateRules.on(2014, 5, 9));
    this.addUniverse(FundamentalUniverse.usa(() => this.#select('day')));
  }

  #select(name: string): string[] {
    this.#times[name]?.push(this.time.toFormat('M-d HH:mm'));
    return ['SPY'];
  }

  override onData(): void {
    if (!this.portfolio.invested) this.setHoldings('SPY', 1);
  }

  override onEndOfAlgorithm(): void {
    const expected = {
      start: ['3-25 00:00', '4-1 00:00', '5-1 00:00'],
      end: ['3-25 00:00', '3-31 00:00', '4-30 00:00'],
      day: ['5-9 00:00'],
    };
    const times = JSON.stringify(this.#times);
    requireThat(times === JSON.stringify(expected), times);
  }
}

import {
  Algorithm,
  CoarseFundamental,
  Resolution,
  type SecuritySymbol,
  SecurityType,
  type Slice,
} from '@lockstep/core';
import { requireThat } from '../../require-that.ts';
import { SelectionTimes } from '../u2/selection-times.ts';
import { mostTradedWithData } from './custom-data-universe.ts';
import { DailyPrices } from './daily-prices.ts';

const DAYS = ['2014-03-25', '2014-03-27', '2014-03-29'];

/** The same on every second day. */
export default class CustomDataUniverseScheduled extends Algorithm {
  readonly #times = new SelectionTimes(this, DAYS);
  #equities: readonly SecuritySymbol[] = [];

  override initialize(): void {
    this.setStartDate(2014, 3, 24);
    this.setEndDate(2014, 3, 31);
    this.universeSettings.resolution = Resolution.Daily;
    const days = DAYS.map((day) => this.startDate.set({ day: Number(day.slice(-2)) }));
    this.universeSettings.schedule.on(this.dateRules.on(...days));
    this.addUniverse(CoarseFundamental, 'custom-data-universe', this.universeSettings, (coarse) => {
      this.#times.note();
      return mostTradedWithData(coarse);
    });
  }

  override onData(slice: Slice): void {
    const data = slice.get(DailyPrices);
    if (!this.portfolio.invested && data.size > 0) {
      const about = new Set(data.keys.map(({ underlying }) => underlying?.id));
      for (const symbol of this.#equities) {
        this.setHoldings(symbol, 1 / this.#equities.length);
        requireThat(about.has(symbol.id), `there is no data about ${symbol.value}`);
      }
    }
    // Bars come at four, the other data at midnight.
    this.#equities = slice.bars.keys.filter(({ securityType }) => securityType !== SecurityType.Base);
  }

  override onEndOfAlgorithm(): void {
    this.#times.requireAll();
  }
}

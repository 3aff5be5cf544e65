import { Algorithm, Resolution, type Slice, type SymbolChangedEvent } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

/** SPWR by the hour, without fills, is renamed while it is held. */
export default class HourResolutionMappingEvent extends Algorithm {
  #lastDay = '';
  #change: SymbolChangedEvent | null = null;

  override initialize(): void {
    this.setStartDate(2008, 8, 20);
    this.setEndDate(2008, 10, 1);
    this.addEquity('SPWR', Resolution.Hour, { fillForward: false });
  }

  override onData(slice: Slice): void {
    this.#lastDay = this.time.toISODate() ?? '';
    if (!this.portfolio.invested) this.setHoldings('SPWR', 1);
    for (const change of slice.symbolChangedEvents.values) this.#change = change;
  }

  override onEndOfAlgorithm(): void {
    requireThat(this.#lastDay === this.endDate.toISODate(), `the last data came on ${this.#lastDay}`);
    requireThat(this.#change !== null, 'the ticker did not change');
  }
}

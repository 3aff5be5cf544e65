import { Algorithm, DataNormalizationMode, Resolution, type Slice } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

const CLOSES = [1158.72, 1131.97, 1114.28, 1120.15, 1114.51, 1134.89, 1135.1, 571.5, 545.25, 540.63];

/** GOOGL at raw prices around its stock dividend of 2014. */
export default class RawData extends Algorithm {
  readonly #expected = CLOSES.values();

  override initialize(): void {
    this.setStartDate(2014, 3, 25);
    this.setEndDate(2014, 4, 7);
    this.setCash(100_000);
    this.universeSettings.dataNormalizationMode = DataNormalizationMode.Raw;
    this.addEquity('GOOGL', Resolution.Daily);
  }

  override onData(slice: Slice): void {
    if (!this.portfolio.invested) this.setHoldings('GOOGL', 1);
    const bar = slice.bars.get('GOOGL');
    if (bar === undefined) return;
    const { value } = this.#expected.next();
    requireThat(bar.close === value, `close ${bar.close}, expected ${value}`);
  }
}

import { Algorithm, Duration, Resolution } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

const SLICES = 3926;

/** Fifteen years of WM, which had other tickers before. */
export default class HistoryWithSymbolChanges extends Algorithm {
  override async initialize(): Promise<void> {
    this.setStartDate(2013, 10, 7);
    this.setEndDate(2013, 10, 11);
    this.setCash(100_000);
    const { symbol } = this.addEquity('WM', Resolution.Daily);
    const slices = await this.history([symbol], Duration.fromObject({ days: 5700 }), Resolution.Daily);
    requireThat(slices.length === SLICES, `history has ${slices.length} slices`);
    const bars = slices.map((slice) => slice.bars.get(symbol)).filter((bar) => bar !== undefined);
    requireThat(bars.length === SLICES, `history has ${bars.length} bars`);
    const [first] = bars;
    requireThat(first?.endTime.toFormat('yyyy-MM-dd HH:mm') === '1998-03-02 16:00', 'the first bar is of another day');
    requireThat(first.close === 24.880_391_25, `the first bar closed at ${first.close}`);
  }
}

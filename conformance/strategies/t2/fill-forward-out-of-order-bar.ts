import { Algorithm, Resolution, type Slice } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

/** SHY over the weekend on which the clocks change: the first bar of Monday comes in its place. */
export default class FillForwardOutOfOrderBar extends Algorithm {
  override initialize(): void {
    this.setStartDate(2008, 3, 7);
    this.setEndDate(2008, 3, 10);
    this.addEquity('SHY', Resolution.Minute);
    this.setBenchmark(() => 1);
  }

  override onData(slice: Slice): void {
    const bar = slice.bars.get('SHY');
    if (bar === undefined || bar.time.toFormat('yyyy-MM-dd HH:mm:ss') !== '2008-03-10 09:30:00') return;
    if (!this.portfolio.invested) this.setHoldings('SHY', 1);
    requireThat(bar.close === 84.09, `the bar closed at ${bar.close}`);
  }
}

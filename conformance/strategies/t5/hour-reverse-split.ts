import { Algorithm, Resolution, type Slice } from '@lockstep/core';

/** VXX by the hour over its reverse split; bought on the day of the split. */
export default class HourReverseSplit extends Algorithm {
  override initialize(): void {
    this.setStartDate(2013, 11, 7);
    this.setEndDate(2013, 11, 8);
    this.setCash(100_000);
    this.setBenchmark(() => 0);
    this.addEquity('VXX.1', Resolution.Hour);
  }

  override onData(slice: Slice): void {
    if (!slice.bars.has('VXX.1')) return;
    if (!this.portfolio.invested && this.time.hasSame(this.endDate, 'day')) this.buy('VXX.1', 1);
  }
}

import { Algorithm, Duration, Resolution } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

/** Calendar days of hourly data come at the midnight that ends them, during the warm-up as well. */
export default class ConsolidatorTimeConsistencyWithWarmup extends Algorithm {
  override initialize(): void {
    this.setStartDate(2013, 4, 7);
    this.setEndDate(2013, 10, 31);
    this.addEquity('SPY', Resolution.Hour);
    this.setWarmUp(Duration.fromObject({ days: 10 }), Resolution.Hour);
    this.consolidate('SPY', Duration.fromObject({ days: 1 }), (bar) => {
      const now = this.time.toISO();
      requireThat(bar.endTimeMs === this.utcTimeMs, `a bar that ends at ${bar.endTime.toISO()} came at ${now}`);
      requireThat(this.time.toFormat('HH:mm:ss.SSS') === '00:00:00.000', `a bar came at ${now}`);
    });
  }
}

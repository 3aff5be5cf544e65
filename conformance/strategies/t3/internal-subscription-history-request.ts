import { Algorithm, Duration, MS_PER_HOUR, Resolution, type SecuritySymbol } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

const TEN_DAYS = Duration.fromObject({ days: 10 });

/** History of the benchmark is hourly as its feed is, until the strategy adds the benchmark by the day. */
export default class InternalSubscriptionHistoryRequest extends Algorithm {
  override initialize(): void {
    this.setStartDate(2013, 10, 7);
    this.setEndDate(2013, 10, 11);
    this.addEquity('AAPL', Resolution.Hour);
    this.setBenchmark('SPY');
  }

  override async onData(): Promise<void> {
    if (this.portfolio.invested) return;
    this.setHoldings('AAPL', 1);
    const spy = this.symbol('SPY');
    await this.#check(spy, MS_PER_HOUR);
    this.addEquity('SPY', Resolution.Daily);
    await this.#check(spy, 6.5 * MS_PER_HOUR);
  }

  async #check(spy: SecuritySymbol, periodMs: number): Promise<void> {
    const slices = await this.history([spy], TEN_DAYS);
    const bars = slices.flatMap((slice) => slice.bars.values);
    requireThat(bars.length > 0 && bars.every((bar) => bar.periodMs === periodMs), `not all bars have ${periodMs} ms`);
  }
}

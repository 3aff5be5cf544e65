import { Algorithm, Duration, Resolution } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

/** Five bars of history each hour of the day: minutes while the market is open, hours around it, days at night. */
export default class ExtendedMarketHoursHistory extends Algorithm {
  readonly #requests = new Map<Resolution, number>();

  override initialize(): void {
    this.setStartDate(2013, 10, 7);
    this.setEndDate(2013, 10, 9);
    this.setCash(100_000);
    this.addEquity('SPY', Resolution.Minute, { extendedMarketHours: true, fillForward: false });
    const hourly = this.timeRules.every(Duration.fromObject({ hours: 1 }));
    this.schedule.on('history', this.dateRules.everyDay(), hourly, () => this.#request());
  }

  override onData(): void {
    if (!this.portfolio.invested) this.setHoldings('SPY', 1);
  }

  override onEndOfAlgorithm(): void {
    const count = (resolution: Resolution): number => this.#requests.get(resolution) ?? 0;
    requireThat(count(Resolution.Minute) === 3 * 6, `${count(Resolution.Minute)} requests for minutes`);
    requireThat(count(Resolution.Hour) === 3 * 10, `${count(Resolution.Hour)} requests for hours`);
    requireThat(count(Resolution.Daily) === 2 * 8 + 5, `${count(Resolution.Daily)} requests for days`);
  }

  async #request(): Promise<void> {
    const { hours, localTimeMs } = this.securities.get('SPY').exchange;
    const resolution = hours.isOpen(localTimeMs, false)
      ? Resolution.Minute
      : hours.isOpen(localTimeMs, true)
        ? Resolution.Hour
        : Resolution.Daily;
    this.#requests.set(resolution, (this.#requests.get(resolution) ?? 0) + 1);
    const bars = await this.history('SPY', 5, resolution);
    requireThat(bars.length === 5, `${bars.length} bars of history at ${this.time.toISO()}`);
  }
}

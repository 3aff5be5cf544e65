import { Algorithm, Duration, MS_PER_DAY, MS_PER_HOUR, Resolution, type TradeBar } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

const ONE_DAY = Duration.fromObject({ days: 1 });

/** Days as a resolution run from open to close, days as a duration from midnight to midnight; daily data passes. */
export default class DailyStrictEndTimeConsolidators extends Algorithm {
  #ofResolution = 0;
  #ofDuration = 0;

  override initialize(): void {
    this.setStartDate(2013, 10, 7);
    this.setEndDate(2013, 10, 11);
    this.addEquity('SPY', Resolution.Minute);
    this.addEquity('AAPL', Resolution.Daily, { fillForward: false });
    for (const ticker of ['AAPL', 'SPY']) {
      this.consolidate(ticker, Resolution.Daily, (bar) => {
        this.#ofResolution += 1;
        this.#checkDay(bar);
      });
    }
    for (const ticker of ['AAPL', 'SPY']) {
      this.consolidate(ticker, ONE_DAY, (bar) => {
        this.#ofDuration += 1;
        if (bar.symbol.value === 'AAPL') this.#checkDay(bar);
        else
          requireThat(
            isCalendarDay(bar),
            `a bar of a duration runs from ${bar.time.toISO()} to ${bar.endTime.toISO()}`,
          );
      });
    }
  }

  #checkDay(bar: TradeBar): void {
    const isSession = bar.endTime.hour === 16 && bar.periodMs === 6.5 * MS_PER_HOUR;
    const isRight = this.settings.dailyPreciseEndTime ? isSession : isCalendarDay(bar);
    requireThat(isRight, `a daily bar runs from ${bar.time.toISO()} to ${bar.endTime.toISO()}`);
  }

  override onEndOfAlgorithm(): void {
    requireThat(this.#ofDuration === 9, `${this.#ofDuration} bars of a duration`);
    const expected = this.settings.dailyPreciseEndTime ? 10 : 9;
    requireThat(this.#ofResolution === expected, `${this.#ofResolution} bars of a resolution instead of ${expected}`);
  }
}

function isCalendarDay(bar: TradeBar): boolean {
  return bar.endTime.hour === 0 && bar.periodMs === MS_PER_DAY;
}

import {
  Algorithm,
  Duration,
  dayOf,
  MS_PER_DAY,
  MS_PER_MINUTE,
  Resolution,
  type Security,
  type Slice,
  type TradeBar,
} from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

/** Daily AAPL beside SPY by the minute: repeated every minute, but seen once by consolidators and indicators. */
export default class StrictEndTimeLowerResolutionFillForward extends Algorithm {
  protected readonly extendedMarketHours: boolean = false;
  #aapl!: Security;
  #tradingDays: readonly number[] = [];
  #last: TradeBar | null = null;
  #bars = 0;
  #updates = 0;

  override initialize(): void {
    this.setStartDate(2013, 10, 7);
    this.setEndDate(2013, 10, 30);
    this.settings.dailyPreciseEndTime = true;
    this.addEquity('SPY', Resolution.Minute);
    this.#aapl = this.addEquity('AAPL', Resolution.Daily, { extendedMarketHours: this.extendedMarketHours });
    this.#tradingDays = this.#daysOfTrading();
    this.#checkOwnPeriod();
    this.#checkTwoDays();
    this.#checkIndicator();
  }

  #daysOfTrading(): readonly number[] {
    const { hours } = this.#aapl.exchange;
    const days: number[] = [];
    const last = dayOf(hours.timeZone.toLocal(this.endDate.toMillis()));
    for (let day = dayOf(hours.timeZone.toLocal(this.startDate.toMillis())); day <= last; day += 1) {
      if (hours.isDateOpen(day)) days.push(day);
    }
    return days;
  }

  /** Open and close of a trading day, on the exchange's clock. */
  #session(index: number): { readonly open: number; readonly close: number } {
    const day = this.#tradingDays[index] ?? Number.NaN;
    const { hours } = this.#aapl.exchange;
    return { open: hours.firstMarketOpen(day, false) ?? 0, close: hours.lastMarketClose(day, false) ?? 0 };
  }

  /** Minutes in which the bar of the day before is repeated. */
  #minutesOf(day: number): number {
    const { hours } = this.#aapl.exchange;
    const open = hours.firstMarketOpen(day, this.extendedMarketHours) ?? 0;
    return ((hours.lastMarketClose(day, this.extendedMarketHours) ?? 0) - open) / MS_PER_MINUTE;
  }

  #requireTimes(bar: TradeBar, open: number, close: number): void {
    const { timeZone } = this.#aapl.exchange.hours;
    const isRight = timeZone.toLocal(bar.timeMs) === open && timeZone.toLocal(bar.endTimeMs) === close;
    requireThat(isRight, `a bar runs from ${bar.time.toISO()} to ${bar.endTime.toISO()}`);
  }

  #checkOwnPeriod(): void {
    let index = 0;
    const consolidator = this.consolidate(this.#aapl, Duration.fromObject({ days: 1 }), (bar: TradeBar) => {
      const { open, close } = this.#session(index);
      this.#requireTimes(bar, open, close);
      index += 1;
    });
    requireThat(consolidator.constructor.name === 'IdentityConsolidator', 'daily data does not pass as it is');
  }

  #checkTwoDays(): void {
    let index = 0;
    this.consolidate(this.#aapl, Duration.fromObject({ days: 2 }), (bar: TradeBar) => {
      const day = this.#tradingDays[index] ?? Number.NaN;
      const { open } = this.#session(index);
      this.#requireTimes(bar, open, open + 2 * MS_PER_DAY);
      index += this.#tradingDays[index + 1] === day + 1 ? 2 : 1;
    });
  }

  #checkIndicator(): void {
    const { timeZone } = this.#aapl.exchange.hours;
    this.ema(this.#aapl, 3, Resolution.Daily).onUpdated((_, { timeMs }) => {
      const { close } = this.#session(this.#updates);
      requireThat(timeZone.toLocal(timeMs) === close, `the average was updated with data of ${timeMs}`);
      this.#updates += 1;
    });
  }

  override onData(slice: Slice): void {
    const bar = slice.bars.get(this.#aapl.symbol);
    if (bar === undefined) return;
    this.#bars += 1;
    if (!bar.isFillForward) this.#last = bar;
    const { hours, localTimeMs } = this.#aapl.exchange;
    const isClose = localTimeMs === hours.lastMarketClose(dayOf(localTimeMs), false);
    requireThat(isClose !== bar.isFillForward, `at ${this.time.toISO()} the bar is filled: ${bar.isFillForward}`);
    requireThat(this.#last?.timeMs === bar.timeMs && this.#last.endTimeMs === bar.endTimeMs, 'another day is repeated');
  }

  override onEndOfAlgorithm(): void {
    const minutes = this.#tradingDays.slice(1).reduce((sum, day) => sum + this.#minutesOf(day), 1);
    requireThat(this.#bars === minutes, `${this.#bars} bars instead of ${minutes}`);
    requireThat(this.#updates === this.#tradingDays.length, `${this.#updates} updates of the average`);
  }
}

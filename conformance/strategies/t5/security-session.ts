import { Algorithm, Resolution, type Security, type Slice, type TimeRule } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

/** Open, high, low, close and volume of a day. */
interface Day {
  open: number;
  high: number;
  low: number;
  close: number;
  volume: number;
}

const FIGURES = ['open', 'high', 'low', 'close', 'volume'] as const;

/** The session of a security is the bar of its trading day, as if made of the data of regular hours. */
export default class SecuritySession extends Algorithm {
  protected readonly resolution: Resolution = Resolution.Hour;
  protected readonly extendedMarketHours: boolean = false;
  protected readonly dailyPreciseEndTime: boolean = true;
  protected security!: Security;
  protected wasRemoved = false;
  protected readonly day: Day = { open: 0, high: 0, low: Number.POSITIVE_INFINITY, close: 0, volume: 0 };
  protected bars = 0;
  #previous: Day | null = null;
  #date = '';

  override initialize(): void {
    this.addSecurityInitializer((security) => {
      security.session.size = 3;
    });
    this.settings.dailyPreciseEndTime = this.dailyPreciseEndTime;
    this.setStartDate(2013, 10, 7);
    this.setEndDate(2013, 10, 11);
    this.security = this.addEquity('SPY', this.resolution, { extendedMarketHours: this.extendedMarketHours });
    const { session } = this.security;
    for (const figure of FIGURES) requireThat(session[figure] === 0, `${figure} begins as ${session[figure]}`);
    this.schedule.on(this.dateRules.everyDay(), this.checkTime(), () => {
      if (this.bars > 0) this.check();
    });
  }

  override onData(slice: Slice): void {
    const today = this.time.toISODate() ?? '';
    if (this.bars === 0) this.#date = today;
    const bar = slice.bars.get('SPY');
    if (bar === undefined || !this.#isRegular()) return;
    const { day } = this;
    if (today === this.#date) {
      if (day.open === 0) day.open = bar.open;
      day.high = Math.max(day.high, bar.high);
      day.low = Math.min(day.low, bar.low);
      day.close = bar.close;
      day.volume += bar.volume;
    } else {
      if (this.#previous !== null) this.requireEqual(this.security.session.get(1), this.#previous);
      for (const figure of FIGURES) day[figure] = bar[figure];
      this.#date = today;
    }
    this.bars += 1;
  }

  protected checkTime(): TimeRule {
    return this.timeRules.afterMarketClose('SPY', 1);
  }

  /** Called after each close. */
  protected check(): void {
    this.#previous = this.wasRemoved ? null : { ...this.day };
    if (!this.wasRemoved) this.requireEqual(this.security.session, this.day);
    this.wasRemoved = false;
  }

  protected keepPrevious(): void {
    this.#previous = { ...this.day };
  }

  protected requireEqual(actual: Readonly<Day> | undefined, expected: Day): void {
    for (const figure of FIGURES) {
      const value = actual?.[figure];
      requireThat(value === expected[figure], `${figure} ${value}, expected ${expected[figure]}`);
    }
  }

  #isRegular(): boolean {
    if (!this.dailyPreciseEndTime && this.resolution === Resolution.Daily) return true;
    const { hours } = this.security.exchange;
    const now = this.security.localTimeMs;
    const midnight = now - (now % 86_400_000);
    return hours.nextMarketOpen(midnight, false) < now && now <= hours.nextMarketClose(midnight, false);
  }
}

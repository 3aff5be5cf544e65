import { MS_PER_HOUR } from '../time/resolution.ts';
import { BarGrid } from './building/bar-grid.ts';
import type { SubscriptionDataConfig } from './subscription-data-config.ts';

/** When the bars of a subscription end; for one clock, which goes on only. */
export class BarEnds {
  readonly #grid: BarGrid;
  readonly #config: SubscriptionDataConfig;
  /** Span without an end within it: from one end to the next, epoch ms UTC. */
  #lastUtc = Number.NaN;
  #nextUtc = Number.NaN;

  constructor(config: SubscriptionDataConfig) {
    this.#config = config;
    this.#grid = new BarGrid(config);
  }

  /** The latest end by an instant, epoch ms UTC. */
  lastBy(utcMs: number): number {
    this.#moveTo(utcMs);
    return this.#lastUtc;
  }

  /** The first end after an instant, epoch ms UTC. */
  firstAfter(utcMs: number): number {
    this.#moveTo(utcMs);
    return this.#nextUtc;
  }

  /** Whether the market is open at any time of the bar with an end. */
  isOpenBefore(endUtc: number): boolean {
    const { incrementMs, strictDailyEndTimes } = this.#config;
    return strictDailyEndTimes || this.#grid.isOpenBetween(endUtc - incrementMs, endUtc);
  }

  #moveTo(utcMs: number): void {
    if (utcMs >= this.#lastUtc && utcMs < this.#nextUtc) return;
    const { incrementMs, exchangeHours } = this.#config;
    if (incrementMs < MS_PER_HOUR) {
      this.#lastUtc = Math.floor(utcMs / incrementMs) * incrementMs;
      this.#nextUtc = this.#lastUtc + incrementMs;
      return;
    }
    const startUtc = this.#grid.startOf(utcMs);
    const endUtc = this.#grid.endOf(startUtc);
    if (utcMs < endUtc) {
      this.#lastUtc = this.#grid.endOf(this.#grid.startOf(startUtc - 1));
      this.#nextUtc = endUtc;
      return;
    }
    // After the close, with strict daily end times only.
    const { timeZone } = exchangeHours;
    const openLocal = exchangeHours.nextMarketOpen(timeZone.toLocal(utcMs), false);
    this.#lastUtc = endUtc;
    this.#nextUtc = this.#grid.endOf(timeZone.toUtc(openLocal));
  }
}

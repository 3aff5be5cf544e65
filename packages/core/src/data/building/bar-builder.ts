import { type BarBatch, DataKind, type PriceBatch } from '../../market/data-batch.ts';
import { TickType } from '../../market/tick-type.ts';
import { MarketHoursFilter } from '../market-hours-filter.ts';
import type { SubscriptionDataConfig } from '../subscription-data-config.ts';
import { BarGrid } from './bar-grid.ts';
import { BuildingBar } from './building-bar.ts';

/**
 * Makes the bars of a subscription of ticks or of shorter bars. What lies outside the market hours is left out, and so is
 * what comes for a bar that was handed over already: a finished bar never changes.
 */
export class BarBuilder {
  readonly grid: BarGrid;
  readonly #filter: MarketHoursFilter;
  readonly #isQuote: boolean;
  /** Bars under way, oldest first. */
  #bars: BuildingBar[] = [];
  /** The last one finished. */
  #previous: BuildingBar | null = null;

  constructor(config: SubscriptionDataConfig) {
    this.grid = new BarGrid(config);
    this.#filter = new MarketHoursFilter(config);
    this.#isQuote = config.tickType === TickType.Quote;
  }

  add(batch: PriceBatch, row: number): void {
    const time = batch.time[row]!;
    if (batch.kind === DataKind.Tick && batch.suspicious[row] === 1) return;
    // A tick lasts no time, but the market is open at its instant.
    const endTime = Math.max(batch.endTime[row]!, time + 1);
    if (time < this.#filter.windowStart || endTime > this.#filter.windowEnd) this.#filter.moveWindow(time);
    if (!this.#filter.accepts(time, endTime)) return;
    const bar = this.#barAt(time);
    if (bar !== null) bar.add(batch, row);
  }

  get isEmpty(): boolean {
    return this.#bars.length === 0;
  }

  /** End of the oldest bar under way, epoch ms UTC; infinity without one. */
  get firstEndUtc(): number {
    return this.#bars[0]?.endUtc ?? Number.POSITIVE_INFINITY;
  }

  /** Nothing has to be waited for of the oldest bar under way. */
  get isFirstWhole(): boolean {
    return this.#bars[0]?.isWhole ?? false;
  }

  /** Ends the oldest bar under way; null if nothing was traded or quoted in it. */
  finishFirst(): BarBatch | null {
    const bar = this.#bars.shift();
    if (bar === undefined || bar.isEmpty) return null;
    const finished = bar.finish(this.#previous);
    this.#previous = bar;
    return finished;
  }

  /** Moves the bars that start in a span (epoch ms UTC) to another builder. */
  moveTo(other: BarBuilder, fromUtc: number, untilUtc: number): void {
    const isMoved = ({ startUtc }: BuildingBar): boolean => startUtc >= fromUtc && startUtc < untilUtc;
    for (const bar of this.#bars.filter(isMoved)) other.#barAt(bar.startUtc)?.absorb(bar);
    this.#bars = this.#bars.filter((bar) => !isMoved(bar));
  }

  #barAt(utcMs: number): BuildingBar | null {
    const last = this.#bars.at(-1);
    if (last !== undefined && utcMs >= last.startUtc && utcMs < last.endUtc) return last;
    const startUtc = this.grid.startOf(utcMs);
    const endUtc = this.grid.endOf(startUtc);
    if (utcMs >= endUtc || (this.#previous !== null && startUtc < this.#previous.endUtc)) return null;
    const later = this.#bars.findIndex((bar) => bar.startUtc >= startUtc);
    if (later !== -1 && this.#bars[later]!.startUtc === startUtc) return this.#bars[later]!;
    const bar = new BuildingBar(startUtc, endUtc, this.#isQuote);
    this.#bars.splice(later === -1 ? this.#bars.length : later, 0, bar);
    return bar;
  }
}

import { type AuxiliaryBatch, DataKind, type TickBatch } from '../market/data-batch.ts';
import type { ExchangeHours } from '../market-hours/exchange-hours.ts';
import type { SubscriptionSource } from './data-feed.ts';
import { MarketHoursFilter } from './market-hours-filter.ts';
import { SourceRows, Step } from './source-rows.ts';
import { Subscription } from './subscription.ts';
import type { SubscriptionDataConfig } from './subscription-data-config.ts';
import type { DataFilter, SubscriptionOptions } from './subscription-options.ts';

/**
 * A stream of ticks: those of the source that fall into market hours, and corporate events between them. Ticks are never
 * filled forward and keep their times.
 */
export class TickSubscription extends Subscription {
  readonly #rows: SourceRows;
  readonly #hours: ExchangeHours;
  readonly #filter: MarketHoursFilter;
  readonly #showFromUtc: number;
  readonly #isWanted: DataFilter | null;

  constructor(config: SubscriptionDataConfig, source: SubscriptionSource, options: SubscriptionOptions) {
    super(config, source, options);
    this.#rows = new SourceRows(source, false);
    this.#hours = config.exchangeHours;
    this.#filter = new MarketHoursFilter(config);
    this.#showFromUtc = options.showFromUtc ?? Number.NEGATIVE_INFINITY;
    this.#isWanted = options.isWanted ?? null;
  }

  override advance(): Promise<void> | null {
    const rows = this.#rows;
    this.isPending = false;
    for (;;) {
      const step = rows.move();
      if (step === Step.Waiting) return this.#advanceLater();
      if (step !== Step.Moved) {
        this.isPending = step === Step.Pending;
        if (this.isPending) this.emitUtc = Number.POSITIVE_INFINITY;
        else this.#end();
        return null;
      }
      if (rows.isEvents) {
        this.#showEvent();
        return null;
      }
      const time = rows.times[rows.row]!;
      if (time >= this.endUtc) {
        this.#end();
        return null;
      }
      if (time < this.#showFromUtc || !this.#isOpenAt(time)) continue;
      if (this.#isWanted?.(rows.batch as TickBatch, rows.row, time, time) === false) continue;
      this.kind = DataKind.Tick;
      this.batch = rows.batch as TickBatch;
      this.row = rows.row;
      this.auxiliary = null;
      this.timeMs = this.endTimeMs = this.emitUtc = time;
      return null;
    }
  }

  /** Looks for a head where there was none; ticks do not wait for data to be settled. */
  override poll(): Promise<void> | null {
    return this.advance();
  }

  override close(): void {
    this.removed = true;
    this.#end();
  }

  async #advanceLater(): Promise<void> {
    await this.#rows.wait();
    await this.advance();
  }

  #showEvent(): void {
    const { batch, row } = this.#rows;
    const event = (batch as AuxiliaryBatch).events[row]!;
    this.kind = DataKind.Auxiliary;
    this.batch = null;
    this.row = row;
    this.auxiliary = event;
    this.timeMs = this.endTimeMs = this.emitUtc = event.timeMs;
  }

  #isOpenAt(utcMs: number): boolean {
    const filter = this.#filter;
    if (utcMs < filter.windowStart || utcMs >= filter.windowEnd) filter.moveWindow(utcMs);
    if (utcMs < filter.windowEnd) return filter.isWindowOpen;
    return this.#hours.isOpen(this.#hours.timeZone.toLocal(utcMs), this.config.extendedMarketHours);
  }

  #end(): void {
    this.emitUtc = Number.POSITIVE_INFINITY;
    this.#rows.close();
  }
}

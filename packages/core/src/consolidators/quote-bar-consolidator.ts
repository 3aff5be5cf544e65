import { DataKind } from '../market/data-batch.ts';
import { QuoteBar } from '../market/quote-bar.ts';
import type { SecuritySymbol } from '../market/symbol.ts';
import { type Resolution, resolutionToMs } from '../time/resolution.ts';
import type { TimeZone } from '../time/time-zone.ts';
import { BarPeriod, type BarPeriodLike } from './bar-period.ts';
import { PeriodConsolidator } from './period-consolidator.ts';
import { QuoteSide } from './quote-side.ts';

/** Makes longer quote bars: by a period, a number of bars, both, or a calendar. A bar opens at the close of the last. */
export class QuoteBarConsolidator extends PeriodConsolidator<QuoteBar> {
  override readonly inputKind = DataKind.QuoteBar;
  protected override readonly makesTradeBars = false;
  readonly #bid: QuoteSide;
  readonly #ask: QuoteSide;

  /** @throws LockstepError `CONSOLIDATOR_INVALID` */
  constructor(period: BarPeriodLike, maxCount?: number) {
    super(new BarPeriod(period, maxCount));
    this.#bid = new QuoteSide();
    this.#ask = new QuoteSide();
  }

  static fromResolution(resolution: Resolution): QuoteBarConsolidator {
    return new QuoteBarConsolidator({ periodMs: resolutionToMs(resolution) });
  }

  override update(bar: QuoteBar): void {
    this.take(bar);
  }

  protected override open(bar: QuoteBar): void {
    const last = this.consolidated;
    this.#bid.start(last === null ? null : last.bid, last === null ? 0 : last.lastBidSize);
    this.#ask.start(last === null ? null : last.ask, last === null ? 0 : last.lastAskSize);
    this.merge(bar);
  }

  protected override merge(bar: QuoteBar): void {
    this.#bid.merge(bar.bid, bar.lastBidSize);
    this.#ask.merge(bar.ask, bar.lastAskSize);
  }

  protected override build(startUtc: number, endUtc: number): QuoteBar {
    return new QuoteBar(
      this.symbol as SecuritySymbol,
      startUtc,
      endUtc,
      this.#bid.toBar(),
      this.#bid.size,
      this.#ask.toBar(),
      this.#ask.size,
      this.zone as TimeZone,
    );
  }
}

import { DataKind } from '../market/data-batch.ts';
import { QuoteBar } from '../market/quote-bar.ts';
import type { SecuritySymbol } from '../market/symbol.ts';
import type { Tick } from '../market/tick.ts';
import { TickType } from '../market/tick-type.ts';
import { type Resolution, resolutionToMs } from '../time/resolution.ts';
import type { TimeZone } from '../time/time-zone.ts';
import { BarPeriod, type BarPeriodLike } from './bar-period.ts';
import { PeriodConsolidator } from './period-consolidator.ts';
import { QuoteSide } from './quote-side.ts';

/**
 * Makes quote bars of quote ticks: by a period, a number of ticks, both, or a calendar. A bar opens at the close of the
 * last. Other ticks are passed over.
 */
export class TickQuoteBarConsolidator extends PeriodConsolidator<QuoteBar, Tick> {
  override readonly inputKind = DataKind.Tick;
  protected override readonly makesTradeBars = false;
  readonly #bid: QuoteSide;
  readonly #ask: QuoteSide;

  /** @throws LockstepError `CONSOLIDATOR_INVALID` */
  constructor(period: BarPeriodLike, maxCount?: number) {
    super(new BarPeriod(period, maxCount));
    this.#bid = new QuoteSide();
    this.#ask = new QuoteSide();
  }

  static fromResolution(resolution: Resolution): TickQuoteBarConsolidator {
    return new TickQuoteBarConsolidator({ periodMs: resolutionToMs(resolution) });
  }

  override get inputTickType(): TickType {
    return TickType.Quote;
  }

  override update(tick: Tick): void {
    if (tick.tickType === TickType.Quote) this.take(tick);
  }

  protected override open(tick: Tick): void {
    const last = this.consolidated;
    this.#bid.start(last?.bid ?? null, last?.lastBidSize ?? 0);
    this.#ask.start(last?.ask ?? null, last?.lastAskSize ?? 0);
    this.merge(tick);
  }

  protected override merge({ bidPrice, bidSize, askPrice, askSize }: Tick): void {
    this.#bid.mergeQuote(bidPrice, bidSize);
    this.#ask.mergeQuote(askPrice, askSize);
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

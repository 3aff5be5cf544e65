import type { PriceData } from '../market/price-data.ts';
import { QuoteBar } from '../market/quote-bar.ts';
import type { SecuritySymbol } from '../market/symbol.ts';
import type { TimeZone } from '../time/time-zone.ts';
import { BarPeriod, type BarPeriodLike } from './bar-period.ts';
import { PeriodConsolidator } from './period-consolidator.ts';
import { QuoteSide } from './quote-side.ts';

/** Makes quote bars: by a period, a number of inputs, both, or a calendar. A bar opens at the close of the last. */
export abstract class QuoteConsolidator<I extends PriceData> extends PeriodConsolidator<QuoteBar, I> {
  protected override readonly makesTradeBars = false;
  protected readonly bid: QuoteSide;
  protected readonly ask: QuoteSide;

  /** @throws LockstepError `CONSOLIDATOR_INVALID` */
  constructor(period: BarPeriodLike, maxCount?: number) {
    super(new BarPeriod(period, maxCount));
    this.bid = new QuoteSide();
    this.ask = new QuoteSide();
  }

  protected override open(input: I): void {
    const last = this.consolidated;
    this.bid.start(last === null ? null : last.bid, last === null ? 0 : last.lastBidSize);
    this.ask.start(last === null ? null : last.ask, last === null ? 0 : last.lastAskSize);
    this.merge(input);
  }

  protected override build(startUtc: number, endUtc: number): QuoteBar {
    return new QuoteBar(
      this.symbol as SecuritySymbol,
      startUtc,
      endUtc,
      this.bid.toBar(),
      this.bid.size,
      this.ask.toBar(),
      this.ask.size,
      this.zone as TimeZone,
    );
  }
}

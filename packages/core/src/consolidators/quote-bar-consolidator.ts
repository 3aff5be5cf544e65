import { DataKind } from '../market/data-batch.ts';
import type { QuoteBar } from '../market/quote-bar.ts';
import { type Resolution, resolutionToMs } from '../time/resolution.ts';
import { QuoteConsolidator } from './quote-consolidator.ts';

/** Makes longer quote bars: by a period, a number of bars, both, or a calendar. A bar opens at the close of the last. */
export class QuoteBarConsolidator extends QuoteConsolidator<QuoteBar> {
  override readonly inputKind = DataKind.QuoteBar;

  static fromResolution(resolution: Resolution): QuoteBarConsolidator {
    return new QuoteBarConsolidator({ periodMs: resolutionToMs(resolution) });
  }

  override update(bar: QuoteBar): void {
    this.take(bar);
  }

  protected override merge(bar: QuoteBar): void {
    this.bid.merge(bar.bid, bar.lastBidSize);
    this.ask.merge(bar.ask, bar.lastAskSize);
  }
}

import { DataKind } from '../market/data-batch.ts';
import type { Tick } from '../market/tick.ts';
import { TickType } from '../market/tick-type.ts';
import { type Resolution, resolutionToMs } from '../time/resolution.ts';
import { QuoteConsolidator } from './quote-consolidator.ts';

/**
 * Makes quote bars of quote ticks: by a period, a number of ticks, both, or a calendar. A bar opens at the close of the
 * last. Other ticks are passed over.
 */
export class TickQuoteBarConsolidator extends QuoteConsolidator<Tick> {
  override readonly inputKind = DataKind.Tick;

  static fromResolution(resolution: Resolution): TickQuoteBarConsolidator {
    return new TickQuoteBarConsolidator({ periodMs: resolutionToMs(resolution) });
  }

  override get inputTickType(): TickType {
    return TickType.Quote;
  }

  override update(tick: Tick): void {
    if (tick.tickType === TickType.Quote) this.take(tick);
  }

  protected override merge({ bidPrice, bidSize, askPrice, askSize }: Tick): void {
    this.bid.mergeQuote(bidPrice, bidSize);
    this.ask.mergeQuote(askPrice, askSize);
  }
}

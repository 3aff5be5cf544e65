import { DataKind } from '../market/data-batch.ts';
import { TickType } from '../market/tick-type.ts';
import type { BarPeriodLike } from './bar-period.ts';
import type { Consolidator } from './consolidator.ts';
import { QuoteBarConsolidator } from './quote-bar-consolidator.ts';
import { TickConsolidator } from './tick-consolidator.ts';
import { TickQuoteBarConsolidator } from './tick-quote-bar-consolidator.ts';
import { TradeBarConsolidator } from './trade-bar-consolidator.ts';

/** A consolidator of data of a kind into trade or quote bars. @param tickType of ticks */
export function barConsolidator(
  kind: DataKind,
  period: BarPeriodLike,
  tickType: TickType = TickType.Trade,
): Consolidator {
  return madeFor(kind, period, tickType) as unknown as Consolidator;
}

function madeFor(kind: DataKind, period: BarPeriodLike, tickType: TickType): unknown {
  if (kind === DataKind.Tick) {
    return tickType === TickType.Quote ? new TickQuoteBarConsolidator(period) : new TickConsolidator(period);
  }
  return kind === DataKind.QuoteBar ? new QuoteBarConsolidator(period) : new TradeBarConsolidator(period);
}

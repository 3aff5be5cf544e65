import type { QuoteBar } from './quote-bar.ts';
import type { Tick } from './tick.ts';
import type { TradeBar } from './trade-bar.ts';

/** What a subscription of prices brings. */
export type PriceData = TradeBar | QuoteBar | Tick;

import type { QuoteBar } from '../market/quote-bar.ts';
import type { TradeBar } from '../market/trade-bar.ts';

/** Takes a number out of a bar. */
export type BarSelector = (bar: TradeBar | QuoteBar) => number;

/** What an indicator may be fed with instead of the close. For quote bars prices are the mid and the volume is zero. */
export const Field = {
  open: (bar: TradeBar | QuoteBar): number => bar.open,
  high: (bar: TradeBar | QuoteBar): number => bar.high,
  low: (bar: TradeBar | QuoteBar): number => bar.low,
  close: (bar: TradeBar | QuoteBar): number => bar.close,
  volume: (bar: TradeBar | QuoteBar): number => ('volume' in bar ? bar.volume : 0),
} as const;

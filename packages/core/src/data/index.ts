export { AggregatingFeed, type AggregatingFeedOptions } from './aggregating-feed.ts';
export { BarBuilder } from './bar-builder.ts';
export { DataDictionary } from './data-dictionary.ts';
export {
  type DataFeed,
  type FeedListener,
  type FeedStatus,
  type HistoryProvider,
  type HistoryRequest,
  NOTHING_YET,
  type SubscriptionRequest,
  type SubscriptionSource,
} from './data-feed.ts';
export { hoursOfBars } from './hours-of-bars.ts';
export {
  type BarRow,
  type Interval,
  type QuoteBarRow,
  type QuoteRow,
  quoteBarBatch,
  quoteTickBatch,
  type TradeRow,
  tradeBarBatch,
  tradeTickBatch,
} from './price-rows.ts';
export { PushSource } from './push-source.ts';
export type { ReferenceData } from './reference-data.ts';
export { Slice } from './slice.ts';
export { SubscriptionDataConfig } from './subscription-data-config.ts';
export { TimeSlice } from './time-slice.ts';

export { AggregatingFeed, type AggregatingFeedOptions } from './building/aggregating-feed.ts';
export { BarBuilder } from './building/bar-builder.ts';
export { hoursOfBars } from './building/hours-of-bars.ts';
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
} from './building/price-rows.ts';
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
export { PushSource } from './push-source.ts';
export type { ReferenceData } from './reference-data.ts';
export { Slice } from './slice.ts';
export { SubscriptionDataConfig } from './subscription-data-config.ts';
export { TimeSlice } from './time-slice.ts';

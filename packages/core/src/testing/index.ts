// What a user needs to unit-test a strategy.

export { type BarSeries, type BarSeriesOptions, type BarValues, quoteBars, tradeBars } from './bar-series.ts';
export { MemoryDataFeed } from './memory-data-feed.ts';
export { type RunStrategyOptions, runStrategy, type StrategyRun } from './run-strategy.ts';
export { testReferenceData } from './test-reference-data.ts';

// Contract suites: every brokerage, data feed and history provider runs the same tests.

export type { BrokerageHarness } from './contracts/brokerage-harness.ts';
export { describeBrokerage } from './contracts/describe-brokerage.ts';
export { type DataFeedHarness, describeDataFeed } from './contracts/describe-data-feed.ts';
export { describeHistoryProvider, type HistoryProviderHarness } from './contracts/describe-history-provider.ts';
export type { Expectation, TestFramework } from './contracts/test-framework.ts';

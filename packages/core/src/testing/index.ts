// What a user needs to unit-test a strategy.
export { type BarSeries, type BarSeriesOptions, type BarValues, quoteBars, tradeBars } from './bar-series.ts';
export { MemoryDataFeed } from './memory-data-feed.ts';
export { runStrategy, type RunStrategyOptions, type StrategyRun } from './run-strategy.ts';
export { testReferenceData } from './test-reference-data.ts';

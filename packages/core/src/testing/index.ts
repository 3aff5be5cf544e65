// What a user needs to unit-test a strategy.

export { type BarSeries, type BarSeriesOptions, type BarValues, quoteBars, tradeBars } from './bar-series.ts';
export { MemoryDataFeed } from './memory-data-feed.ts';
export { type RunStrategyOptions, runStrategy, type StrategyRun } from './run-strategy.ts';
export { testReferenceData } from './test-reference-data.ts';
export { TickStream, type TickStreamOptions, ticksOf } from './tick-stream.ts';

// Contract suites: every brokerage, data feed and history provider runs the same tests.

export type { BrokerageHarness } from './contracts/brokerage-harness.ts';
export { describeBrokerage } from './contracts/describe-brokerage.ts';
export { type DataFeedHarness, describeDataFeed } from './contracts/describe-data-feed.ts';
export { describeHistoryProvider, type HistoryProviderHarness } from './contracts/describe-history-provider.ts';
export type { Expectation, TestFramework } from './contracts/test-framework.ts';

// A venue that lives on while processes die, and a wire to it on which everything goes wrong.

export { FaultLine, type FaultLineOptions } from './faults/fault-line.ts';
export { LineEnd } from './faults/line-end.ts';
export {
  type LineFaults,
  type LineQuestion,
  type LineRequest,
  type QuestionFate,
  type RequestFate,
  ScriptedFaults,
  type TellingFate,
} from './faults/line-faults.ts';
export { PartialFills } from './faults/partial-fills.ts';
export { GOOD_LINE, type LineQuality, RandomFaults } from './faults/random-faults.ts';
export { SeededRandom } from './faults/seeded-random.ts';
export { SlowEntries } from './faults/slow-entries.ts';
export { StandingVenue, type StandingVenueOptions } from './faults/standing-venue.ts';

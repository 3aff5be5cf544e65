import type { Algorithm } from '../algorithm/algorithm.ts';
import type { AlgorithmStatus } from '../algorithm/algorithm-status.ts';
import type { ParameterValue } from '../algorithm/parameters.ts';
import type { LogLine } from '../algorithm/run-log.ts';
import type { BrokerageCapabilities } from '../brokerage/brokerage.ts';
import type { ReferenceData } from '../data/reference-data.ts';
import { Engine } from '../engine/engine.ts';
import type { EngineOutcome } from '../engine/engine-outcome.ts';
import { outcomeStatistics } from '../engine/outcome-statistics.ts';
import { lendSimulatedBrokerage } from '../engine/trading/lend-simulated-brokerage.ts';
import { paperVenue } from '../engine/trading/paper-venue.ts';
import { LockstepError } from '../errors/lockstep-error.ts';
import type { FillTiming } from '../execution/fill-timing.ts';
import type { Order } from '../orders/order.ts';
import type { OrderEvent } from '../orders/order-event.ts';
import type { Portfolio } from '../portfolio/portfolio.ts';
import type { RiskLimits } from '../risk/risk-limits.ts';
import type { ClosedTrade } from '../statistics/closed-trade.ts';
import { dayOf } from '../time/calendar.ts';
import { MS_PER_DAY } from '../time/resolution.ts';
import { lastDayOf } from './bar-layout.ts';
import type { BarSeries } from './bar-series.ts';
import { parseExchangeTime } from './exchange-time.ts';
import { MemoryDataFeed } from './memory-data-feed.ts';
import { testReferenceData } from './test-reference-data.ts';

/** How a strategy is tried. */
export interface RunStrategyOptions {
  readonly data: readonly BarSeries[];
  /** First and last day, `yyyy-MM-dd`; default: those of the data. They win over the strategy's own. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** Cash at the start; wins over the strategy's own. */
  readonly cash?: number | undefined;
  readonly parameters?: Readonly<Record<string, ParameterValue>> | undefined;
  /** When requests are handed over: within the call as LEAN does (`immediate`, the default), or afterwards as live. */
  readonly fillTiming?: FillTiming | undefined;
  /** Where orders go: `lent` to the strategy's own account (the default), or to a `paper` venue with a ledger of its own. */
  readonly venue?: 'lent' | 'paper' | undefined;
  /** In what the paper venue is like another broker. */
  readonly capabilities?: Partial<BrokerageCapabilities> | undefined;
  /** Limits that orders have to pass; nothing is limited unless given. */
  readonly risk?: RiskLimits | undefined;
  /** Calendars and symbol properties; default `testReferenceData()`. */
  readonly reference?: ReferenceData | undefined;
}

/** What a strategy did. */
export interface StrategyRun<T extends Algorithm = Algorithm> {
  /** The instance that ran. */
  readonly algorithm: T;
  readonly status: AlgorithmStatus;
  /** By ascending id. */
  readonly orders: readonly Order[];
  /** In the order in which they were raised. */
  readonly orderEvents: readonly OrderEvent[];
  readonly trades: readonly ClosedTrade[];
  /** As it was at the end. */
  readonly portfolio: Portfolio;
  readonly logs: readonly LogLine[];
  /** LEAN's summary, but for `OrderListHash`. */
  readonly statistics: Readonly<Record<string, string>>;
  readonly dataPoints: number;
  /** Every object of the run. */
  readonly outcome: EngineOutcome;
}

/**
 * Runs a strategy over bars in memory as a backtest would, in a few milliseconds, without files.
 *
 * @throws what the strategy threw in a handler, so that a test fails where the strategy does; LockstepError for
 * mistakes that stop a run before its first data
 */
export async function runStrategy<T extends Algorithm>(
  strategy: new () => T,
  options: RunStrategyOptions,
): Promise<StrategyRun<T>> {
  const { data } = options;
  if (data.length === 0) {
    throw new LockstepError(
      'TEST_DATA_INVALID',
      'Received no bars; give at least one series, for example tradeBars(…).',
    );
  }
  const reference = options.reference ?? testReferenceData();
  const algorithm = new strategy();
  const feed = new MemoryDataFeed(...data);
  const endDay = dayOption(options.to) ?? Math.max(...data.map((series) => lastDayOf(series, reference)));
  const engine = new Engine(algorithm, {
    feed,
    history: feed,
    reference,
    brokerage: options.venue === 'paper' ? (run) => paperVenue(run, options.capabilities) : lendSimulatedBrokerage,
    fillTiming: options.fillTiming,
    risk: options.risk,
    lastPossibleDay: endDay,
    startDay: dayOption(options.from) ?? Math.min(...data.map(({ startLocal }) => dayOf(startLocal))),
    endDay,
    cash: options.cash,
    parameters: options.parameters,
  });
  const outcome = await engine.execute();
  if (outcome.failure !== null) throw outcome.failure.error;
  return describeRun(algorithm, outcome);
}

function dayOption(text: string | undefined): number | undefined {
  return text === undefined ? undefined : parseExchangeTime(text).localMs / MS_PER_DAY;
}

function describeRun<T extends Algorithm>(algorithm: T, outcome: EngineOutcome): StrategyRun<T> {
  const { run } = outcome;
  return {
    algorithm,
    status: run.status,
    orders: run.book.all(),
    orderEvents: outcome.orderEvents,
    trades: run.closedTrades,
    portfolio: run.portfolio,
    logs: run.runLog.lines,
    statistics: outcomeStatistics(outcome),
    dataPoints: outcome.dataPoints,
    outcome,
  };
}

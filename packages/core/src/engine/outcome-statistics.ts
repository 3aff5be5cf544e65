import { currencySymbol } from '../execution/order-changes.ts';
import { Decimal } from '../numeric/decimal.ts';
import { summaryStatistics } from '../statistics/summary-statistics.ts';
import { dayOf } from '../time/calendar.ts';
import type { EngineOutcome } from './engine-outcome.ts';

/** Trading days of a year where neither the strategy nor its brokerage model says otherwise. */
const TRADING_DAYS_PER_YEAR = 252;

/** LEAN's summary of a run: its keys, its strings, but for `OrderListHash`. */
export function outcomeStatistics(
  outcome: Pick<EngineOutcome, 'run' | 'capacity' | 'sampler'>,
  series: ReturnType<EngineOutcome['sampler']['series']> = outcome.sampler.series(outcome.run.clock.utcNow()),
): Record<string, string> {
  const { run, capacity, sampler } = outcome;
  const { riskFreeRate } = run;
  return summaryStatistics({
    equity: series.equity,
    benchmark: series.benchmark,
    performance: series.performance,
    turnover: series.turnover,
    transactions: [...run.portfolio.transactionRecords],
    startingPortfolioValue: sampler.startingPortfolioValue,
    totalFees: run.portfolio.exactTotalFees,
    totalOrders: run.book.count,
    tradingDaysPerYear: run.settings.tradingDaysPerYear ?? TRADING_DAYS_PER_YEAR,
    riskFreeRate: (utcMs) =>
      riskFreeRate === null ? run.reference.riskFreeRate(dayOf(utcMs)) : Decimal.fromDouble(riskFreeRate(utcMs)),
    currencySymbol: currencySymbol(run.cashBook.accountCurrency),
    capacity: capacity.capacity,
    lowestCapacityAsset: capacity.lowestCapacitySymbol?.id ?? '',
    customStatistics: run.summaryStatistics,
  });
}

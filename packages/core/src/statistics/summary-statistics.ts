import { LockstepError } from '../errors/lockstep-error.ts';
import { Decimal } from '../numeric/decimal.ts';
import { formatFixedHalfAway } from '../numeric/decimal-format.ts';
import { formatDouble, roundHalfEven } from '../numeric/double-format.ts';
import { roundToSignificantDigits } from '../numeric/smart-rounding.ts';
import { dayOf } from '../time/calendar.ts';
import { MS_PER_DAY } from '../time/resolution.ts';
import { type PortfolioStatistics, portfolioStatistics, type RiskFreeRate } from './portfolio-statistics.ts';
import { type SampleSeries, sliceSeries } from './sample-series.ts';
import type { TransactionRecord } from './win-loss.ts';

const HUNDRED = Decimal.fromInteger(100);
const LARGEST_FRACTION = Decimal.MAX.dividedBy(HUNDRED);

/** What the summary is made from. */
export interface SummaryStatisticsInput {
  readonly equity: SampleSeries;
  readonly benchmark: SampleSeries;
  readonly performance: SampleSeries;
  readonly turnover: SampleSeries;
  readonly transactions: readonly TransactionRecord[];
  readonly startingPortfolioValue: Decimal;
  readonly totalFees: Decimal;
  readonly totalOrders: number;
  readonly tradingDaysPerYear: number;
  readonly riskFreeRate: RiskFreeRate;
  /** For example `$`. */
  readonly currencySymbol: string;
  /** Estimated capacity in account currency, rounded to thousands. */
  readonly capacity: Decimal;
  /** Identifier of the symbol that limits the capacity, or empty. */
  readonly lowestCapacityAsset: string;
  /** Lines the strategy set itself; they follow, or replace lines of the same name. */
  readonly customStatistics?: Readonly<Record<string, string>>;
}

/**
 * LEAN's summary: its keys in its order, each value with its rounding and scale (`OrderListHash` is added by who hashes).
 * Only the strategy's own lines remain when equity was never sampled, benchmark and performance are missing or of
 * different lengths, or a figure cannot be represented.
 */
export function summaryStatistics(input: SummaryStatisticsInput): Record<string, string> {
  const custom = input.customStatistics ?? {};
  const statistics = statisticsOfPeriod(input);
  if (statistics === null) return { ...custom };
  return { ...summaryLines(statistics, input), ...custom };
}

/** Figures behind the summary, or null when there are none. */
export function statisticsOfPeriod(input: SummaryStatisticsInput): PortfolioStatistics | null {
  const { times } = input.equity;
  if (times.length === 0 || input.benchmark.times.length === 0) return null;
  const fromMs = dayOf(times[0] as number) * MS_PER_DAY;
  const toMs = (dayOf(times.at(-1) as number) + 1) * MS_PER_DAY;
  const benchmark = sliceSeries(input.benchmark, fromMs, toMs);
  const performance = sliceSeries(input.performance, fromMs, toMs);
  if (benchmark.times.length !== performance.times.length) return null;
  try {
    return portfolioStatistics({
      equity: input.equity,
      benchmark,
      performance,
      turnover: sliceSeries(input.turnover, fromMs, toMs),
      transactions: input.transactions
        .filter((record) => record.timeMs >= fromMs && record.timeMs < toMs)
        .sort((a, b) => a.timeMs - b.timeMs),
      startingPortfolioValue: input.startingPortfolioValue,
      tradingDaysPerYear: input.tradingDaysPerYear,
      riskFreeRate: input.riskFreeRate,
    });
  } catch (error: unknown) {
    if (error instanceof LockstepError && UNREPRESENTABLE.has(error.code)) return null;
    throw error;
  }
}

const UNREPRESENTABLE: ReadonlySet<string> = new Set(['DECIMAL_FORMAT', 'DECIMAL_OVERFLOW', 'DIVIDE_BY_ZERO']);

function summaryLines(statistics: PortfolioStatistics, input: SummaryStatisticsInput): Record<string, string> {
  return {
    'Total Orders': String(input.totalOrders),
    'Average Win': percent(statistics.averageWin, 2),
    'Average Loss': percent(statistics.averageLoss, 2),
    'Compounding Annual Return': percent(statistics.compoundingAnnualReturn, 3),
    Drawdown: percent(statistics.drawdown, 3),
    Expectancy: rounded(statistics.expectancy, 3),
    'Start Equity': rounded(statistics.startEquity, 2),
    'End Equity': rounded(statistics.endEquity, 2),
    'Net Profit': percent(statistics.netProfit, 3),
    'Sharpe Ratio': roundedDouble(statistics.sharpeRatio),
    'Sortino Ratio': roundedDouble(statistics.sortinoRatio),
    'Probabilistic Sharpe Ratio': percent(statistics.probabilisticSharpeRatio, 3),
    'Loss Rate': percent(statistics.lossRate, 0),
    'Win Rate': percent(statistics.winRate, 0),
    'Profit-Loss Ratio': rounded(statistics.profitLossRatio, 2),
    Alpha: roundedDouble(statistics.alpha),
    Beta: roundedDouble(statistics.beta),
    'Annual Standard Deviation': roundedDouble(statistics.annualStandardDeviation),
    'Annual Variance': roundedDouble(statistics.annualVariance),
    'Information Ratio': roundedDouble(statistics.informationRatio),
    'Tracking Error': roundedDouble(statistics.trackingError),
    'Treynor Ratio': roundedDouble(statistics.treynorRatio),
    'Total Fees': input.currencySymbol + formatFixedHalfAway(input.totalFees, 2),
    'Estimated Strategy Capacity': input.currencySymbol + roundToSignificantDigits(input.capacity, 2).toString(),
    'Lowest Capacity Asset': input.lowestCapacityAsset,
    'Portfolio Turnover': percent(statistics.portfolioTurnover, 2),
    'Drawdown Recovery': String(statistics.drawdownRecoveryDays),
  };
}

/** A fraction as a percentage with at most `decimals` decimals, at its own scale. */
function percent(fraction: Decimal, decimals: number): string {
  const scaled = fraction.gte(LARGEST_FRACTION) ? Decimal.MAX : fraction.times(HUNDRED);
  return `${scaled.round(decimals).toString()}%`;
}

function rounded(value: Decimal, decimals: number): string {
  return value.round(decimals).toString();
}

/** Three decimals at most, rounded as a double. */
function roundedDouble(value: Decimal): string {
  return formatDouble(roundHalfEven(value.toNumber(), 3));
}

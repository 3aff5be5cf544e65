import { LockstepError } from '../errors/lockstep-error.ts';
import { Decimal } from '../numeric/decimal.ts';
import { squareRootThroughDouble } from '../numeric/smart-rounding.ts';
import { annualDownsideDeviation, annualPerformance, annualVariance, trackingError } from './annual-performance.ts';
import { averageOf } from './average.ts';
import { beta } from './beta.ts';
import { compoundingAnnualReturn } from './compounding-annual-return.ts';
import { benchmarkReturns, portfolioReturns } from './daily-returns.ts';
import { drawdownMetrics } from './drawdown.ts';
import { probabilisticSharpeRatio } from './probabilistic-sharpe-ratio.ts';
import type { SampleSeries } from './sample-series.ts';
import { sharpeRatio } from './sharpe-ratio.ts';
import { type TransactionRecord, type WinLoss, winLoss } from './win-loss.ts';

/** Fewest returns from which a variance is taken; with fewer only equity and turnover are known. */
const FEWEST_RETURNS = 2;

/** Yearly risk-free rate as a fraction at an instant (epoch ms UTC). */
export type RiskFreeRate = (utcMs: number) => Decimal;

/** What portfolio statistics are computed from. */
export interface PortfolioStatisticsInput {
  readonly equity: SampleSeries;
  readonly benchmark: SampleSeries;
  readonly performance: SampleSeries;
  readonly turnover: SampleSeries;
  /** In ascending time. */
  readonly transactions: readonly TransactionRecord[];
  readonly startingPortfolioValue: Decimal;
  readonly tradingDaysPerYear: number;
  readonly riskFreeRate: RiskFreeRate;
}

/** Figures of a run as fractions, unrounded except the drawdown. */
export interface PortfolioStatistics extends WinLoss {
  readonly startEquity: Decimal;
  readonly endEquity: Decimal;
  readonly netProfit: Decimal;
  readonly compoundingAnnualReturn: Decimal;
  readonly drawdown: Decimal;
  readonly drawdownRecoveryDays: number;
  readonly sharpeRatio: Decimal;
  readonly sortinoRatio: Decimal;
  readonly probabilisticSharpeRatio: Decimal;
  readonly alpha: Decimal;
  readonly beta: Decimal;
  readonly annualStandardDeviation: Decimal;
  readonly annualVariance: Decimal;
  readonly informationRatio: Decimal;
  readonly trackingError: Decimal;
  readonly treynorRatio: Decimal;
  readonly portfolioTurnover: Decimal;
}

/**
 * Computes LEAN's portfolio statistics with its switches between decimal and double. With fewer than two daily returns or
 * a starting value of zero all but start equity, end equity and turnover are 0.
 *
 * @throws LockstepError `DECIMAL_FORMAT`, `DECIMAL_OVERFLOW` or `DIVIDE_BY_ZERO` when a figure is not finite or too large.
 */
export function portfolioStatistics(input: PortfolioStatisticsInput): PortfolioStatistics {
  const { equity, startingPortfolioValue: start, tradingDaysPerYear: days } = input;
  const end = equity.values.at(-1) ?? Decimal.ZERO;
  const returns = portfolioReturns(input.performance);
  const market = benchmarkReturns(input.benchmark);
  const basic = { ...NOTHING, startEquity: start, endEquity: end, portfolioTurnover: averageOf(input.turnover.values) };
  if (start.isZero() || returns.length < FEWEST_RETURNS || market.length < FEWEST_RETURNS) return basic;

  const performance = Decimal.fromDoubleSaturated(annualPerformance(returns, days));
  const marketPerformance = Decimal.fromDoubleSaturated(annualPerformance(market, days));
  const riskFree = averageOf(equity.times.map(input.riskFreeRate));
  const variance = Decimal.fromDoubleSaturated(annualVariance(returns, days));
  const deviation = squareRootThroughDouble(variance);
  const downside = Decimal.fromDoubleSaturated(annualDownsideDeviation(returns, days));
  const slope = Decimal.fromDouble(beta(returns, market));
  const tracking = Decimal.fromDouble(trackingError(returns, market, days));
  const { drawdown, recoveryDays } = drawdownMetrics(equity);
  return {
    ...basic,
    ...winLoss(input.transactions, start),
    netProfit: end.dividedBy(start).minus(Decimal.ONE),
    compoundingAnnualReturn: compoundingAnnualReturn(start, end, elapsedMs(equity)),
    drawdown,
    drawdownRecoveryDays: recoveryDays,
    annualVariance: variance,
    annualStandardDeviation: deviation,
    sharpeRatio: sharpeRatio(performance, deviation, riskFree),
    sortinoRatio: sharpeRatio(performance, downside, riskFree),
    probabilisticSharpeRatio: Decimal.fromDoubleSaturated(probabilisticSharpeRatio(returns, riskFree.toNumber(), days)),
    beta: slope,
    alpha: slope.isZero()
      ? Decimal.ZERO
      : performance.minus(riskFree.plus(slope.times(marketPerformance.minus(riskFree)))),
    trackingError: tracking,
    informationRatio: excessOver(performance, marketPerformance, tracking),
    treynorRatio: excessOver(performance, riskFree, slope),
  };
}

const NOTHING: PortfolioStatistics = {
  averageWin: Decimal.ZERO,
  averageLoss: Decimal.ZERO,
  profitLossRatio: Decimal.ZERO,
  winRate: Decimal.ZERO,
  lossRate: Decimal.ZERO,
  expectancy: Decimal.ZERO,
  startEquity: Decimal.ZERO,
  endEquity: Decimal.ZERO,
  netProfit: Decimal.ZERO,
  compoundingAnnualReturn: Decimal.ZERO,
  drawdown: Decimal.ZERO,
  drawdownRecoveryDays: 0,
  sharpeRatio: Decimal.ZERO,
  sortinoRatio: Decimal.ZERO,
  probabilisticSharpeRatio: Decimal.ZERO,
  alpha: Decimal.ZERO,
  beta: Decimal.ZERO,
  annualStandardDeviation: Decimal.ZERO,
  annualVariance: Decimal.ZERO,
  informationRatio: Decimal.ZERO,
  trackingError: Decimal.ZERO,
  treynorRatio: Decimal.ZERO,
  portfolioTurnover: Decimal.ZERO,
};

function elapsedMs(series: SampleSeries): number {
  return (series.times.at(-1) as number) - (series.times[0] as number);
}

/** (performance − reference) / divisor; 0 for a zero divisor or a quotient too large for a decimal. */
function excessOver(performance: Decimal, reference: Decimal, divisor: Decimal): Decimal {
  if (divisor.isZero()) return Decimal.ZERO;
  const excess = Decimal.fromDoubleSaturated(performance.toNumber() - reference.toNumber());
  try {
    return excess.dividedBy(divisor);
  } catch (error: unknown) {
    if (error instanceof LockstepError && error.code === 'DECIMAL_OVERFLOW') return Decimal.ZERO;
    throw error;
  }
}

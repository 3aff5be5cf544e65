import { describe, expect, test } from 'vitest';
import { Decimal } from '../numeric/decimal.ts';
import { normalCumulative } from '../numeric/normal-distribution.ts';
import { annualDownsideDeviation, annualPerformance, annualVariance, trackingError } from './annual-performance.ts';
import { averageOf } from './average.ts';
import { beta } from './beta.ts';
import { compoundingAnnualReturn } from './compounding-annual-return.ts';
import { benchmarkReturns, portfolioReturns } from './daily-returns.ts';
import { drawdownMetrics } from './drawdown.ts';
import { portfolioStatistics } from './portfolio-statistics.ts';
import { probabilisticSharpeRatio } from './probabilistic-sharpe-ratio.ts';
import { sharpeRatio } from './sharpe-ratio.ts';
import { winLoss } from './win-loss.ts';

const d = (text: string) => Decimal.parse(text);
const DAY = 86_400_000;
const series = (...values: string[]) => ({ times: values.map((_, i) => i * DAY), values: values.map(d) });

describe('annual figures', () => {
  test('annualPerformance compounds the mean', () => {
    expect(annualPerformance([0.01, 0.03], 2)).toBeCloseTo(1.02 ** 2 - 1, 14);
  });

  test('annualVariance scales the sample variance', () => {
    expect(annualVariance([0.01, 0.03], 252)).toBeCloseTo(0.0002 * 252, 14);
    expect(annualVariance([0.01], 252)).toBe(0);
  });

  test('annualDownsideDeviation looks at losses only', () => {
    expect(annualDownsideDeviation([0.5, -0.01, 0, -0.03], 252)).toBeCloseTo(Math.sqrt(0.0002 * 252), 14);
    expect(annualDownsideDeviation([0.5, -0.01], 252)).toBe(0);
  });

  test('trackingError is the deviation of the differences', () => {
    expect(trackingError([0.02, 0.05], [0.01, 0.02], 252)).toBeCloseTo(Math.sqrt(0.0002 * 252), 14);
  });

  test('beta of a multiple of the benchmark is the multiple', () => {
    expect(beta([0.02, -0.04, 0.06], [0.01, -0.02, 0.03])).toBeCloseTo(2, 12);
    expect(beta([0.02, -0.04], [0.01, 0.01])).toBe(0);
  });

  test('sharpeRatio is 0 without deviation', () => {
    expect(sharpeRatio(d('0.5'), d('0.2'), d('0.1')).toString()).toBe('2');
    expect(sharpeRatio(d('0.5'), d('0.0'), d('0.1')).toString()).toBe('0');
  });
});

describe('compoundingAnnualReturn', () => {
  test('doubling in 730 days is √2 a year', () => {
    expect(compoundingAnnualReturn(d('100'), d('200'), 730 * DAY).toNumber()).toBeCloseTo(Math.SQRT2 - 1, 14);
  });

  test('behavior: 0 without time, without capital, and where the power is not finite', () => {
    expect(compoundingAnnualReturn(d('100'), d('200'), 0).toString()).toBe('0');
    expect(compoundingAnnualReturn(d('0'), d('200'), DAY).toString()).toBe('0');
    expect(compoundingAnnualReturn(d('1'), d('99999'), 1_000).toString()).toBe('0');
  });
});

describe('probabilisticSharpeRatio', () => {
  test('of symmetric returns follows the formula', () => {
    const returns = [-0.01, 0.01, 0.03, 0.05];
    const observed = 0.02 / Math.sqrt(0.002 / 3);
    const kurtosis = -1.2;
    const deviation = Math.sqrt((1 + ((kurtosis - 1) / 4) * observed ** 2) / 3);
    const expected = normalCumulative((observed - 1 / Math.sqrt(252)) / deviation);
    expect(probabilisticSharpeRatio(returns, 0, 252)).toBeCloseTo(expected, 10);
  });

  test('behavior: 0 with fewer than four returns or equal ones', () => {
    expect(probabilisticSharpeRatio([0.01, 0.02, 0.05], 0, 252)).toBe(0);
    expect(probabilisticSharpeRatio([0.01, 0.01, 0.01, 0.01], 0, 252)).toBe(0);
  });
});

describe('drawdownMetrics', () => {
  test('default', () => {
    const { drawdown, recoveryDays } = drawdownMetrics(series('100', '110', '99', '104.5', '110', '88', '90'));
    expect(drawdown.toString()).toBe('0.2');
    expect(recoveryDays).toBe(3);
  });

  test('behavior: the longest recovery counts from the peak, a lasting fall does not', () => {
    expect(drawdownMetrics(series('100', '90', '100', '95', '95', '95', '101', '1')).recoveryDays).toBe(4);
  });

  test('behavior: no fall has no scale', () => {
    expect(drawdownMetrics(series('100', '100.5', '101')).drawdown.toString()).toBe('0');
    expect(drawdownMetrics(series('100')).drawdown.toString()).toBe('0');
    expect(drawdownMetrics(series('0', '-1')).drawdown.toString()).toBe('0');
    expect(drawdownMetrics(series('100000', '99990')).drawdown.toString()).toBe('0.000');
  });
});

describe('winLoss', () => {
  test('default: results are measured on running capital', () => {
    const record = (profitLoss: string, isWin = Number(profitLoss) > 0) => ({
      timeMs: 0,
      profitLoss: d(profitLoss),
      isWin,
    });
    const result = winLoss([record('100'), record('-110'), record('99')], d('1000'));
    expect(result.averageWin.toString()).toBe('0.1');
    expect(result.averageLoss.toString()).toBe('-0.1');
    expect(result.profitLossRatio.toString()).toBe('1');
    expect(result.winRate.round(4).toString()).toBe('0.6667');
    expect(result.expectancy.round(4).toString()).toBe('0.3333');
  });

  test('behavior: nothing lost means a ratio of 0; a zero result counts among the losses', () => {
    const zero = { timeMs: 0, profitLoss: d('0'), isWin: false };
    const result = winLoss([{ timeMs: 0, profitLoss: d('10'), isWin: true }, zero], d('1000'));
    expect(result.profitLossRatio.toString()).toBe('0');
    expect([result.winRate, result.lossRate].map(String)).toEqual(['0.5', '0.5']);
    expect(winLoss([], d('1')).expectancy.toString()).toBe('0');
  });
});

describe('daily returns', () => {
  test('performance skips two samples, the benchmark its first change', () => {
    expect(portfolioReturns(series('0', '5', '1', '-2'))).toEqual([0.01, -0.02]);
    expect(benchmarkReturns(series('100', '120', '132', '0', '5'))).toEqual([0.1, -1, 0]);
  });

  test('averageOf divides the exact sum', () => {
    expect(averageOf([d('0.10'), d('0.20'), d('0.30')]).toString()).toBe('0.20');
    expect(averageOf([]).toString()).toBe('0');
  });
});

describe('portfolioStatistics', () => {
  test('behavior: with fewer than two returns only equity and turnover are known', () => {
    const statistics = portfolioStatistics({
      equity: series('1000.00', '1100.5'),
      benchmark: series('1', '2', '3'),
      performance: series('0', '1', '2'),
      turnover: series('0.5', '0.7'),
      transactions: [{ timeMs: 0, profitLoss: d('5'), isWin: true }],
      startingPortfolioValue: d('1000.00'),
      tradingDaysPerYear: 252,
      riskFreeRate: () => Decimal.ZERO,
    });
    expect(statistics.endEquity.toString()).toBe('1100.5');
    expect(statistics.portfolioTurnover.toString()).toBe('0.6');
    expect(statistics.netProfit.toString()).toBe('0');
    expect(statistics.winRate.toString()).toBe('0');
  });
});

import { describe, expect, test } from 'vitest';
import { Decimal } from '../numeric/decimal.ts';
import { type SummaryStatisticsInput, summaryStatistics } from './summary-statistics.ts';

const d = (text: string) => Decimal.parse(text);
const DAY = 86_400_000;
const START = Date.UTC(2013, 9, 7, 4);
const series = (...values: string[]) => ({ times: values.map((_, i) => START + i * DAY), values: values.map(d) });

function input(overrides: Partial<SummaryStatisticsInput> = {}): SummaryStatisticsInput {
  return {
    equity: series('1000', '1010', '1020', '1000', '1040'),
    benchmark: series('10', '11', '10', '11', '12'),
    performance: series('0', '1', '0.990099', '-1.960784', '4'),
    turnover: series('0', '0', '0', '0'),
    transactions: [],
    startingPortfolioValue: d('1000'),
    totalFees: d('1.005'),
    totalOrders: 3,
    tradingDaysPerYear: 252,
    riskFreeRate: () => d('0.01'),
    currencySymbol: '€',
    capacity: d('0.00'),
    lowestCapacityAsset: '',
    ...overrides,
  };
}

describe('summaryStatistics', () => {
  test('default: scales and rounding show', () => {
    const summary = summaryStatistics(input());
    expect(summary).toMatchObject({
      'Total Orders': '3',
      'Start Equity': '1000',
      'End Equity': '1040',
      'Net Profit': '4.00%',
      Drawdown: '2.000%',
      'Average Win': '0%',
      'Total Fees': '€1.01',
      'Estimated Strategy Capacity': '€0',
      'Portfolio Turnover': '0%',
    });
    expect(Object.keys(summary)).toHaveLength(27);
  });

  test('behavior: a run that only had its last sample shows zeros', () => {
    const summary = summaryStatistics(
      input({
        equity: series('100000'),
        benchmark: series('0'),
        performance: series('0'),
        turnover: series(),
        startingPortfolioValue: d('100000.00'),
      }),
    );
    expect(summary).toMatchObject({
      'Start Equity': '100000.00',
      'End Equity': '100000',
      Drawdown: '0%',
      'Sharpe Ratio': '0',
      'Drawdown Recovery': '0',
    });
  });

  test('behavior: no statistics without equity, benchmark, or with series that do not match', () => {
    expect(summaryStatistics(input({ equity: series() }))).toEqual({});
    expect(summaryStatistics(input({ benchmark: series(), performance: series() }))).toEqual({});
    expect(summaryStatistics(input({ benchmark: series('10', '11') }))).toEqual({});
  });

  test('behavior: no statistics when a figure cannot be represented', () => {
    const transactions = [
      { timeMs: START, profitLoss: d('-1000'), isWin: false },
      { timeMs: START + 1, profitLoss: d('5'), isWin: true },
    ];
    expect(summaryStatistics(input({ transactions }))).toEqual({});
  });

  test('behavior: records outside the sampled days do not count, others are sorted by time', () => {
    const record = (timeMs: number, profit: string) => ({ timeMs, profitLoss: d(profit), isWin: profit[0] !== '-' });
    const summary = summaryStatistics(
      input({ transactions: [record(START + DAY, '-110'), record(START, '100'), record(START + 9 * DAY, '7')] }),
    );
    expect(summary).toMatchObject({
      'Average Win': '10.0%',
      'Average Loss': '-10.0%',
      'Win Rate': '50%',
      'Profit-Loss Ratio': '1',
    });
  });

  test("behavior: the strategy's own lines follow, or replace", () => {
    const summary = summaryStatistics(input({ customStatistics: { Mine: '7', 'Total Orders': 'many' } }));
    expect(Object.keys(summary).at(-1)).toBe('Mine');
    expect(summary['Total Orders']).toBe('many');
  });
});

import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { backtest } from '@lockstep/backtester';
import type { Algorithm } from '@lockstep/core';

export const EXAMPLES_FOLDER = dirname(fileURLToPath(import.meta.url));

/** What `expected.json` of an example holds. */
export interface ExampleFigures {
  readonly orders: number;
  readonly fills: number;
  readonly endEquity: string;
  readonly statistics: Readonly<Record<string, string>>;
}

/** Enough to see what changed, and `OrderListHash` to see that anything did. */
const STATISTICS = [
  'Total Orders',
  'Win Rate',
  'Net Profit',
  'Compounding Annual Return',
  'Drawdown',
  'Sharpe Ratio',
  'Beta',
  'Total Fees',
  'Portfolio Turnover',
  'OrderListHash',
] as const;

/**
 * Runs an example on the data that ships with it.
 *
 * @throws Error when the strategy failed or logged an error: examples are free of both
 */
export async function runExample(strategy: new () => Algorithm): Promise<ExampleFigures> {
  const { result } = await backtest(strategy, { data: join(EXAMPLES_FOLDER, 'data'), cacheFolder: false });
  const errors = result.logs.filter(({ level }) => level === 'error').map(({ time, text }) => `${time} ${text}`);
  if (errors.length > 0) throw new Error(`${result.strategy} logged errors:\n${errors.join('\n')}`);
  return {
    orders: result.orders.length,
    fills: result.orderEvents.filter(({ fillQuantity }) => Number(fillQuantity) !== 0).length,
    endEquity: result.totalPortfolioValue,
    statistics: Object.fromEntries(STATISTICS.map((name) => [name, result.statistics[name] ?? ''])),
  };
}

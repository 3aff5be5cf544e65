import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { backtest } from '@lockstep/backtester';
import type { Algorithm } from '@lockstep/core';

export const EXAMPLES_FOLDER = dirname(fileURLToPath(import.meta.url));

/** What `expected.json` of an example holds. */
export interface ExampleFigures {
  readonly status: string;
  readonly orders: number;
  readonly fills: number;
  readonly endEquity: string;
  readonly statistics: Readonly<Record<string, string>>;
}

/** The statistics that are kept: enough to see that something changed, and `OrderListHash` to see that anything did. */
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

/** Names of the examples: the folders that hold a `strategy.ts`. */
export function exampleNames(): string[] {
  return readdirSync(EXAMPLES_FOLDER, { recursive: true, encoding: 'utf8' })
    .filter((path) => /^[\w-]+[/\\]strategy\.ts$/.test(path))
    .map((path) => dirname(path))
    .sort();
}

/** Runs an example on the data that ships with it. */
export async function runExample(strategy: new () => Algorithm): Promise<ExampleFigures> {
  const { result } = await backtest(strategy, { data: join(EXAMPLES_FOLDER, 'data'), cacheFolder: false });
  if (result.error !== null) throw new Error(`${result.strategy}: ${result.error.message}`);
  const errors = result.logs.filter(({ level }) => level === 'error').map(({ time, text }) => `${time} ${text}`);
  if (errors.length > 0) throw new Error(`${result.strategy} logged errors:\n${errors.join('\n')}`);
  return {
    status: result.status,
    orders: result.orders.length,
    fills: result.trades.length,
    endEquity: result.totalPortfolioValue,
    statistics: Object.fromEntries(STATISTICS.map((name) => [name, result.statistics[name] ?? ''])),
  };
}

import type { Bars } from '../bench-data.ts';
import type { Figures } from './workload.ts';

const FAST = 10;
const SLOW = 30;
const QUANTITY = 10;
const CASH_CENTS = 100_000_000;

/** What the cross rule must come to on each of several symbols: a plain loop in whole cents, without an engine. */
export function expectedCross(symbols: readonly Bars[]): Pick<Figures, 'orders' | 'fills' | 'equity'> {
  let fills = 0;
  let cents = CASH_CENTS;
  for (const { close } of symbols) {
    const trades = crossTrades(close);
    fills += trades.count;
    cents += trades.profitCents;
  }
  return { orders: fills, fills, equity: (cents / 100).toFixed(2) };
}

function crossTrades(close: Float64Array): { count: number; profitCents: number } {
  let fast = 0;
  let slow = 0;
  let held = 0;
  let isAbove: boolean | null = null;
  let count = 0;
  let profitCents = 0;
  for (let row = 0; row < close.length; row += 1) {
    const price = centsAt(close, row);
    fast += price - (row >= FAST ? centsAt(close, row - FAST) : 0);
    slow += price - (row >= SLOW ? centsAt(close, row - SLOW) : 0);
    const difference = fast * (SLOW / FAST) - slow;
    if (row < SLOW - 1 || difference === 0) continue;
    const above = difference > 0;
    const change = isAbove === null || above === isAbove ? 0 : above ? QUANTITY : -held;
    isAbove = above;
    if (change === 0) continue;
    held += change;
    profitCents -= change * price;
    count += 1;
  }
  return { count, profitCents: profitCents + held * centsAt(close, close.length - 1) };
}

function centsAt(prices: Float64Array, row: number): number {
  return Math.round((prices[row] ?? 0) * 100);
}

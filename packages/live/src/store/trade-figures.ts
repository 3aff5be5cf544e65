import { civilFromDays, Decimal, type DecimalText, dayOf, TimeZone } from '@lockstep/core';
import type { TradeRow } from './row-types.ts';

/** What closed trades come to. Amounts in account currency, exact. */
export interface TradesSummary {
  readonly trades: number;
  readonly winningTrades: number;
  readonly losingTrades: number;
  /** Fraction of the trades that won, after fees; 0 without trades. */
  readonly winRate: number;
  /** Sum of profits less losses, before fees. */
  readonly profitLoss: DecimalText;
  readonly fees: DecimalText;
  /** `profitLoss` less `fees`. */
  readonly netProfit: DecimalText;
  /** Largest and smallest net profit of one trade; 0 without trades. */
  readonly bestTrade: DecimalText;
  readonly worstTrade: DecimalText;
  /** Net winnings divided by net losses; null without losses. */
  readonly profitFactor: number | null;
}

/** The trades that were closed on a day. */
export interface DayPerformance extends TradesSummary {
  /** `yyyy-MM-dd`. */
  readonly day: string;
}

/** Sums trades up. A trade wins when its profit is positive after fees, and loses when it is negative. */
export function summarizeTrades(trades: readonly Pick<TradeRow, 'profitLoss' | 'fees'>[]): TradesSummary {
  let [profitLoss, fees, won, lost] = [Decimal.ZERO, Decimal.ZERO, Decimal.ZERO, Decimal.ZERO];
  let [winningTrades, losingTrades] = [0, 0];
  let best: Decimal | null = null;
  let worst: Decimal | null = null;
  for (const trade of trades) {
    const profit = Decimal.parse(trade.profitLoss);
    const fee = Decimal.parse(trade.fees);
    const net = profit.minus(fee);
    profitLoss = profitLoss.plus(profit);
    fees = fees.plus(fee);
    if (net.sign() > 0) {
      winningTrades += 1;
      won = won.plus(net);
    } else if (net.sign() < 0) {
      losingTrades += 1;
      lost = lost.minus(net);
    }
    best = best === null ? net : Decimal.max(best, net);
    worst = worst === null ? net : Decimal.min(worst, net);
  }
  return {
    trades: trades.length,
    winningTrades,
    losingTrades,
    winRate: trades.length === 0 ? 0 : winningTrades / trades.length,
    profitLoss: profitLoss.toString(),
    fees: fees.toString(),
    netProfit: profitLoss.minus(fees).toString(),
    bestTrade: (best ?? Decimal.ZERO).toString(),
    worstTrade: (worst ?? Decimal.ZERO).toString(),
    profitFactor: lost.isZero() ? null : won.toNumber() / lost.toNumber(),
  };
}

/** Trades by the day of their exit in a time zone, oldest day first. */
export function performanceByDay(trades: readonly TradeRow[], zone: string): DayPerformance[] {
  const timeZone = TimeZone.of(zone);
  const days = new Map<number, TradeRow[]>();
  for (const trade of trades) {
    const day = dayOf(timeZone.toLocal(trade.exitMs));
    days.set(day, [...(days.get(day) ?? []), trade]);
  }
  return [...days.entries()]
    .sort(([a], [b]) => a - b)
    .map(([day, closed]) => ({ day: dayText(day), ...summarizeTrades(closed) }));
}

function dayText(days: number): string {
  const { year, month, day } = civilFromDays(days);
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

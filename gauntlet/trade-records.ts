import { type ClosedTrade, tradeStatistics } from '@lockstep/core';
import { timeSpanText, utcText } from './time-text.ts';

/** A closed trade: what, how much, when and at which prices, and what came of it. */
export function tradeRow(trade: ClosedTrade): unknown[] {
  return [
    trade.symbol.value,
    trade.direction,
    trade.quantity.toString(),
    utcText(trade.entryTimeMs),
    trade.entryPrice.toString(),
    utcText(trade.exitTimeMs),
    trade.exitPrice.toString(),
    ...[trade.profitLoss, trade.totalFees, trade.mae, trade.mfe].map(String),
  ];
}

/** Trade statistics under LEAN's names; durations as C# prints them. */
export function tradeStatisticsRecord(trades: readonly ClosedTrade[]): Record<string, string | null> {
  const { startTimeMs, endTimeMs, ...figures } = tradeStatistics(trades);
  const entries = Object.entries(figures).map(([key, value]) => {
    const name = (key[0] as string).toUpperCase() + key.slice(1).replace('Mae', 'MAE').replace('Mfe', 'MFE');
    return name.endsWith('Ms') ? [name.slice(0, -2), timeSpanText(Number(value))] : [name, String(value)];
  });
  return {
    ...(Object.fromEntries(entries) as Record<string, string>),
    StartDateTime: startTimeMs === null ? null : utcText(startTimeMs),
    EndDateTime: endTimeMs === null ? null : utcText(endTimeMs),
  };
}

import { Decimal } from '../numeric/decimal.ts';
import { formatUtc } from '../time/calendar.ts';
import type { ClosedTrade, TradeDirection } from './closed-trade.ts';
import type { DecimalText, UtcText } from './json-text.ts';
import type { TradeStatistics } from './trade-statistics.ts';

const DECIMALS = 4;

/** A closed trade; amounts in account currency, before fees. */
export interface TradeJson {
  readonly symbol: string;
  readonly direction: TradeDirection;
  readonly quantity: DecimalText;
  readonly entryTime: UtcText;
  readonly entryPrice: DecimalText;
  readonly exitTime: UtcText;
  readonly exitPrice: DecimalText;
  readonly profitLoss: DecimalText;
  readonly totalFees: DecimalText;
  readonly mae: DecimalText;
  readonly mfe: DecimalText;
  readonly endTradeDrawdown: DecimalText;
  readonly isWin: boolean;
  readonly orderIds: readonly number[];
}

/** `TradeStatistics` with decimals as text of at most four decimals; durations stay milliseconds. */
export type TradeStatisticsJson = {
  readonly [K in keyof TradeStatistics as K extends 'startTimeMs' | 'endTimeMs'
    ? never
    : K]: TradeStatistics[K] extends number ? number : DecimalText;
} & {
  readonly startTime: UtcText | null;
  readonly endTime: UtcText | null;
};

/** A closed trade as JSON. */
export function tradeToJson(trade: ClosedTrade): TradeJson {
  return {
    symbol: trade.symbol.value,
    direction: trade.direction,
    quantity: trade.quantity.toString(),
    entryTime: formatUtc(trade.entryTimeMs),
    entryPrice: trade.entryPrice.toString(),
    exitTime: formatUtc(trade.exitTimeMs),
    exitPrice: trade.exitPrice.toString(),
    profitLoss: trade.profitLoss.toString(),
    totalFees: trade.totalFees.toString(),
    mae: trade.mae.toString(),
    mfe: trade.mfe.toString(),
    endTradeDrawdown: trade.endTradeDrawdown.toString(),
    isWin: trade.isWin,
    orderIds: trade.orderIds,
  };
}

/** Trade statistics as JSON. */
export function tradeStatisticsToJson(statistics: TradeStatistics): TradeStatisticsJson {
  const { startTimeMs, endTimeMs, ...figures } = statistics;
  const entries = Object.entries(figures).map(([key, value]) => [
    key,
    value instanceof Decimal ? value.round(DECIMALS).toString() : value,
  ]);
  const times = { startTime: timeOrNull(startTimeMs), endTime: timeOrNull(endTimeMs) };
  return { ...times, ...Object.fromEntries(entries) } as TradeStatisticsJson;
}

function timeOrNull(ms: number | null): UtcText | null {
  return ms === null ? null : formatUtc(ms);
}

import { Decimal } from '../numeric/decimal.ts';
import { formatUtc } from '../time/calendar.ts';
import type { ClosedTrade, TradeDirection } from './closed-trade.ts';
import { type JsonFields, jsonRow } from './json-fields.ts';
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

/** The fields of a closed trade. */
export const tradeFields: JsonFields<ClosedTrade, TradeJson> = {
  symbol: (trade) => trade.symbol.value,
  direction: (trade) => trade.direction,
  quantity: (trade) => trade.quantity.toString(),
  entryTime: (trade) => formatUtc(trade.entryTimeMs),
  entryPrice: (trade) => trade.entryPrice.toString(),
  exitTime: (trade) => formatUtc(trade.exitTimeMs),
  exitPrice: (trade) => trade.exitPrice.toString(),
  profitLoss: (trade) => trade.profitLoss.toString(),
  totalFees: (trade) => trade.totalFees.toString(),
  mae: (trade) => trade.mae.toString(),
  mfe: (trade) => trade.mfe.toString(),
  endTradeDrawdown: (trade) => trade.endTradeDrawdown.toString(),
  isWin: (trade) => trade.isWin,
  orderIds: (trade) => trade.orderIds,
};

/** A closed trade as JSON. */
export function tradeToJson(trade: ClosedTrade): TradeJson {
  return jsonRow(tradeFields, trade);
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

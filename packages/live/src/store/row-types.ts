import type { DecimalText } from '@lockstep/core';
import type { JsonObject, Severity, TradingStatus } from './journal-record.ts';

/** Times are epoch ms UTC; quantities, prices and amounts are exact decimals as text. */
export interface StrategyRow {
  readonly name: string;
  readonly status: TradingStatus;
  readonly statusReason: string;
  /** Who set the status: `operator`, `risk`, … */
  readonly statusBy: string;
  readonly strategyHash: string;
  /** Losing trades in a row. */
  readonly losingTrades: number;
  readonly limitsUsed: JsonObject;
  /** Id of its latest session. */
  readonly session: number;
  readonly updatedMs: number;
}

export interface SessionRow {
  readonly id: number;
  readonly strategy: string;
  readonly deployment: string;
  readonly strategyHash: string;
  readonly environment: string;
  readonly broker: string;
  readonly account: string;
  readonly money: 'paper' | 'real';
  readonly parameters: JsonObject;
  readonly startedMs: number;
  /** Null while it runs, or when its process died. */
  readonly endedMs: number | null;
  readonly endReason: string | null;
  readonly summary: JsonObject | null;
  readonly lastSeq: number | null;
}

export interface SignalRow {
  readonly id: number;
  readonly session: number;
  readonly strategy: string;
  readonly timeMs: number;
  readonly name: string;
  readonly symbol: string | null;
  readonly values: JsonObject;
}

export interface OrderRow {
  readonly orderId: number;
  readonly session: number;
  readonly strategy: string;
  readonly clientOrderId: string;
  readonly symbol: string;
  readonly type: string;
  readonly direction: string;
  readonly quantity: DecimalText;
  readonly filledQuantity: DecimalText;
  readonly averagePrice: DecimalText;
  readonly status: string;
  /** How far the request to place it came; `requested` and `sent` after a crash mean: ask the broker. */
  readonly sendState: 'requested' | 'sent' | 'accepted' | 'refused' | 'unknown';
  readonly limitPrice: DecimalText | null;
  readonly stopPrice: DecimalText | null;
  readonly triggerPrice: DecimalText | null;
  readonly trailingAmount: DecimalText | null;
  readonly timeInForce: string;
  readonly tag: string;
  readonly parentOrderId: number | null;
  readonly role: 'entry' | 'stop' | 'target' | null;
  readonly sizing: JsonObject | null;
  readonly signal: number | null;
  readonly brokerIds: readonly string[];
  readonly refusalCode: string | null;
  readonly refusalText: string | null;
  readonly requestedMs: number;
  readonly sentMs: number | null;
  readonly updatedMs: number;
}

export interface OrderEventRow {
  readonly id: number;
  readonly orderId: number;
  readonly session: number;
  readonly strategy: string;
  readonly eventId: number;
  readonly timeMs: number;
  readonly symbol: string;
  readonly status: string;
  readonly fillPrice: DecimalText;
  readonly fillQuantity: DecimalText;
  readonly fee: DecimalText;
  readonly feeCurrency: string;
  readonly executionId: string | null;
  readonly message: string;
}

export interface ExecutionRow {
  readonly executionId: string;
  readonly orderId: number | null;
  readonly session: number;
  readonly strategy: string;
  readonly symbol: string;
  readonly quantity: DecimalText;
  readonly price: DecimalText;
  readonly fee: DecimalText | null;
  readonly feeCurrency: string | null;
  readonly executedMs: number;
  readonly source: string;
  readonly state: 'booked' | 'corrected' | 'cancelled';
}

export interface TradeRow {
  readonly id: number;
  readonly session: number;
  readonly strategy: string;
  readonly symbol: string;
  readonly direction: 'Long' | 'Short';
  readonly quantity: DecimalText;
  readonly entryMs: number;
  readonly entryPrice: DecimalText;
  readonly exitMs: number;
  readonly exitPrice: DecimalText;
  /** Account currency, before fees. */
  readonly profitLoss: DecimalText;
  readonly fees: DecimalText;
  readonly stopPrice: DecimalText | null;
  readonly targetPrice: DecimalText | null;
  readonly entryValues: JsonObject;
  readonly orderIds: readonly number[];
}

export interface PositionRow {
  readonly strategy: string;
  readonly symbol: string;
  readonly session: number;
  readonly quantity: DecimalText;
  readonly averagePrice: DecimalText;
  readonly marketPrice: DecimalText | null;
  readonly external: boolean;
  readonly updatedMs: number;
}

export interface EventRow {
  readonly id: number;
  readonly session: number;
  readonly strategy: string;
  readonly timeMs: number;
  readonly severity: Severity;
  readonly code: string;
  readonly message: string;
  readonly details: JsonObject;
}

export interface AccountSnapshotRow {
  readonly id: number;
  readonly session: number;
  readonly strategy: string;
  readonly timeMs: number;
  readonly reason: string;
  readonly currency: string;
  readonly equity: DecimalText;
  readonly cash: DecimalText;
  readonly unrealizedProfit: DecimalText;
  readonly marginUsed: DecimalText;
  readonly cashBook: { readonly [currency: string]: DecimalText };
}

export interface DailySummaryRow {
  readonly strategy: string;
  readonly day: string;
  readonly session: number;
  readonly startEquity: DecimalText;
  readonly endEquity: DecimalText;
  readonly profitLoss: DecimalText;
  readonly fees: DecimalText;
  readonly orders: number;
  readonly trades: number;
  readonly winningTrades: number;
  readonly maxDrawdown: number;
}

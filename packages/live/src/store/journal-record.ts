import type { DecimalText, OrderEventJson, OrderJson, SecurityType } from '@lockstep/core';

/** A value that survives JSON unchanged. */
export type JsonValue = null | boolean | number | string | readonly JsonValue[] | { readonly [key: string]: JsonValue };
export type JsonObject = { readonly [key: string]: JsonValue };

/** What is asked of a broker about one order. */
export type OrderRequestKind = 'place' | 'update' | 'cancel';

/** How much somebody has to care. */
export type Severity = 'info' | 'warning' | 'error' | 'critical';

/** Whether a strategy may place orders. `killed` is latched: only a person's `unkill` ends it. */
export type TradingStatus = 'running' | 'paused' | 'killed' | 'stopped';

/** A live session begins; its journal number is the session's id. */
export interface SessionStartedRecord {
  readonly kind: 'sessionStarted';
  readonly deployment: string;
  readonly strategy: string;
  /** SHA-256 of the strategy's bundle, hex. */
  readonly strategyHash: string;
  readonly environment: string;
  readonly broker: string;
  readonly account: string;
  readonly money: 'paper' | 'real';
  readonly parameters: JsonObject;
  readonly versions: JsonObject;
}

export interface SessionEndedRecord {
  readonly kind: 'sessionEnded';
  /** Why: `stopped`, `killed`, `strategy error`, `crashed` (written by the next start), … */
  readonly reason: string;
  readonly summary: JsonObject;
}

/** What `this.signal(name, values)` of a strategy says: indicator values and context behind a decision. */
export interface SignalRecord {
  readonly kind: 'signal';
  readonly name: string;
  readonly symbol: string | null;
  readonly values: JsonObject;
}

/** A security as a later process finds it again. */
export interface SecurityKey {
  readonly ticker: string;
  readonly type: SecurityType;
  readonly market: string;
}

/** An order is asked for; durable before anything is sent. */
export interface OrderRequestedRecord {
  readonly kind: 'orderRequested';
  readonly order: OrderJson;
  readonly security: SecurityKey;
  readonly outsideRegularTradingHours: boolean;
  readonly clientOrderId: string;
  /** Order whose fill this one protects or ends, and as what; null for orders that stand alone. */
  readonly parentOrderId: number | null;
  readonly role: 'entry' | 'stop' | 'target' | null;
  /** It goes out with its entry, or when that fills: it was written down with the entry and not sent by itself. */
  readonly waits: boolean;
  /** How its quantity came about, where a sizing rule made it. */
  readonly sizing: JsonObject | null;
  /** Journal number of the signal behind it. */
  readonly signal: number | null;
}

/** A change of a working order is asked for; values that stay are left out. */
export interface UpdateRequestedRecord {
  readonly kind: 'updateRequested';
  readonly orderId: number;
  readonly changes: {
    readonly quantity?: DecimalText;
    readonly limitPrice?: DecimalText;
    readonly stopPrice?: DecimalText;
    readonly triggerPrice?: DecimalText;
    readonly trailingAmount?: DecimalText;
    readonly tag?: string;
  };
}

export interface CancelRequestedRecord {
  readonly kind: 'cancelRequested';
  readonly orderId: number;
  readonly reason: string;
}

/** A request goes onto the wire, the `attempt`th time. */
export interface OrderSentRecord {
  readonly kind: 'orderSent';
  readonly orderId: number;
  readonly request: OrderRequestKind;
  readonly attempt: number;
}

/** What came back of a send. `unknown` is resolved by asking. */
export interface SendOutcomeRecord {
  readonly kind: 'sendOutcome';
  readonly orderId: number;
  readonly request: OrderRequestKind;
  readonly outcome: 'accepted' | 'refused' | 'unknown';
  readonly code: string;
  readonly text: string;
}

/** An id by which the broker knows an order. */
export interface OrderIdentifiedRecord {
  readonly kind: 'orderIdentified';
  readonly orderId: number;
  readonly brokerId: string;
}

/** An order event as the strategy sees it, after the portfolio was updated. */
export interface OrderEventRecord {
  readonly kind: 'orderEvent';
  readonly event: OrderEventJson;
  /** The broker's id of the execution; empty for events that are none. */
  readonly executionId: string;
  /** Status of the order after this event: a fill that is told late does not open an order that was cancelled. */
  readonly orderStatus: string;
  /** What the whole order has filled after this event, and at which average price. */
  readonly filledQuantity: DecimalText;
  readonly averagePrice: DecimalText;
  /** Prices of the order after this event; null where its type has none. */
  readonly limitPrice: DecimalText | null;
  readonly stopPrice: DecimalText | null;
  readonly triggerPrice: DecimalText | null;
  readonly trailingAmount: DecimalText | null;
}

/** An execution as the broker reports it, once per execution id. */
export interface ExecutionRecord {
  readonly kind: 'execution';
  readonly executionId: string;
  /** Null for an execution of no order of ours. */
  readonly orderId: number | null;
  readonly symbol: string;
  /** Units of this execution alone, negative for sales. */
  readonly quantity: DecimalText;
  readonly price: DecimalText;
  /** Null while the commission is not known. */
  readonly fee: { readonly amount: DecimalText; readonly currency: string } | null;
  /** Epoch ms UTC at the broker. */
  readonly executedAtMs: number;
  /** How it became known. */
  readonly source: 'stream' | 'query' | 'reconciliation';
}

/** The commission of an execution, arriving after it. */
export interface CommissionRecord {
  readonly kind: 'commission';
  readonly executionId: string;
  readonly amount: DecimalText;
  readonly currency: string;
}

/** An execution was corrected by the broker, or cancelled (`correction` null). */
export interface ExecutionCorrectedRecord {
  readonly kind: 'executionCorrected';
  readonly executionId: string;
  readonly correction: { readonly quantity: DecimalText; readonly price: DecimalText } | null;
}

/** Money that came or went without a trade. */
export interface CashFlowRecord {
  readonly kind: 'cashFlow';
  /** The broker's id, for de-duplication. */
  readonly id: string;
  readonly reason: string;
  readonly currency: string;
  readonly amount: DecimalText;
}

/** An order or execution made by hand, by another program, or forced by the broker. */
export interface ExternalRecord {
  readonly kind: 'external';
  readonly what: 'order' | 'execution' | 'position';
  readonly details: JsonObject;
}

/** A trade was closed: entry matched with exit. */
export interface TradeClosedRecord {
  readonly kind: 'tradeClosed';
  readonly symbol: string;
  readonly direction: 'Long' | 'Short';
  readonly quantity: DecimalText;
  readonly entryTimeMs: number;
  readonly entryPrice: DecimalText;
  readonly exitTimeMs: number;
  readonly exitPrice: DecimalText;
  /** Account currency, before fees. */
  readonly profitLoss: DecimalText;
  readonly fees: DecimalText;
  readonly stopPrice: DecimalText | null;
  readonly targetPrice: DecimalText | null;
  /** Indicator values and context at the entry, from the signal behind it. */
  readonly entryValues: JsonObject;
  readonly orderIds: readonly number[];
}

/** A position after a change; quantity 0 closes it. */
export interface PositionRecord {
  readonly kind: 'position';
  readonly symbol: string;
  readonly quantity: DecimalText;
  readonly averagePrice: DecimalText;
  readonly marketPrice: DecimalText | null;
  /** Not opened by an order of ours. */
  readonly external: boolean;
}

/** The account, every five minutes and after each fill. */
export interface AccountSnapshotRecord {
  readonly kind: 'accountSnapshot';
  readonly reason: 'interval' | 'fill' | 'start' | 'end';
  readonly currency: string;
  readonly equity: DecimalText;
  readonly cash: DecimalText;
  readonly unrealizedProfit: DecimalText;
  readonly marginUsed: DecimalText;
  readonly cashBook: { readonly [currency: string]: DecimalText };
}

/** A trading day in exchange time. */
export interface DaySummaryRecord {
  readonly kind: 'daySummary';
  /** `yyyy-MM-dd`. */
  readonly day: string;
  readonly startEquity: DecimalText;
  readonly endEquity: DecimalText;
  readonly profitLoss: DecimalText;
  readonly fees: DecimalText;
  readonly orders: number;
  readonly trades: number;
  readonly winningTrades: number;
  /** Largest fall from the day's high, as a fraction of it. */
  readonly maxDrawdown: number;
}

/** What a restarted process goes on with. */
export interface StateSnapshotRecord {
  readonly kind: 'stateSnapshot';
  /** `this.state` of the strategy. */
  readonly state: JsonValue;
  /** Counters of the risk gate. */
  readonly risk: JsonValue;
  readonly engine: JsonValue;
}

/** An entry of the strategy's object store; null deletes it. */
export interface ObjectSavedRecord {
  readonly kind: 'objectSaved';
  readonly key: string;
  readonly text: string | null;
}

/** One difference between journal and broker, and what was done about it. */
export interface ReconciliationDifferenceRecord {
  readonly kind: 'reconciliationDifference';
  readonly cause: 'start' | 'reconnect' | 'timer';
  readonly subject: 'cash' | 'position' | 'order' | 'execution';
  readonly key: string;
  readonly ours: string | null;
  readonly theirs: string | null;
  readonly action: string;
}

/** A reconciliation went through. */
export interface ReconciledRecord {
  readonly kind: 'reconciled';
  readonly cause: 'start' | 'reconnect' | 'timer';
  readonly differences: number;
  /** Difference of value in account currency. */
  readonly valueDifference: DecimalText;
}

/** The risk gate's answer. */
export interface RiskDecisionRecord {
  readonly kind: 'riskDecision';
  readonly orderId: number | null;
  readonly symbol: string;
  readonly allowed: boolean;
  /** The check that decided. */
  readonly code: string;
  readonly reason: string;
}

/** Trading of the strategy was started, paused, resumed, killed or stopped. */
export interface TradingStatusRecord {
  readonly kind: 'tradingStatus';
  readonly status: TradingStatus;
  readonly reason: string;
  /** `operator`, `risk`, `reconciliation`, `store`, … */
  readonly by: string;
}

/** Losses in a row and limits used, for the `strategies` table. */
export interface RiskCountersRecord {
  readonly kind: 'riskCounters';
  readonly losingTrades: number;
  readonly limitsUsed: JsonObject;
}

/** A command of an operator was taken up, or is done. */
export interface CommandRecord {
  readonly kind: 'command';
  readonly commandId: number;
  readonly name: string;
  readonly phase: 'acknowledged' | 'done' | 'refused';
  readonly outcome: string;
}

/** Something worth knowing later: connection lost, stale feed, strategy error, alert sent, … */
export interface NoticeRecord {
  readonly kind: 'notice';
  readonly severity: Severity;
  /** Stable name of what happened, for queries. */
  readonly code: string;
  readonly message: string;
  readonly details: JsonObject;
}

/** Entries before `firstSeq` were removed by retention. */
export interface RetentionRecord {
  readonly kind: 'retention';
  readonly firstSeq: number;
  readonly removed: number;
}

/** Everything the journal holds. A kind never changes its meaning; new facts get new kinds or optional fields. */
export type JournalRecord =
  | SessionStartedRecord
  | SessionEndedRecord
  | SignalRecord
  | OrderRequestedRecord
  | UpdateRequestedRecord
  | CancelRequestedRecord
  | OrderSentRecord
  | SendOutcomeRecord
  | OrderIdentifiedRecord
  | OrderEventRecord
  | ExecutionRecord
  | CommissionRecord
  | ExecutionCorrectedRecord
  | CashFlowRecord
  | ExternalRecord
  | TradeClosedRecord
  | PositionRecord
  | AccountSnapshotRecord
  | DaySummaryRecord
  | StateSnapshotRecord
  | ObjectSavedRecord
  | ReconciliationDifferenceRecord
  | ReconciledRecord
  | RiskDecisionRecord
  | TradingStatusRecord
  | RiskCountersRecord
  | CommandRecord
  | NoticeRecord
  | RetentionRecord;

export type JournalKind = JournalRecord['kind'];

/** The record of one kind. */
export type JournalRecordOf<K extends JournalKind> = Extract<JournalRecord, { readonly kind: K }>;

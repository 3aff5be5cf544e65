import type { DecimalText, PointJson, UtcText } from './json-text.ts';
import type { OrderEventJson, OrderJson } from './order-json.ts';
import type { TradeJson, TradeStatisticsJson } from './trade-json.ts';

/** How a run ended. */
export type ResultStatus = 'Completed' | 'Stopped' | 'Liquidated' | 'RuntimeError' | 'Interrupted';

/** Why a run failed. */
export interface ResultErrorJson {
  /** Stable error code, null for an exception of the strategy's own. */
  readonly code: string | null;
  readonly message: string;
  /** Engine time, null before the first slice. */
  readonly time: UtcText | null;
}

/** A balance at the end. */
export interface CashJson {
  readonly currency: string;
  readonly amount: DecimalText;
  /** Account currency per unit. */
  readonly conversionRate: DecimalText;
  readonly valueInAccountCurrency: DecimalText;
}

/** A position at the end; amounts in account currency. */
export interface HoldingJson {
  readonly symbol: string;
  readonly symbolId: string;
  readonly quantity: DecimalText;
  readonly averagePrice: DecimalText;
  readonly price: DecimalText;
  readonly value: DecimalText;
  readonly netProfit: DecimalText;
  readonly unrealizedProfit: DecimalText;
  readonly totalFees: DecimalText;
  readonly totalSaleVolume: DecimalText;
}

/** A message of the strategy or of the engine. */
export interface LogJson {
  readonly time: UtcText;
  readonly level: 'log' | 'debug' | 'error';
  readonly text: string;
}

/** Something about the run that a reader should doubt. */
export interface WarningJson {
  readonly code: string;
  /** `error`: the run cannot be trusted; `warning`: a live account would likely have fared otherwise; `note`: good to know. */
  readonly severity: 'error' | 'warning' | 'note';
  readonly text: string;
  readonly time: UtcText | null;
  readonly orderId: number | null;
}

/** A series of a chart the strategy made. */
export interface ChartSeriesJson {
  readonly name: string;
  readonly type: string;
  readonly unit: string;
  readonly points: readonly PointJson[];
}

/** A chart the strategy made. */
export interface ChartJson {
  readonly name: string;
  readonly series: readonly ChartSeriesJson[];
}

/**
 * The result of a run as plain JSON, written to `result.json`; `schema/result.schema.json` describes it. It holds no wall
 * time, host or path, so that two runs of the same strategy on the same data are byte-identical.
 */
export interface BacktestResult {
  readonly schemaVersion: 1;
  readonly strategy: string;
  readonly status: ResultStatus;
  readonly error: ResultErrorJson | null;
  /** First and last day (`yyyy-MM-dd`) in the algorithm's zone. */
  readonly startDate: string;
  readonly endDate: string;
  readonly timeZone: string;
  readonly accountCurrency: string;
  readonly parameters: Readonly<Record<string, string | number | boolean>>;
  /** LEAN's summary: its keys, its strings, with `OrderListHash`. */
  readonly statistics: Readonly<Record<string, string>>;
  /** Lines set with `setRuntimeStatistic`. */
  readonly runtimeStatistics: Readonly<Record<string, string>>;
  readonly dataPoints: number;
  readonly historyDataPoints: number;
  readonly startingPortfolioValue: DecimalText;
  readonly totalPortfolioValue: DecimalText;
  readonly totalFees: DecimalText;
  readonly orders: readonly OrderJson[];
  /** In the order in which they were raised. */
  readonly orderEvents: readonly OrderEventJson[];
  /** Portfolio value, at most every four minutes and at every midnight. */
  readonly equity: readonly PointJson[];
  readonly benchmark: readonly PointJson[];
  /** Daily change of the portfolio value, percent. */
  readonly performance: readonly PointJson[];
  /** Distance from the highest daily value, percent, ≤ 0. */
  readonly drawdown: readonly PointJson[];
  /** Money traded a day over portfolio value. */
  readonly turnover: readonly PointJson[];
  /** Daily holdings over portfolio value; shorts are negative. */
  readonly longExposure: readonly PointJson[];
  readonly shortExposure: readonly PointJson[];
  readonly cash: readonly CashJson[];
  readonly holdings: readonly HoldingJson[];
  readonly trades: readonly TradeJson[];
  readonly tradeStatistics: TradeStatisticsJson;
  readonly charts: readonly ChartJson[];
  readonly logs: readonly LogJson[];
  readonly warnings: readonly WarningJson[];
  /** Versions of the packages that took part, by name. */
  readonly versions: Readonly<Record<string, string>>;
  /** SHA-256 of the strategy's source and of the data it read, hexadecimal; empty when not known. */
  readonly strategyHash: string;
  readonly dataHash: string;
}

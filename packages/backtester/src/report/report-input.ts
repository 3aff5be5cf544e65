/** Values over time: times are epoch ms UTC and ascend, values are finite. Both arrays have the same length. */
export interface ReportSeries {
  readonly times: readonly number[];
  readonly values: readonly number[];
}

/** An entry matched with its exit; money in account currency. */
export interface ReportTrade {
  readonly symbol: string;
  readonly direction: 'Long' | 'Short';
  /** Units, positive. */
  readonly quantity: number;
  readonly entryTimeMs: number;
  readonly entryPrice: number;
  readonly exitTimeMs: number;
  readonly exitPrice: number;
  /** Before fees. */
  readonly profitLoss: number;
  readonly totalFees: number;
  /** Worst and best profit that was open at any time. */
  readonly mae: number;
  readonly mfe: number;
}

/** An order as it stood at the end. */
export interface ReportOrder {
  readonly id: number;
  readonly timeMs: number;
  readonly symbol: string;
  readonly type: string;
  /** Units, negative for a sale. */
  readonly quantity: number;
  /** Average fill price; null without a fill. */
  readonly fillPrice: number | null;
  /** Limit, stop or trigger price asked for; null when there is none. */
  readonly askedPrice: number | null;
  readonly status: string;
  readonly tag: string;
}

/** Something that happened to an order. */
export interface ReportOrderEvent {
  readonly orderId: number;
  readonly timeMs: number;
  readonly symbol: string;
  readonly status: string;
  /** Units, negative for a sale, 0 when nothing was filled. */
  readonly fillQuantity: number;
  readonly fillPrice: number;
  readonly fee: number;
  readonly message: string;
}

/** A long list of which the page shows a part: an entry is made when it is asked for. */
export interface ReportList<Entry> {
  readonly length: number;
  /** An entry by its index; the index must exist. */
  at(index: number): Entry;
}

/** The fills of one symbol in the order of their times; columns of the same length. */
export interface ReportFills {
  readonly symbol: string;
  /** Epoch ms UTC. */
  readonly times: readonly number[];
  /** Units, negative for sales. */
  readonly quantities: readonly number[];
  readonly prices: readonly number[];
}

/** A finding of the backtest lint. */
export interface ReportWarning {
  readonly code: string;
  readonly message: string;
  readonly timeMs: number | null;
  readonly orderId: number | null;
}

/** A line that the strategy or the engine wrote. */
export interface ReportLog {
  readonly timeMs: number;
  readonly level: string;
  readonly message: string;
}

/** How a series of a strategy's chart is drawn. */
export type ReportSeriesKind = 'line' | 'bar' | 'scatter';

/** A series of a strategy's chart. */
export interface ReportChartSeries extends ReportSeries {
  readonly name: string;
  readonly kind: ReportSeriesKind;
  /** Series with the same unit share a pane. */
  readonly unit: string;
}

/** A chart that the strategy made with `plot` or `addChart`. */
export interface ReportChart {
  readonly name: string;
  readonly series: readonly ReportChartSeries[];
}

/** Bars of one symbol for the price chart; columns of the same length. */
export interface ReportPrices {
  readonly symbol: string;
  /** For example `Daily`. */
  readonly resolution: string;
  /** Start of each bar, epoch ms UTC, ascending. */
  readonly times: ArrayLike<number>;
  readonly open: ArrayLike<number>;
  readonly high: ArrayLike<number>;
  readonly low: ArrayLike<number>;
  readonly close: ArrayLike<number>;
}

/** Everything the report shows. It holds no wall time, host or path, so that equal runs give equal pages. */
export interface ReportInput {
  readonly strategyName: string;
  /** For example `Completed` or `RuntimeError`. */
  readonly status: string;
  /** Why a run stopped early: the page is marked as partial. Null for a complete run. */
  readonly partialReason: string | null;
  /** IANA name of the algorithm's zone: days, months and all printed times are in it. */
  readonly timeZone: string;
  readonly accountCurrency: string;
  /** For example `$`. */
  readonly currencySymbol: string;
  /** First and last day in the algorithm's zone, `yyyy-MM-dd`. */
  readonly startDate: string;
  readonly endDate: string;
  /** Annualisation factor: trading days per year. */
  readonly tradingDaysPerYear: number;
  readonly parameters: Readonly<Record<string, string>>;
  /** LEAN's summary keys and strings. */
  readonly statistics: Readonly<Record<string, string>>;
  readonly tradeStatistics: Readonly<Record<string, string>>;
  readonly runtimeStatistics: Readonly<Record<string, string>>;
  /** Portfolio value in account currency. */
  readonly equity: ReportSeries;
  readonly benchmark: ReportSeries;
  /** For example `SPY`. */
  readonly benchmarkName: string;
  /** What the page is about, for example `Backtest`. */
  readonly subject: string;
  /** Equity of another run over the same time; null when there is none. */
  readonly comparison: (ReportSeries & { readonly name: string }) | null;
  /** Holdings as fractions of the portfolio value; shorts are negative. */
  readonly longExposure: ReportSeries;
  readonly shortExposure: ReportSeries;
  readonly trades: ReportList<ReportTrade>;
  /** The largest profit or loss that was open in any trade, positive. */
  readonly largestExcursion: number;
  readonly orders: ReportList<ReportOrder>;
  readonly orderEvents: ReportList<ReportOrderEvent>;
  readonly fills: readonly ReportFills[];
  readonly prices: readonly ReportPrices[];
  readonly charts: readonly ReportChart[];
  readonly warnings: readonly ReportWarning[];
  readonly logs: readonly ReportLog[];
  /** Names and versions that made the result, data and strategy hashes: shown in the footer. */
  readonly provenance: Readonly<Record<string, string>>;
}

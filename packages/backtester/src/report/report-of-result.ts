import type { BacktestResult, OrderEventJson, OrderJson, TradeJson } from '@lockstep/core';
import { listsOf } from '../result-lists.ts';
import { formatDuration, formatNumber } from './client/format.ts';
import { FillColumns } from './fill-columns.ts';
import type {
  ReportFills,
  ReportInput,
  ReportList,
  ReportOrder,
  ReportOrderEvent,
  ReportPrices,
  ReportSeries,
  ReportSeriesKind,
  ReportTrade,
} from './report-input.ts';

/** What a result does not hold. */
export interface ReportExtras {
  /** Bars for the price chart. */
  readonly prices?: readonly ReportPrices[];
  /** Fills for the price chart. @defaultValue those of the result's order events */
  readonly fills?: readonly ReportFills[];
  /** Annualisation factor of the brokerage model. @defaultValue 252 */
  readonly tradingDaysPerYear?: number;
  /** @defaultValue 'Benchmark' */
  readonly benchmarkName?: string;
  /** What the page is about. @defaultValue 'Backtest' */
  readonly subject?: string;
  /** Equity of another run over the same time, drawn beside this one's. */
  readonly comparison?: { readonly name: string; readonly equity: BacktestResult['equity'] };
}

const PARTIAL: Readonly<Record<string, string>> = {
  Interrupted: 'It was interrupted.',
  RuntimeError: 'It failed.',
};

/** The report's input from a result as it stands in `result.json`. */
export function reportOfResult(result: BacktestResult, extras: ReportExtras = {}): ReportInput {
  return {
    strategyName: result.strategy,
    status: result.status,
    partialReason: partialReason(result),
    timeZone: result.timeZone,
    accountCurrency: result.accountCurrency,
    currencySymbol: currencySymbol(result),
    startDate: result.startDate,
    endDate: result.endDate,
    tradingDaysPerYear: extras.tradingDaysPerYear ?? 252,
    parameters: texts(result.parameters),
    statistics: result.statistics,
    tradeStatistics: tradeStatistics(result),
    runtimeStatistics: result.runtimeStatistics,
    equity: series(result.equity),
    benchmark: series(result.benchmark),
    benchmarkName: extras.benchmarkName ?? 'Benchmark',
    subject: extras.subject ?? 'Backtest',
    comparison:
      extras.comparison === undefined ? null : { name: extras.comparison.name, ...series(extras.comparison.equity) },
    longExposure: series(result.longExposure),
    shortExposure: series(result.shortExposure),
    prices: extras.prices ?? [],
    fills: extras.prices === undefined ? [] : (extras.fills ?? fillsOf(result)),
    charts: result.charts.map((chart) => ({
      name: chart.name,
      series: chart.series.map((one) => ({
        ...series(one.points),
        name: one.name,
        unit: one.unit,
        kind: seriesKind(one),
      })),
    })),
    warnings: result.warnings.map((warning) => ({
      code: warning.code,
      message: warning.text,
      timeMs: warning.time === null ? null : Date.parse(warning.time),
      orderId: warning.orderId,
    })),
    logs: result.logs.map((line) => ({ timeMs: Date.parse(line.time), level: line.level, message: line.text })),
    provenance: {
      ...result.versions,
      'data points': formatNumber(result.dataPoints, 0),
      strategy: result.strategyHash,
      data: result.dataHash,
      'order list': result.statistics['OrderListHash'] ?? '',
    },
    ...activity(result),
  };
}

/** Trades, orders and order events with numbers and epoch times. */
function activity(result: BacktestResult): Pick<ReportInput, 'trades' | 'orders' | 'orderEvents' | 'largestExcursion'> {
  const { trades, orders, orderEvents } = listsOf(result) ?? result;
  const { largestMae, largestMfe } = result.tradeStatistics;
  return {
    trades: mapped(trades, reportTrade),
    largestExcursion: Math.max(-Number(largestMae), Number(largestMfe)),
    orders: mapped(orders, reportOrder),
    orderEvents: mapped(orderEvents, reportOrderEvent),
  };
}

function mapped<Row, Entry>(
  rows: { readonly length: number; at(index: number): Row | undefined },
  entryOf: (row: Row) => Entry,
): ReportList<Entry> {
  return { length: rows.length, at: (index) => entryOf(rows.at(index) as Row) };
}

function reportTrade(trade: TradeJson): ReportTrade {
  return {
    symbol: trade.symbol,
    direction: trade.direction,
    quantity: Number(trade.quantity),
    entryTimeMs: Date.parse(trade.entryTime),
    entryPrice: Number(trade.entryPrice),
    exitTimeMs: Date.parse(trade.exitTime),
    exitPrice: Number(trade.exitPrice),
    profitLoss: Number(trade.profitLoss),
    totalFees: Number(trade.totalFees),
    mae: Number(trade.mae),
    mfe: Number(trade.mfe),
  };
}

function reportOrder(order: OrderJson): ReportOrder {
  const asked = order.limitPrice ?? order.triggerPrice ?? order.stopPrice;
  const fillPrice = Number(order.price);
  return {
    id: order.id,
    timeMs: Date.parse(order.time),
    symbol: order.symbol,
    type: order.type,
    quantity: Number(order.quantity),
    fillPrice: fillPrice === 0 ? null : fillPrice,
    askedPrice: asked === null ? null : Number(asked),
    status: order.status,
    tag: order.tag,
  };
}

function reportOrderEvent(event: OrderEventJson): ReportOrderEvent {
  return {
    orderId: event.orderId,
    timeMs: Date.parse(event.time),
    symbol: event.symbol,
    status: event.status,
    fillQuantity: Number(event.fillQuantity),
    fillPrice: Number(event.fillPrice),
    fee: Number(event.fee),
    message: event.message,
  };
}

/** The fills among the order events. */
function fillsOf({ orderEvents }: BacktestResult): ReportFills[] {
  const fills = new FillColumns();
  for (const event of orderEvents) {
    const { symbol, timeMs, fillQuantity, fillPrice } = reportOrderEvent(event);
    if (fillQuantity !== 0) fills.add(symbol, timeMs, fillQuantity, fillPrice);
  }
  return fills.all();
}

/** Why the figures cover a part only: an interrupted or failed run, with the error's message. */
function partialReason(result: BacktestResult): string | null {
  const reason = PARTIAL[result.status];
  if (reason === undefined) return null;
  return result.error === null ? reason : result.error.message;
}

/** The symbol LEAN's summary prints before the fees; the currency's code where there is none. */
function currencySymbol(result: BacktestResult): string {
  const symbol = /^[^\d-]*/.exec(result.statistics['Total Fees'] ?? '')?.[0] ?? '';
  if (symbol !== '') return symbol;
  return result.accountCurrency === 'USD' ? '$' : `${result.accountCurrency} `;
}

function series(points: BacktestResult['equity']): ReportSeries {
  return { times: points.map(([time]) => Date.parse(time)), values: points.map(([, value]) => Number(value)) };
}

function seriesKind({ type }: { readonly type: string }): ReportSeriesKind {
  return type === 'bar' || type === 'scatter' ? type : 'line';
}

function texts(values: Readonly<Record<string, string | number | boolean>>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)]));
}

/** `averageTradeDurationMs: 3600000` becomes `Average trade duration: 1h`. */
function tradeStatistics(result: BacktestResult): Record<string, string> {
  const lines: Record<string, string> = {};
  for (const [key, value] of Object.entries<string | number | null>(result.tradeStatistics)) {
    if (value === null || key === 'startTime' || key === 'endTime') continue;
    const isDuration = key.endsWith('Ms');
    lines[sentence(isDuration ? key.slice(0, -2) : key)] = isDuration ? formatDuration(Number(value)) : String(value);
  }
  return lines;
}

/** `averageMae` → `Average MAE`. */
function sentence(key: string): string {
  const words = key
    .replace(/([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`)
    .replace(/\b(mae|mfe)\b/g, (word) => word.toUpperCase());
  return words.charAt(0).toUpperCase() + words.slice(1);
}

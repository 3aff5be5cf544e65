import {
  type BacktestResult,
  type ChartJson,
  civilFromDays,
  type EngineOutcome,
  formatUtc,
  LockstepError,
  orderEventFields,
  orderFields,
  outcomeStatistics,
  seriesToJson,
  tradeFields,
  tradeStatistics,
  tradeStatisticsToJson,
} from '@lockstep/core';
import { RowText } from './json/row-text.ts';
import { OrderListHash } from './order-list-hash.ts';
import { keepLists, type ResultLists } from './result-lists.ts';
import type { RunOrders } from './run-orders.ts';

/** What the result says beside the outcome. */
export interface ResultFacts {
  readonly strategy: string;
  readonly strategyHash: string;
  readonly dataHash: string;
  readonly versions: Readonly<Record<string, string>>;
  readonly warnings: BacktestResult['warnings'];
}

/** The outcome of a run as the JSON result. */
export function outcomeToResult(outcome: EngineOutcome, orders: RunOrders, facts: ResultFacts): BacktestResult {
  const { run } = outcome;
  const series = outcome.sampler.series(run.clock.utcNow());
  const trades = run.tradeBuilder.closedTrades;
  const hash = new OrderListHash();
  const lists: ResultLists = {
    // Whatever is wanted of an order is taken in one go.
    orders: RowText.of(orders.all, orderFields, (order) => hash.add(order)),
    orderEvents: RowText.of(outcome.orderEvents, orderEventFields),
    trades: RowText.of(trades, tradeFields),
  };
  const result: BacktestResult = {
    schemaVersion: 1,
    strategy: facts.strategy,
    status: outcome.interrupted ? 'Interrupted' : (run.status as BacktestResult['status']),
    error: errorOf(outcome),
    startDate: isoDay(run.dates.startDay),
    endDate: isoDay(run.dates.endDay),
    timeZone: run.timeZone.name,
    accountCurrency: run.cashBook.accountCurrency,
    parameters: run.algorithm.parameterSet.values,
    statistics: { ...outcomeStatistics(outcome, series), OrderListHash: hash.digest() },
    runtimeStatistics: Object.fromEntries(run.charts.runtimeStatistics),
    dataPoints: outcome.dataPoints,
    historyDataPoints: outcome.historyDataPoints,
    startingPortfolioValue: String(outcome.sampler.startingPortfolioValue),
    totalPortfolioValue: String(run.portfolio.exactTotalPortfolioValue),
    totalFees: String(run.portfolio.exactTotalFees),
    get orders() {
      return lists.orders.rows();
    },
    get orderEvents() {
      return lists.orderEvents.rows();
    },
    equity: seriesToJson(series.equity),
    benchmark: seriesToJson(series.benchmark),
    performance: seriesToJson(series.performance),
    drawdown: seriesToJson(series.drawdown),
    turnover: seriesToJson(series.turnover),
    longExposure: seriesToJson(series.longExposure),
    shortExposure: seriesToJson(series.shortExposure),
    cash: cashOf(outcome),
    holdings: holdingsOf(outcome),
    get trades() {
      return lists.trades.rows();
    },
    tradeStatistics: tradeStatisticsToJson(tradeStatistics(trades)),
    charts: chartsOf(outcome),
    logs: run.runLog.lines.map((line) => ({ time: formatUtc(line.timeMs), level: line.level, text: line.text })),
    warnings: facts.warnings,
    versions: facts.versions,
    strategyHash: facts.strategyHash,
    dataHash: facts.dataHash,
  };
  keepLists(result, lists);
  return result;
}

function errorOf({ failure }: EngineOutcome): BacktestResult['error'] {
  if (failure === null) return null;
  const code = failure.error instanceof LockstepError ? failure.error.code : null;
  return { code, message: failure.message, time: formatUtc(failure.utcMs) };
}

function cashOf({ run }: EngineOutcome): BacktestResult['cash'] {
  return [...run.cashBook].map((cash) => ({
    currency: cash.symbol,
    amount: String(cash.exactAmount),
    conversionRate: String(cash.exactConversionRate),
    valueInAccountCurrency: String(cash.exactValueInAccountCurrency),
  }));
}

function holdingsOf({ run }: EngineOutcome): BacktestResult['holdings'] {
  return run.securities.values.map((security) => {
    const { holdings } = security;
    return {
      symbol: security.symbol.value,
      symbolId: security.symbol.id,
      quantity: String(holdings.exactQuantity),
      averagePrice: String(holdings.exactAveragePrice),
      price: String(security.exactPrice),
      value: String(holdings.exactHoldingsValue),
      netProfit: String(holdings.exactNetProfit),
      unrealizedProfit: String(holdings.exactUnrealizedProfit),
      totalFees: String(holdings.exactTotalFees),
      totalSaleVolume: String(holdings.exactTotalSaleVolume),
    };
  });
}

function chartsOf({ run }: EngineOutcome): ChartJson[] {
  return [...run.charts.charts.values()].map((chart) => ({
    name: chart.name,
    series: [...chart.series.values()].map((series) => ({
      name: series.name,
      type: series.type,
      unit: '',
      points: series.times.map((time, index) => [formatUtc(time), String(series.values[index])] as const),
    })),
  }));
}

function isoDay(day: number): string {
  const { year, month, day: dayOfMonth } = civilFromDays(day);
  return `${year}-${String(month).padStart(2, '0')}-${String(dayOfMonth).padStart(2, '0')}`;
}

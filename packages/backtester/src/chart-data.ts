import {
  type BarBatch,
  DataKind,
  type EngineOutcome,
  type HistoryProvider,
  type SubscriptionDataConfig,
} from '@lockstep/core';
import { FillColumns } from './report/fill-columns.ts';
import type { ReportPrices } from './report/report-input.ts';
import type { ReportExtras } from './report/report-of-result.ts';

/** What the report's price charts show: bars of every security with fills, at its finest resolution, and the fills. */
export function chartData(outcome: EngineOutcome, history: HistoryProvider): Pick<ReportExtras, 'prices' | 'fills'> {
  const { run } = outcome;
  const fills = new FillColumns();
  const traded = new Set<string>();
  for (const event of outcome.orderEvents) {
    if (event.exactFillQuantity.isZero()) continue;
    traded.add(event.symbol.id);
    fills.add(event.symbol.value, event.utcTimeMs, event.fillQuantity, event.fillPrice);
  }
  const prices: ReportPrices[] = [];
  for (const security of run.securities) {
    if (!traded.has(security.symbol.id)) continue;
    const config = finest(security.subscriptions);
    if (config === undefined) continue;
    const batches = history.getHistory({ config, startUtc: run.startUtc, endUtc: run.endUtc, auxiliaryEvents: false });
    if (!(batches instanceof Promise)) prices.push(toColumns(config, batches));
  }
  return { prices, fills: fills.all() };
}

function finest(configs: readonly SubscriptionDataConfig[]): SubscriptionDataConfig | undefined {
  return configs.toSorted((a, b) => a.incrementMs - b.incrementMs || a.tickType - b.tickType)[0];
}

function toColumns(
  config: SubscriptionDataConfig,
  batches: Awaited<ReturnType<HistoryProvider['getHistory']>>,
): ReportPrices {
  const bars = batches.filter((batch) => batch.kind === DataKind.TradeBar || batch.kind === DataKind.QuoteBar);
  const joined = (columnOf: (batch: BarBatch) => Float64Array): Float64Array => joinedColumns(bars, columnOf);
  return {
    symbol: config.symbol.value,
    resolution: RESOLUTION_NAMES[config.resolution],
    times: joined((batch) => batch.time),
    open: joined((batch) => (batch.kind === DataKind.TradeBar ? batch.open : middles(batch.bidOpen, batch.askOpen))),
    high: joined((batch) => (batch.kind === DataKind.TradeBar ? batch.high : middles(batch.bidHigh, batch.askHigh))),
    low: joined((batch) => (batch.kind === DataKind.TradeBar ? batch.low : middles(batch.bidLow, batch.askLow))),
    close: joined((batch) =>
      batch.kind === DataKind.TradeBar ? batch.close : middles(batch.bidClose, batch.askClose),
    ),
  };
}

/** One column of all batches in a row. */
function joinedColumns(batches: readonly BarBatch[], columnOf: (batch: BarBatch) => Float64Array): Float64Array {
  const joined = new Float64Array(batches.reduce((rows, { length }) => rows + length, 0));
  let at = 0;
  for (const batch of batches) {
    joined.set(columnOf(batch).subarray(0, batch.length), at);
    at += batch.length;
  }
  return joined;
}

const RESOLUTION_NAMES = ['Tick', 'Second', 'Minute', 'Hour', 'Daily'] as const;

/** The middle of bid and ask of each row; where one side is missing (0), the other. */
function middles(bids: Float64Array, asks: Float64Array): Float64Array {
  const middle = new Float64Array(bids.length);
  for (let row = 0; row < bids.length; row += 1) {
    const bid = bids[row]!;
    const ask = asks[row]!;
    if (bid === 0) middle[row] = ask;
    else middle[row] = ask === 0 ? bid : (bid + ask) / 2;
  }
  return middle;
}

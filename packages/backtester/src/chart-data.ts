import { DataKind, type EngineOutcome, type HistoryProvider, type SubscriptionDataConfig } from '@lockstep/core';
import { DoubleColumn } from './double-column.ts';
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
  const time = new DoubleColumn();
  const open = new DoubleColumn();
  const high = new DoubleColumn();
  const low = new DoubleColumn();
  const close = new DoubleColumn();
  for (const batch of batches) {
    const { length } = batch;
    if (batch.kind === DataKind.TradeBar) {
      time.append(batch.time, length);
      open.append(batch.open, length);
      high.append(batch.high, length);
      low.append(batch.low, length);
      close.append(batch.close, length);
    } else if (batch.kind === DataKind.QuoteBar) {
      time.append(batch.time, length);
      open.append(middles(batch.bidOpen, batch.askOpen, length), length);
      high.append(middles(batch.bidHigh, batch.askHigh, length), length);
      low.append(middles(batch.bidLow, batch.askLow, length), length);
      close.append(middles(batch.bidClose, batch.askClose, length), length);
    }
  }
  return {
    symbol: config.symbol.value,
    resolution: RESOLUTION_NAMES[config.resolution],
    times: time.values,
    open: open.values,
    high: high.values,
    low: low.values,
    close: close.values,
  };
}

const RESOLUTION_NAMES = ['Tick', 'Second', 'Minute', 'Hour', 'Daily'] as const;

/** The middle of bid and ask of each row; where one side is missing (0), the other. */
function middles(bids: Float64Array, asks: Float64Array, length: number): Float64Array {
  const middle = new Float64Array(length);
  for (let row = 0; row < length; row += 1) {
    const bid = bids[row]!;
    const ask = asks[row]!;
    if (bid === 0) middle[row] = ask;
    else middle[row] = ask === 0 ? bid : (bid + ask) / 2;
  }
  return middle;
}

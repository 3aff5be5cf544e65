import { DataKind, type EngineOutcome, type HistoryProvider, type SubscriptionDataConfig } from '@lockstep/core';
import type { ReportPrices } from './report/report-input.ts';

/** Price bars of every security that was traded, at its finest resolution, for the report's chart. */
export function chartPrices(outcome: EngineOutcome, history: HistoryProvider): ReportPrices[] {
  const { run } = outcome;
  const traded = new Set(outcome.orderEvents.filter((event) => event.isFill).map((event) => event.symbol.id));
  const prices: ReportPrices[] = [];
  for (const security of run.securities) {
    if (!traded.has(security.symbol.id)) continue;
    const config = finest(security.subscriptions);
    if (config === undefined) continue;
    const batches = history.getHistory({ config, startUtc: run.startUtc, endUtc: run.endUtc, auxiliaryEvents: false });
    if (!(batches instanceof Promise)) prices.push(toColumns(config, batches));
  }
  return prices;
}

function finest(configs: readonly SubscriptionDataConfig[]): SubscriptionDataConfig | undefined {
  return configs.toSorted((a, b) => a.incrementMs - b.incrementMs || a.tickType - b.tickType)[0];
}

function toColumns(
  config: SubscriptionDataConfig,
  batches: Awaited<ReturnType<HistoryProvider['getHistory']>>,
): ReportPrices {
  const columns = {
    times: [] as number[],
    open: [] as number[],
    high: [] as number[],
    low: [] as number[],
    close: [] as number[],
  };
  for (const batch of batches) {
    if (batch.kind === DataKind.TradeBar) {
      for (let row = 0; row < batch.length; row += 1) {
        columns.times.push(batch.time[row]!);
        columns.open.push(batch.open[row]!);
        columns.high.push(batch.high[row]!);
        columns.low.push(batch.low[row]!);
        columns.close.push(batch.close[row]!);
      }
    } else if (batch.kind === DataKind.QuoteBar) {
      for (let row = 0; row < batch.length; row += 1) {
        columns.times.push(batch.time[row]!);
        columns.open.push(middle(batch.bidOpen[row]!, batch.askOpen[row]!));
        columns.high.push(middle(batch.bidHigh[row]!, batch.askHigh[row]!));
        columns.low.push(middle(batch.bidLow[row]!, batch.askLow[row]!));
        columns.close.push(middle(batch.bidClose[row]!, batch.askClose[row]!));
      }
    }
  }
  return { symbol: config.symbol.value, resolution: RESOLUTION_NAMES[config.resolution], ...columns };
}

const RESOLUTION_NAMES = ['Tick', 'Second', 'Minute', 'Hour', 'Daily'] as const;

function middle(bid: number, ask: number): number {
  if (bid === 0) return ask;
  return ask === 0 ? bid : (bid + ask) / 2;
}

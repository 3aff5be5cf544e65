import { writeLeanBars } from '@lockstep/backtester';
import { type DataBatch, DataKind, type QuoteBarBatch, type TradeBarBatch } from '@lockstep/core';
import type { DataTarget } from './data-target.ts';

/**
 * Writes bars as they came into the target's data folder: all trades, or all quotes. Hours and days of other times that the
 * folder holds are kept.
 *
 * @returns paths of the files written
 * @throws LockstepError `DATA_ROW_INVALID`, `OUTPUT_NOT_WRITABLE`
 */
export function writeBatches(target: DataTarget, batches: readonly DataBatch[]): string[] {
  const { symbol: ticker, securityType, market, resolution, dataFolder, dataTimeZone } = target;
  const trades = batches.filter((batch): batch is TradeBarBatch => batch.kind === DataKind.TradeBar);
  const quotes = batches.filter((batch): batch is QuoteBarBatch => batch.kind === DataKind.QuoteBar);
  const time = [...trades, ...quotes].flatMap((batch) => [...batch.time].map((utcMs) => dataTimeZone.toLocal(utcMs)));
  const leanTarget = { ticker, securityType, market, resolution, keepsOtherTimes: true };
  if (quotes.length === 0) {
    const column = (of: (batch: TradeBarBatch) => Float64Array): number[] => trades.flatMap((batch) => [...of(batch)]);
    return writeLeanBars(dataFolder, leanTarget, {
      time,
      open: column(({ open }) => open),
      high: column(({ high }) => high),
      low: column(({ low }) => low),
      close: column(({ close }) => close),
      volume: column(({ volume }) => volume),
    });
  }
  const column = (of: (batch: QuoteBarBatch) => Float64Array): number[] => quotes.flatMap((batch) => [...of(batch)]);
  return writeLeanBars(dataFolder, leanTarget, {
    time,
    bid: {
      open: column(({ bidOpen }) => bidOpen),
      high: column(({ bidHigh }) => bidHigh),
      low: column(({ bidLow }) => bidLow),
      close: column(({ bidClose }) => bidClose),
      size: column(({ bidSize }) => bidSize),
    },
    ask: {
      open: column(({ askOpen }) => askOpen),
      high: column(({ askHigh }) => askHigh),
      low: column(({ askLow }) => askLow),
      close: column(({ askClose }) => askClose),
      size: column(({ askSize }) => askSize),
    },
  });
}

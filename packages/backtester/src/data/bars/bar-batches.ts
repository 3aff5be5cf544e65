import { type BarBatch, ExactPrices, type PriceAdjustment, QuoteBarBatch, TradeBarBatch } from '@lockstep/core';
import { adjustColumns } from './adjusted-columns.ts';
import type { BarColumns } from './bar-columns.ts';

/** A batch over columns; without an adjustment it shares them. */
export function barBatch(
  bars: BarColumns,
  time: Float64Array,
  endTime: Float64Array,
  adjustment: PriceAdjustment | null,
): BarBatch {
  const exact = new ExactPrices(bars.prices, bars.decimals, bars.scales, adjustment);
  const values = adjustment === null ? bars.values : adjustColumns(bars, adjustment);
  if (bars.shape === 'trade') {
    return new TradeBarBatch({
      length: bars.length,
      time,
      endTime,
      open: values[0]!,
      high: values[1]!,
      low: values[2]!,
      close: values[3]!,
      volume: values[4]!,
      exact,
    });
  }
  return new QuoteBarBatch({
    length: bars.length,
    time,
    endTime,
    bidOpen: values[0]!,
    bidHigh: values[1]!,
    bidLow: values[2]!,
    bidClose: values[3]!,
    bidSize: values[4]!,
    askOpen: values[5]!,
    askHigh: values[6]!,
    askLow: values[7]!,
    askClose: values[8]!,
    askSize: values[9]!,
    exact,
  });
}

import type { Decimal } from '../numeric/decimal.ts';
import { QuoteBarBatch, TradeBarBatch } from './data-batch.ts';
import type { ExactPrices } from './exact-prices.ts';

/** One trade bar as a batch of its own, as it would be after a split: prices times the factor, volume divided by it. */
export function splitTradeBar(batch: TradeBarBatch, row: number, factor: Decimal): TradeBarBatch {
  const exact = batch.exact.scaledRow(row, factor);
  const price = (column: number): Float64Array => exactColumn(exact, column);
  return new TradeBarBatch({
    length: 1,
    time: batch.time.slice(row, row + 1),
    endTime: batch.endTime.slice(row, row + 1),
    open: price(0),
    high: price(1),
    low: price(2),
    close: price(3),
    volume: divided(batch.volume, row, factor),
    exact,
  });
}

/** One quote bar as a batch of its own, as it would be after a split: prices times the factor, sizes divided by it. */
export function splitQuoteBar(batch: QuoteBarBatch, row: number, factor: Decimal): QuoteBarBatch {
  const exact = batch.exact.scaledRow(row, factor);
  const price = (column: number): Float64Array => exactColumn(exact, column);
  return new QuoteBarBatch({
    length: 1,
    time: batch.time.slice(row, row + 1),
    endTime: batch.endTime.slice(row, row + 1),
    bidOpen: price(0),
    bidHigh: price(1),
    bidLow: price(2),
    bidClose: price(3),
    bidSize: divided(batch.bidSize, row, factor),
    askOpen: price(4),
    askHigh: price(5),
    askLow: price(6),
    askClose: price(7),
    askSize: divided(batch.askSize, row, factor),
    exact,
  });
}

function exactColumn(exact: ExactPrices, column: number): Float64Array {
  return Float64Array.of(exact.at(column, 0).toNumber());
}

function divided(column: Float64Array, row: number, factor: Decimal): Float64Array {
  return Float64Array.of(column[row]! / factor.toNumber());
}

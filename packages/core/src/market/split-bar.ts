import type { Decimal } from '../numeric/decimal.ts';
import { QuoteBarBatch, TickBatch, TradeBarBatch } from './data-batch.ts';
import { type ExactPrices, exactMidPrice } from './exact-prices.ts';
import { TickType } from './tick-type.ts';

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

/** A tick by itself as it is after a split. */
export function splitTick(batch: TickBatch, row: number, factor: Decimal): TickBatch {
  const one = <C extends Float64Array | Uint8Array | Uint32Array>(column: C): C => column.slice(row, row + 1) as C;
  const exact = batch.exact.scaledRow(row, factor);
  const isQuote = batch.tickType === TickType.Quote;
  const scaled = (column: number): Float64Array => Float64Array.of(exact.at(column, 0).toNumber());
  const value = isQuote ? exactMidPrice(exact.at(0, 0), exact.at(1, 0)) : exact.at(0, 0);
  return new TickBatch({
    tickType: batch.tickType,
    time: one(batch.time),
    value: Float64Array.of(value.toNumber()),
    quantity: one(batch.quantity),
    bidPrice: isQuote ? scaled(0) : batch.bidPrice,
    bidSize: one(batch.bidSize),
    askPrice: isQuote ? scaled(1) : batch.askPrice,
    askSize: one(batch.askSize),
    exchange: one(batch.exchange),
    exchanges: batch.exchanges,
    saleCondition: one(batch.saleCondition),
    suspicious: one(batch.suspicious),
    exact,
  });
}

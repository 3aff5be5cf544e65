import { AuxiliaryBatch, type DataBatch, DataKind, QuoteBarBatch, TickBatch, TradeBarBatch } from './data-batch.ts';
import { ExactPrices } from './exact-prices.ts';

type Column = Float64Array | Uint8Array | Uint32Array;

/** Rows `from` (included) to `to` (not) of a batch, as a batch that shares its columns. */
export function batchRows<B extends DataBatch>(batch: B, from: number, to: number): B;
export function batchRows(batch: DataBatch, from: number, to: number): DataBatch {
  if (from === 0 && to === batch.length) return batch;
  if (batch.kind === DataKind.Auxiliary) return new AuxiliaryBatch(batch.events.slice(from, to));
  // A column of a kind of tick that does not have it is empty, and stays so.
  const part = <C extends Column>(column: C): C => column.subarray(from, to) as C;
  const exact = exactRows(batch.exact, from, to);
  if (batch.kind === DataKind.TradeBar) {
    return new TradeBarBatch({
      length: to - from,
      time: part(batch.time),
      endTime: part(batch.endTime),
      open: part(batch.open),
      high: part(batch.high),
      low: part(batch.low),
      close: part(batch.close),
      volume: part(batch.volume),
      exact,
    });
  }
  if (batch.kind === DataKind.QuoteBar) {
    return new QuoteBarBatch({
      length: to - from,
      time: part(batch.time),
      endTime: part(batch.endTime),
      bidOpen: part(batch.bidOpen),
      bidHigh: part(batch.bidHigh),
      bidLow: part(batch.bidLow),
      bidClose: part(batch.bidClose),
      bidSize: part(batch.bidSize),
      askOpen: part(batch.askOpen),
      askHigh: part(batch.askHigh),
      askLow: part(batch.askLow),
      askClose: part(batch.askClose),
      askSize: part(batch.askSize),
      exact,
    });
  }
  return new TickBatch({
    tickType: batch.tickType,
    time: part(batch.time),
    value: part(batch.value),
    quantity: part(batch.quantity),
    bidPrice: part(batch.bidPrice),
    bidSize: part(batch.bidSize),
    askPrice: part(batch.askPrice),
    askSize: part(batch.askSize),
    exchange: part(batch.exchange),
    exchanges: batch.exchanges,
    saleCondition: part(batch.saleCondition),
    suspicious: part(batch.suspicious),
    exact,
  });
}

function exactRows({ parts }: ExactPrices, from: number, to: number): ExactPrices {
  const { raw, decimals, scales, adjustment } = parts;
  const part = <C extends Column>(column: C): C => column.subarray(from, to) as C;
  return new ExactPrices(raw.map(part), decimals, scales?.map(part) ?? null, adjustment);
}

/** The rows of a batch that end after one instant and by another (epoch ms UTC), which follow each other. */
export function rowsThatEnd<B extends DataBatch>(batch: B, afterUtc: number, byUtc: number): B {
  let from = 0;
  while (from < batch.length && endOf(batch, from) <= afterUtc) from += 1;
  let to = batch.length;
  while (to > from && endOf(batch, to - 1) > byUtc) to -= 1;
  return batchRows(batch, from, to);
}

/** End of a row, epoch ms UTC; of a corporate event its instant. */
export function endOf(batch: DataBatch, row: number): number {
  return batch.kind === DataKind.Auxiliary ? batch.events[row]!.timeMs : batch.endTime[row]!;
}

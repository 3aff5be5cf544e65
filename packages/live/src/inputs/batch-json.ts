import {
  AuxiliaryBatch,
  type DataBatch,
  DataKind,
  Decimal,
  ExactPrices,
  QuoteBarBatch,
  TickBatch,
  TradeBarBatch,
} from '@lockstep/core';
import { fromJson, type SymbolReader, toJson } from './value-json.ts';

type Column = readonly (number | null)[];

/** How the exact prices of a batch come about; `raw` only where they are not the columns themselves. */
interface ExactJson {
  readonly decimals: number;
  readonly scales?: readonly (readonly number[])[];
  readonly raw?: readonly Column[];
  readonly factor?: string;
  readonly offset?: string;
}

/** A batch of market data in a record. */
export type BatchJson =
  | { readonly kind: 'bars' | 'quotes'; readonly columns: readonly Column[]; readonly exact: ExactJson }
  | {
      readonly kind: 'ticks';
      readonly tickType: TickBatch['tickType'];
      readonly columns: readonly Column[];
      readonly exchanges: readonly string[];
      readonly exact: ExactJson;
    }
  | { readonly kind: 'events'; readonly events: unknown };

/** A batch as JSON, to the last bit. */
export function batchToJson(batch: DataBatch): BatchJson {
  switch (batch.kind) {
    case DataKind.TradeBar: {
      const prices = [batch.open, batch.high, batch.low, batch.close];
      const columns = [batch.time, batch.endTime, ...prices, batch.volume].map(columnToJson);
      return { kind: 'bars', columns, exact: exactToJson(batch.exact, prices) };
    }
    case DataKind.QuoteBar: {
      const bids = [batch.bidOpen, batch.bidHigh, batch.bidLow, batch.bidClose];
      const asks = [batch.askOpen, batch.askHigh, batch.askLow, batch.askClose];
      const columns = [batch.time, batch.endTime, ...bids, batch.bidSize, ...asks, batch.askSize].map(columnToJson);
      return { kind: 'quotes', columns, exact: exactToJson(batch.exact, [...bids, ...asks]) };
    }
    case DataKind.Tick:
      return ticksToJson(batch);
    default:
      return { kind: 'events', events: toJson(batch.events) };
  }
}

function ticksToJson(batch: TickBatch): BatchJson {
  const { time, value, quantity, bidPrice, bidSize, askPrice, askSize } = batch;
  const numbers = [time, value, quantity, bidPrice, bidSize, askPrice, askSize];
  const flags = [batch.exchange, batch.saleCondition, batch.suspicious];
  const prices = batch.quantity.length === 0 ? [bidPrice, askPrice] : [value];
  return {
    kind: 'ticks',
    tickType: batch.tickType,
    columns: [...numbers, ...flags].map(columnToJson),
    exchanges: batch.exchanges,
    exact: exactToJson(batch.exact, prices),
  };
}

/** The batch that was recorded. */
export function batchFromJson(json: BatchJson, symbols: SymbolReader): DataBatch {
  if (json.kind === 'events') return new AuxiliaryBatch(fromJson(json.events, symbols) as AuxiliaryBatch['events']);
  const columns = json.columns.map(columnFromJson);
  switch (json.kind) {
    case 'bars':
      return barsFrom(columns, exactFromJson(json.exact, columns.slice(2, 6)));
    case 'quotes':
      return quotesFrom(columns, exactFromJson(json.exact, [...columns.slice(2, 6), ...columns.slice(7, 11)]));
    default: {
      const [time, value, quantity, bidPrice, bidSize, askPrice, askSize, exchange, sale, suspicious] = columns as Ten;
      const prices = quantity.length === 0 ? [bidPrice, askPrice] : [value];
      return new TickBatch({
        tickType: json.tickType,
        time,
        value,
        quantity,
        bidPrice,
        bidSize,
        askPrice,
        askSize,
        exchange: Uint8Array.from(exchange),
        exchanges: json.exchanges,
        saleCondition: Uint32Array.from(sale),
        suspicious: Uint8Array.from(suspicious),
        exact: exactFromJson(json.exact, prices),
      });
    }
  }
}

type F = Float64Array;
type Seven = [F, F, F, F, F, F, F];
type Ten = [F, F, F, F, F, F, F, F, F, F];

function barsFrom(columns: readonly F[], exact: ExactPrices): TradeBarBatch {
  const [time, endTime, open, high, low, close, volume] = columns as Seven;
  return new TradeBarBatch({ length: time.length, time, endTime, open, high, low, close, volume, exact });
}

function quotesFrom(columns: readonly F[], exact: ExactPrices): QuoteBarBatch {
  const [time, endTime, bidOpen, bidHigh, bidLow, bidClose, bidSize, askOpen, askHigh, askLow] = columns as Ten;
  const [askClose, askSize] = columns.slice(10) as [F, F];
  return new QuoteBarBatch({
    length: time.length,
    time,
    endTime,
    bidOpen,
    bidHigh,
    bidLow,
    bidClose,
    bidSize,
    askOpen,
    askHigh,
    askLow,
    askClose,
    askSize,
    exact,
  });
}

function columnToJson(column: ArrayLike<number>): Column {
  const { length } = column;
  return length === 1 ? [column[0]!] : Array.from(column);
}

/** JSON has no NaN and writes null for it. */
function columnFromJson(column: Column): Float64Array {
  return Float64Array.from(column, (value) => value ?? Number.NaN);
}

/** @param own the price columns of the batch, in the order of the exact ones */
function exactToJson({ parts }: ExactPrices, own: readonly Float64Array[]): ExactJson {
  const { raw, decimals, scales, adjustment } = parts;
  return {
    decimals,
    ...(scales !== null && { scales: scales.map((column) => Array.from(column)) }),
    ...(raw.some((column, index) => column !== own[index]) && { raw: raw.map(columnToJson) }),
    ...(adjustment !== null && { factor: adjustment.factor.toString() }),
    ...(adjustment?.offset !== undefined && { offset: adjustment.offset.toString() }),
  };
}

function exactFromJson(
  { decimals, scales, raw, factor, offset }: ExactJson,
  own: readonly Float64Array[],
): ExactPrices {
  return new ExactPrices(
    raw?.map(columnFromJson) ?? own,
    decimals,
    scales?.map((column) => Uint8Array.from(column)) ?? null,
    factor === undefined
      ? null
      : { factor: Decimal.parse(factor), ...(offset !== undefined && { offset: Decimal.parse(offset) }) },
  );
}

import type { MessagePort } from 'node:worker_threads';
import { BarColumns, type BarShape } from './bar-columns.ts';
import type { Span, SpanRequest, SpanRows } from './span-reader.ts';

/** What a thread that reads ahead is started with. */
export interface ReadAheadStart {
  readonly cacheFolder: string | null;
  readonly port: MessagePort;
  /** State of each slot. */
  readonly states: Int32Array;
  /** Holds 1 while the thread is there. */
  readonly running: Int32Array;
}

/** Where a slot stands. Whoever moves it on from `Waiting` reads the span. */
export const SlotState = { Free: 0, Waiting: 1, Reading: 2, Read: 3, Withdrawn: 4 } as const;

/** Slots for spans that are read ahead. */
export const SLOTS = 64;

/** A span to read. */
export interface SpanOrder {
  readonly slot: number;
  readonly request: SpanRequest;
}

/** A span that was read, its columns apart; null when it could not be read. */
export interface SpanDelivery {
  readonly slot: number;
  readonly span: SpanColumns | null;
}

interface SpanColumns {
  readonly shape: BarShape;
  readonly time: Float64Array;
  readonly regularTime: Float64Array | null;
  readonly values: readonly Float64Array[];
  readonly digits: number | readonly Uint8Array[];
  readonly days: ReadonlyMap<number, SpanRows>;
}

/** The columns of a span, and the memory that goes with them to another thread. */
export function columnsOf({ bars, days }: Span): { readonly columns: SpanColumns; readonly memory: ArrayBuffer[] } {
  const { shape, time, regularTime, values, decimals, scales } = bars;
  const columns = { shape, time, regularTime, values, digits: scales ?? decimals, days };
  const arrays = [time, ...values, ...(regularTime === null ? [] : [regularTime]), ...(scales ?? [])];
  return { columns, memory: [...new Set(arrays.map(({ buffer }) => buffer as ArrayBuffer))] };
}

/** The span of columns that came from another thread. */
export function spanOf({ shape, time, regularTime, values, digits, days }: SpanColumns): Span {
  return { bars: new BarColumns(shape, time, values, digits, regularTime), days };
}

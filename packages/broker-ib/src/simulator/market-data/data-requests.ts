import type { ContractQuery } from '../contracts/contract-query.ts';
import type { Instrument, Instruments } from '../contracts/instruments.ts';
import type { ClientSession } from '../sessions/client-session.ts';
import type { Watcher } from './market-watch.ts';

/** A request for data that goes on until it is cancelled. */
export interface DataStream extends Watcher {
  readonly reqId: number;
  /** `quotes` and so on: what an error about it says. */
  readonly kind: 'quotes' | 'ticks' | 'bars' | 'history';
}

/** Requests of clients for data, by their ids. */
export class DataRequests {
  readonly #streams = new Map<ClientSession, Map<number, DataStream>>();
  readonly #onRemoved: (stream: DataStream) => void;

  constructor(onRemoved: (stream: DataStream) => void) {
    this.#onRemoved = onRemoved;
  }

  /** Whether the id is free; the client is told when it is not. */
  isFree(session: ClientSession, reqId: number): boolean {
    if (this.#streams.get(session)?.has(reqId) !== true) return true;
    session.tellError(reqId, 322, "Error processing request.-'bW' : cause - Duplicate ticker id");
    return false;
  }

  add(session: ClientSession, stream: DataStream): void {
    const streams = this.#streams.get(session) ?? new Map<number, DataStream>();
    streams.set(stream.reqId, stream);
    this.#streams.set(session, streams);
  }

  remove(session: ClientSession, reqId: number): boolean {
    const stream = this.#streams.get(session)?.get(reqId);
    if (stream === undefined) return false;
    this.#streams.get(session)?.delete(reqId);
    this.#onRemoved(stream);
    return true;
  }

  /** All of a client's are gone. */
  forget(session: ClientSession): void {
    for (const stream of this.#streams.get(session)?.values() ?? []) this.#onRemoved(stream);
    this.#streams.delete(session);
  }

  of(session: ClientSession, kind?: DataStream['kind']): DataStream[] {
    const streams = [...(this.#streams.get(session)?.values() ?? [])];
    return kind === undefined ? streams : streams.filter((stream) => stream.kind === kind);
  }
}

/** The one instrument of a query that the venue trades; null when the client was told that there is none. */
export function tradedInstrument(
  session: ClientSession,
  reqId: number,
  query: ContractQuery,
  instruments: Instruments,
): Instrument | null {
  const [first, second] = instruments.find(query);
  if (first === undefined) {
    session.tellError(reqId, 200, 'No security definition has been found for the request');
  } else if (second !== undefined) {
    session.tellError(reqId, 200, `The contract description specified for ${query.symbol} is ambiguous.`);
  } else if (first.security === null) {
    session.tellError(reqId, 354, 'Requested market data is not subscribed.');
  } else {
    return first;
  }
  return null;
}

import { hash } from 'node:crypto';
import type { JournalKind, JournalRecord, JournalRecordOf } from './journal-record.ts';

/** Hash before the first entry of a journal. */
export const GENESIS_HASH: string = '0'.repeat(64);

/** A row of the journal as it lies in the store. */
export interface JournalRow {
  /** Counts from 1 without gaps. */
  readonly seq: number;
  /** When it was written, epoch ms UTC. */
  readonly timeMs: number;
  readonly kind: string;
  /** The record without its kind, as JSON. */
  readonly payload: string;
  /** Hash of the entry before; `GENESIS_HASH` for the first. */
  readonly prevHash: string;
  readonly hash: string;
}

/** A durable journal entry. */
export interface JournalEntry<K extends JournalKind = JournalKind> {
  readonly seq: number;
  readonly timeMs: number;
  readonly record: JournalRecordOf<K>;
}

/** SHA-256 (hex) over previous hash, number, time, kind and payload, each on a line of its own. */
export function entryHash(row: Omit<JournalRow, 'hash'>): string {
  return hash('sha256', `${row.prevHash}\n${row.seq}\n${row.timeMs}\n${row.kind}\n${row.payload}`);
}

/** The row that follows an entry with a hash. */
export function chainedRow(seq: number, timeMs: number, record: JournalRecord, prevHash: string): JournalRow {
  const { kind, ...content } = record;
  const row = { seq, timeMs, kind, payload: JSON.stringify(content), prevHash };
  return { ...row, hash: entryHash(row) };
}

/** The entry of a row. */
export function entryOf<K extends JournalKind>(
  row: Pick<JournalRow, 'seq' | 'timeMs' | 'kind' | 'payload'>,
): JournalEntry<K> {
  const record = { kind: row.kind, ...(JSON.parse(row.payload) as object) } as JournalRecordOf<K>;
  return { seq: row.seq, timeMs: row.timeMs, record };
}

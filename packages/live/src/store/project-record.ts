import type { JournalKind, JournalRecord } from './journal-record.ts';
import { ORDER_PROJECTIONS } from './order-projections.ts';
import type { Projection, Projections, RecordPlace, RowChange } from './projection.ts';
import { SESSION_PROJECTIONS } from './session-projections.ts';

const PROJECTIONS: Projections = { ...ORDER_PROJECTIONS, ...SESSION_PROJECTIONS };

/** What a record changes in the tables; the journal itself is written by the caller. */
export function projectRecord(record: JournalRecord, place: RecordPlace): readonly RowChange[] {
  const projection = PROJECTIONS[record.kind] as Projection<JournalKind>;
  return projection(record, place);
}

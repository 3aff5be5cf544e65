import type { RiskState } from '@lockstep/core';
import type { JsonValue, OrderRequestedRecord } from '../store/journal-record.ts';
import type { Store } from '../store/store.ts';
import type { SavedOrder, SavedRun } from './saved-run.ts';

/** Executions of earlier processes are known this far back, ms: longer than brokers list them. */
const KNOWN_MS = 14 * 86_400_000;

/** What an earlier process of the deployment left. */
export interface RestoredRun {
  /** Null before the first snapshot. */
  readonly saved: SavedRun | null;
  /** Orders asked for after the snapshot, of which it is not known what became of them. */
  readonly later: readonly SavedOrder[];
  readonly risk: RiskState | undefined;
  readonly state: object | undefined;
  /** Executions that are part of the snapshot. */
  readonly executions: readonly string[];
  /** When the snapshot was made; executions after it are missing. Epoch ms UTC. */
  readonly savedMs: number;
  /** When the first session of the deployment began, epoch ms UTC; null for the first. */
  readonly bornMs: number | null;
  /** The strategy that made the snapshot's orders. */
  readonly strategyHash: string | null;
  /** The last session was not ended: its process died. */
  readonly hasCrashed: boolean;
}

/** Reads from the journal where an earlier process stood: its last snapshot, and what was asked for after it. */
export async function restoreRun(store: Store, nowMs: number): Promise<RestoredRun> {
  const { queries } = store;
  const snapshot = await queries.latest('stateSnapshot');
  const snapshotSeq = snapshot?.seq ?? 0;
  const [last] = await queries.sessions({ limit: 1 });
  const [first] = await queries.sql('SELECT min(started_ms) AS born FROM sessions');
  const born = first?.['born'];
  return {
    saved: (snapshot?.record.engine ?? null) as SavedRun | null,
    later: await requestedAfter(store, snapshotSeq),
    risk: (snapshot?.record.risk ?? undefined) as unknown as RiskState | undefined,
    state: objectOf(snapshot?.record.state),
    executions: await knownExecutions(store, snapshotSeq, nowMs - KNOWN_MS),
    savedMs: snapshot?.timeMs ?? nowMs,
    bornMs: typeof born === 'number' ? born : null,
    strategyHash: last?.strategyHash ?? null,
    hasCrashed: last !== undefined && last.endedMs === null,
  };
}

/** Orders asked for after a snapshot; those that were refused are over. */
async function requestedAfter(store: Store, snapshotSeq: number): Promise<SavedOrder[]> {
  const later = new Map<number, SavedOrder>();
  for await (const { timeMs, record } of store.queries.journal({ fromSeq: snapshotSeq + 1 })) {
    if (record.kind === 'orderRequested') later.set(record.order.id, savedOf(record, timeMs));
    if (record.kind === 'sendOutcome' && record.request === 'place' && record.outcome === 'refused') {
      later.delete(record.orderId);
    }
  }
  return [...later.values()];
}

/** Those whose order event stands before the snapshot: the engine had booked them. */
async function knownExecutions(store: Store, snapshotSeq: number, sinceMs: number): Promise<string[]> {
  const rows = await store.queries.sql(
    'SELECT execution_id AS id FROM order_events WHERE id < ? AND time_ms >= ? AND execution_id IS NOT NULL',
    [snapshotSeq, sinceMs],
  );
  return rows.map(({ id }) => String(id));
}

function savedOf(
  { order, parentOrderId, security, outsideRegularTradingHours, waits }: OrderRequestedRecord,
  timeMs: number,
): SavedOrder {
  return {
    order,
    security,
    timeMs,
    bracketId: parentOrderId ?? 0,
    outsideRegularTradingHours,
    stopTriggered: false,
    quantityFilled: '0',
    waits,
    children: [],
  };
}

function objectOf(value: JsonValue | undefined): object | undefined {
  return typeof value === 'object' && value !== null ? value : undefined;
}

import { Decimal, isConcluded, type RiskState } from '@lockstep/core';
import type { JsonValue } from '../store/journal-record.ts';
import type { Store } from '../store/store.ts';
import { restoreExecutions } from './restore-executions.ts';
import { type LaterThanSaved, type SavedOrder, type SavedRun, savedOf } from './saved-run.ts';

/** Executions of earlier processes are known this far back, ms: longer than brokers list them. */
const KNOWN_MS = 14 * 86_400_000;

/** What an earlier process of the deployment left. */
export interface RestoredRun extends LaterThanSaved {
  /** Null before the first snapshot. */
  readonly saved: SavedRun | null;
  readonly risk: RiskState | undefined;
  readonly state: object | undefined;
  /** Executions that are part of the snapshot. */
  readonly executions: readonly string[];
  /** Those of them whose commission was not told yet, and the ticker of each. */
  readonly unpaid: readonly { readonly executionId: string; readonly ticker: string }[];
  /** Units of each order that were concluded from what the broker said of it, not told as executions. */
  readonly concluded: ReadonlyMap<number, Decimal>;
  /** Parts of the journal that no snapshot holds, as `SavedRun.unsaved`. */
  readonly unsaved: SavedRun['unsaved'];
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
  const [greatest] = await queries.sql('SELECT max(order_id) AS id FROM orders');
  const saved = (snapshot?.record.engine ?? null) as SavedRun | null;
  const parts: SavedRun['unsaved'] = [...(saved?.unsaved ?? []), [snapshotSeq, store.lastSeq]];
  const { executions, unsaved } = await knownExecutions(store, parts, nowMs - KNOWN_MS);
  return {
    saved,
    unsaved,
    later: await requestedAfter(store, snapshotSeq),
    risk: (snapshot?.record.risk ?? undefined) as unknown as RiskState | undefined,
    state: objectOf(snapshot?.record.state),
    executions,
    unpaid: await unpaidExecutions(store, new Set(executions)),
    executed: await restoreExecutions(store, new Set(executions), nowMs),
    concluded: await concludedUnits(store, new Set(executions)),
    lastOrderId: Number(greatest?.['id'] ?? 0),
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

/** Those whose order event is part of a snapshot: what was booked after the last one was lost with the process. */
async function knownExecutions(
  store: Store,
  parts: SavedRun['unsaved'],
  sinceMs: number,
): Promise<Pick<RestoredRun, 'executions' | 'unsaved'>> {
  const rows = await store.queries.sql(
    'SELECT id, execution_id FROM order_events WHERE time_ms >= ? AND execution_id IS NOT NULL',
    [sinceMs],
  );
  const unsaved = parts.filter(([from, to]) => rows.some(({ id }) => Number(id) >= from && Number(id) <= to));
  const isSaved = (seq: number): boolean => unsaved.every(([from, to]) => seq < from || seq > to);
  const known = rows.filter(({ id }) => isSaved(Number(id)));
  return { executions: known.map(({ execution_id: executionId }) => String(executionId)), unsaved };
}

async function unpaidExecutions(store: Store, known: ReadonlySet<string>): Promise<RestoredRun['unpaid']> {
  const rows = await store.queries.sql(
    'SELECT execution_id AS id, symbol FROM executions WHERE fee IS NULL AND order_id IS NOT NULL',
  );
  return rows
    .filter(({ id }) => known.has(String(id)))
    .map(({ id, symbol }) => ({ executionId: String(id), ticker: String(symbol) }));
}

/** Of the executions that are part of the snapshot. */
async function concludedUnits(store: Store, known: ReadonlySet<string>): Promise<ReadonlyMap<number, Decimal>> {
  const rows = await store.queries.sql(
    "SELECT execution_id AS id, order_id, quantity FROM executions WHERE source = 'reconciliation' AND order_id IS NOT NULL",
  );
  const units = new Map<number, Decimal>();
  for (const { id, order_id: orderId, quantity } of rows) {
    if (!isConcluded(String(id)) || !known.has(String(id))) continue;
    const before = units.get(Number(orderId)) ?? Decimal.ZERO;
    units.set(Number(orderId), before.plus(Decimal.parse(String(quantity))));
  }
  return units;
}

function objectOf(value: JsonValue | undefined): object | undefined {
  return typeof value === 'object' && value !== null ? value : undefined;
}

import { Decimal, isConcluded, NO_FEE, OrderStatus, orderStatusName, takenBackId } from '@lockstep/core';
import type { OrderRequestedRecord } from '../store/journal-record.ts';
import type { SqlValue } from '../store/sqlite-connection.ts';
import type { Store } from '../store/store.ts';
import { type SavedExecution, type SavedOrder, savedOf } from './saved-run.ts';

type Row = Readonly<Record<string, SqlValue>>;

/** A broker may come back to executions of this time, ms. */
const CORRECTABLE_MS = 86_400_000;

/**
 * Executions of orders of the last day that are part of a snapshot and were not taken back there, for a process that goes
 * on with it: a broker may still take them back, correct them, or tell what they cost.
 *
 * @param known ids of executions that are part of the snapshot, and of what undid one
 */
export async function restoreExecutions(
  store: Store,
  known: ReadonlySet<string>,
  nowMs: number,
): Promise<readonly SavedExecution[]> {
  const rows = await store.queries.sql(
    // When it was executed, not when it became known here: brokers are asked for executions since an instant of theirs.
    'SELECT event.execution_id AS id, event.order_id, event.fill_quantity AS quantity, event.fill_price AS price, event.fee, ' +
      "event.fee_currency AS currency, json_extract(payload, '$.event.time') AS time FROM order_events AS event " +
      'JOIN journal ON seq = event.id WHERE event.execution_id IS NOT NULL AND event.time_ms >= ? ORDER BY event.id',
    [nowMs - CORRECTABLE_MS],
  );
  const undoing = new Set(rows.map(({ id }) => takenBackId(String(id))));
  const standing = rows.filter(({ id }) => {
    const executionId = String(id);
    return known.has(executionId) && !known.has(takenBackId(executionId)) && !undoing.has(executionId);
  });
  const orders = await requestedOrders(store, [...new Set(standing.map(({ order_id: id }) => Number(id)))]);
  const executed: SavedExecution[] = [];
  for (const row of standing) {
    const order = orders.get(Number(row['order_id']));
    if (order === undefined || isConcluded(String(row['id']))) continue;
    executed.push(savedExecution(row, asFilled(order, standing)));
  }
  return executed;
}

function savedExecution(row: Row, order: SavedOrder): SavedExecution {
  const currency = String(row['currency']);
  return {
    id: String(row['id']),
    order,
    quantity: String(row['quantity']),
    price: String(row['price']),
    timeMs: Date.parse(String(row['time'])),
    fee: currency === NO_FEE.currency ? null : { amount: String(row['fee']), currency },
  };
}

/** The order with what its executions have filled. */
function asFilled(order: SavedOrder, executions: readonly Row[]): SavedOrder {
  const own = executions.filter(({ order_id: id }) => Number(id) === order.order.id);
  const quantities = own.map(({ quantity }) => Decimal.parse(String(quantity)));
  const filled = quantities.reduce((sum, quantity) => sum.plus(quantity), Decimal.ZERO);
  const value = own.reduce(
    (sum, { price }, index) => sum.plus(Decimal.parse(String(price)).times(quantities[index] ?? Decimal.ZERO)),
    Decimal.ZERO,
  );
  const price = filled.isZero() ? Decimal.ZERO : value.dividedBy(filled);
  const wanted = Decimal.parse(order.order.quantity);
  const status = orderStatusName(filled.abs().lt(wanted.abs()) ? OrderStatus.Canceled : OrderStatus.Filled);
  return { ...order, quantityFilled: filled.toString(), order: { ...order.order, status, price: price.toString() } };
}

/** Orders as they were asked for, by number. */
async function requestedOrders(store: Store, ids: readonly number[]): Promise<ReadonlyMap<number, SavedOrder>> {
  const rows = await store.queries.sql(
    "SELECT payload, time_ms FROM journal WHERE kind = 'orderRequested' AND json_extract(payload, '$.order.id') IN (SELECT value FROM json_each(?)) ORDER BY seq",
    [JSON.stringify(ids)],
  );
  const orders = new Map<number, SavedOrder>();
  for (const { payload, time_ms: timeMs } of rows) {
    const record = JSON.parse(String(payload)) as OrderRequestedRecord;
    orders.set(record.order.id, { ...savedOf(record, Number(timeMs)), waits: false });
  }
  return orders;
}

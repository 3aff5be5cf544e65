import { Decimal, OrderStatus } from '@lockstep/core';
import type { FaultLine } from '@lockstep/core/testing';
import type { LiveStatus } from '../../src/session/live-session.ts';
import type { StoreQueries } from '../../src/store/store-queries.ts';
import type { DeploymentBooks } from './engine-host.ts';

/** Length of the part of a client order id that all orders of a deployment share. */
const PREFIX_LENGTH = 10;

/** What a seed came to: sentences, none where all is well. */
export interface Verdict {
  readonly duplicate: string[];
  readonly lost: string[];
  readonly unprotected: string[];
  readonly unreconciled: string[];
}

/** What the venue has booked of an order. */
interface Booked {
  quantity: Decimal;
  readonly symbol: string;
}

/** Number of the order that a client order id belongs to; a wire may have sent it in parts. */
function numberOf(clientOrderId: string | null): number {
  return Number.parseInt((clientOrderId ?? '').slice(PREFIX_LENGTH), 10);
}

/** Compares what a deployment holds true with the ledger of the venue. */
export async function judge(line: FaultLine, { status, queries, chain }: DeploymentBooks): Promise<Verdict> {
  const verdict: Verdict = { duplicate: [], lost: [], unprotected: [], unreconciled: [] };
  judgeArrivals(line, verdict);
  await judgeFills(line, queries, verdict);
  await judgeFees(line, queries, verdict);
  await judgeAccount(line, status, verdict);
  await judgeOpenOrders(line, queries, verdict);
  if (!chain.intact) verdict.unreconciled.push(`the journal is broken at ${chain.seq}: ${chain.what}`);
  return verdict;
}

/** An order that came to the venue twice is two orders, unless the venue knows ids again. */
function judgeArrivals({ arrivals, venue }: FaultLine, verdict: Verdict): void {
  if (venue.capabilities.enforcesUniqueClientOrderId) return;
  for (const [id, times] of arrivals) if (times > 1) verdict.duplicate.push(`order ${id} came ${times} times`);
}

async function judgeFills({ venue }: FaultLine, queries: StoreQueries, verdict: Verdict): Promise<void> {
  const booked = new Map<number, Booked>();
  for (const { clientOrderId, quantity, instrument } of (await venue.getExecutions(0)).executions) {
    const orderId = numberOf(clientOrderId);
    const sum = booked.get(orderId) ?? { quantity: Decimal.ZERO, symbol: instrument };
    sum.quantity = sum.quantity.plus(quantity);
    booked.set(orderId, sum);
  }
  const rows = await queries.sql('SELECT order_id, symbol, filled_quantity, type, status FROM orders');
  for (const row of rows) {
    const orderId = Number(row['order_id']);
    const theirs = booked.get(orderId);
    booked.delete(orderId);
    const ours = Decimal.parse(String(row['filled_quantity']));
    if (theirs !== undefined && theirs.symbol !== row['symbol'])
      verdict.duplicate.push(`order ${orderId} is ${String(row['symbol'])} here and ${theirs.symbol} at the venue`);
    if (!ours.equals(theirs?.quantity ?? Decimal.ZERO)) {
      const what = `order ${orderId} (${String(row['type'])} ${String(row['status'])})`;
      verdict.lost.push(`${what} filled ${ours.toString()} here, ${theirs?.quantity.toString() ?? '0'} at the venue`);
    }
  }
  for (const [orderId, { quantity }] of booked)
    verdict.lost.push(`order ${orderId} filled ${quantity.toString()} at the venue and is not in the journal`);
}

/** What each execution has cost, where both know it by the same id. */
async function judgeFees({ venue }: FaultLine, queries: StoreQueries, verdict: Verdict): Promise<void> {
  const rows = await queries.sql('SELECT execution_id, fee FROM executions');
  const fees = new Map(rows.map(({ execution_id: id, fee }) => [String(id), fee]));
  for (const { id, fee } of (await venue.getExecutions(0)).executions) {
    const ours = fees.get(id);
    const theirs = fee?.amount ?? Decimal.ZERO;
    if (ours === undefined || theirs.equals(Decimal.parse(String(ours ?? 0)))) continue;
    verdict.lost.push(`execution ${id} has cost ${String(ours)} here, ${theirs.toString()} at the venue`);
  }
}

async function judgeAccount({ venue }: FaultLine, status: LiveStatus, verdict: Verdict): Promise<void> {
  const ours = new Map(status.positions.map(({ symbol, quantity }) => [symbol, quantity]));
  for (const { instrument, quantity } of await venue.getHoldings()) {
    const held = ours.get(instrument) ?? 0;
    ours.delete(instrument);
    if (held !== quantity.toNumber())
      verdict.unreconciled.push(`${instrument}: ${held} here, ${quantity.toString()} at the venue`);
  }
  for (const [symbol, quantity] of ours) verdict.unreconciled.push(`${symbol}: ${quantity} here, 0 at the venue`);
  const cash = (await venue.getCashBalance()).find(({ currency }) => currency === 'USD')?.amount.toNumber() ?? 0;
  if (Math.abs(cash - status.cash) > 1e-6) verdict.unreconciled.push(`cash ${status.cash} here, ${cash} at the venue`);
}

async function judgeOpenOrders({ venue }: FaultLine, queries: StoreQueries, verdict: Verdict): Promise<void> {
  const open = await venue.getOpenOrders();
  const theirs = new Set<number>(
    open
      .filter(({ parentBrokerId, status }) => parentBrokerId === null || status !== OrderStatus.New)
      .map(({ clientOrderId }) => numberOf(clientOrderId)),
  );
  const waiting = new Set(open.map(({ clientOrderId }) => numberOf(clientOrderId)));
  const rows = await queries.sql(
    "SELECT order_id, status, role FROM orders WHERE status NOT IN ('Filled', 'Canceled', 'Invalid')",
  );
  for (const { order_id: id, status, role } of rows) {
    const orderId = Number(id);
    const isThere = theirs.delete(orderId) || (role !== null && waiting.has(orderId));
    // A child whose entry never filled is no order of the run.
    const neverWas = role !== null && status === 'New';
    if (!isThere && !neverWas)
      verdict.unreconciled.push(`order ${orderId} is ${String(status)} here, and not open at the venue`);
  }
  for (const orderId of theirs) verdict.unreconciled.push(`order ${orderId} is open at the venue and not here`);
}

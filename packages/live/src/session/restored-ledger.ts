import { Decimal } from '@lockstep/core';
import { ExecutionLedger } from '../orders/execution-ledger.ts';
import type { RestoredRun } from './restore-run.ts';
import type { SavedOrder } from './saved-run.ts';

/** What had been executed when an earlier process stopped. It is known before the broker tells anything. */
export function restoredLedger({ executions, unpaid, executed, concluded, saved }: RestoredRun): ExecutionLedger {
  const ledger = new ExecutionLedger(
    executions,
    unpaid.map(({ executionId }) => executionId),
  );
  const start = ({ order, quantityFilled }: SavedOrder, units?: Decimal): void =>
    ledger.startWith(order.id, Decimal.parse(quantityFilled), Decimal.parse(order.price), units);
  for (const { order } of executed) start(order);
  for (const execution of executed) ledger.know(execution);
  for (const order of saved?.orders ?? []) start(order, concluded.get(order.order.id));
  return ledger;
}

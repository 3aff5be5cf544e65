import { Decimal } from '../numeric/decimal.ts';

/** What the ids of executions have that were concluded from what the broker said of their order. */
const MARK = '-filled-';

/**
 * Id of what must have been executed to bring an order to a quantity: the same whenever it is concluded, by an adapter or by
 * whoever asks it. An execution of its own that is told later counts as a part of what was concluded.
 */
export function concludedExecutionId(clientOrderId: string, filledQuantity: string): string {
  return `${clientOrderId}${MARK}${filledQuantity}`;
}

/** Units that an order has filled with a concluded execution, negative for sales; null for what the broker told. */
export function concludedQuantity(executionId: string): Decimal | null {
  const at = executionId.lastIndexOf(MARK);
  return at < 0 ? null : Decimal.parse(executionId.slice(at + MARK.length));
}

/** Whether an execution was concluded, not told by the broker. */
export function isConcluded(executionId: string): boolean {
  return executionId.includes(MARK);
}

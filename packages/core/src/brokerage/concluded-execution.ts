/** What the ids of executions have that were concluded from what the broker said of their order. */
const MARK = '-filled-';

/**
 * Id of what must have been executed to bring an order to a quantity: the same whenever it is concluded, by an adapter or by
 * whoever asks it. An execution of its own that is told later counts as a part of what was concluded.
 */
export function concludedExecutionId(clientOrderId: string, filledQuantity: string): string {
  return `${clientOrderId}${MARK}${filledQuantity}`;
}

/** Whether an execution was concluded, not told by the broker. */
export function isConcluded(executionId: string): boolean {
  return executionId.includes(MARK);
}

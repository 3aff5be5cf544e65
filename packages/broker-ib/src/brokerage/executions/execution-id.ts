/** The part of an execution's id that its corrections share. */
export function stemOf(executionId: string): string {
  const at = executionId.lastIndexOf('.');
  return at < 0 ? executionId : executionId.slice(0, at);
}

/** Counts the corrections of an execution. */
export function revisionOf(executionId: string): number {
  return Number(executionId.slice(executionId.lastIndexOf('.') + 1)) || 0;
}

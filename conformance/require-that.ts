/** Fails the case when a strategy's own expectation does not hold. */
export function requireThat(condition: boolean, message: string): asserts condition {
  if (!condition) throw new Error(`Expectation of the case failed: ${message}`);
}

/** Whether the fast average is above the slow one. Strategies may span files; this one is easy to test by itself. */
export function isUptrend(fast: number, slow: number): boolean {
  return fast > slow;
}

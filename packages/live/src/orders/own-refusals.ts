/** Codes of refusals that are not the broker's. */
export const OWN_REFUSALS: ReadonlySet<string> = new Set([
  'NOT_CONNECTED',
  'NOT_RECONCILED',
  'JOURNAL_FAILED',
  'KILLED',
  'NOT_FOUND',
  'NOT_CHANGED',
]);

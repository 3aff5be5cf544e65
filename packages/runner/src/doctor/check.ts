/** `unknown`: it could not be found out. */
export type Verdict = 'ok' | 'warn' | 'fail' | 'unknown';

/** What `doctor` found out about one thing. */
export interface Check {
  readonly name: string;
  readonly verdict: Verdict;
  /** What was found, in a line. */
  readonly found: string;
  /** Further lines. */
  readonly details?: readonly string[];
  /** What to do; for everything that is not ok. */
  readonly advice?: string;
}

/** A check that threw. */
export function failedCheck(name: string, error: unknown, advice = ''): Check {
  const found = error instanceof Error ? error.message : String(error);
  return { name, verdict: 'fail', found, ...(advice === '' ? {} : { advice }) };
}

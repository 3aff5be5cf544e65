import { LockstepError } from '@lockstep/core';

/** A page of a long answer. */
export interface Page<T> {
  /** May be empty although there are more pages. */
  readonly rows: readonly T[];
  readonly nextPageToken: string | null;
}

/**
 * Pages until there is no next one.
 *
 * @throws LockstepError `DATA_SOURCE_FAILED` when a page names one that was there before: it would go on for ever
 */
export async function* allPages<T>(
  what: string,
  page: (token: string | undefined) => Promise<Page<T>>,
): AsyncGenerator<readonly T[], void, void> {
  const seen = new Set<string>();
  let token: string | undefined;
  for (;;) {
    const { rows, nextPageToken } = await page(token);
    if (rows.length > 0) yield rows;
    if (nextPageToken === null || nextPageToken === '') return;
    if (seen.has(nextPageToken)) {
      const text = `Alpaca repeats itself: the pages of ${what} lead back to ${nextPageToken}. Ask again later.`;
      throw new LockstepError('DATA_SOURCE_FAILED', text, { details: { what, pageToken: nextPageToken } });
    }
    seen.add(nextPageToken);
    token = nextPageToken;
  }
}

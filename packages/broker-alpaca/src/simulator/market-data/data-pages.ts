import type { MarketDataFaults } from './market-data-faults.ts';

const MOST_ROWS = 10_000;
const USUAL_ROWS = 1_000;

/** Rows by symbol, of one page. */
export interface SymbolPage<T> {
  readonly rows: Readonly<Record<string, readonly T[]>>;
  readonly nextPageToken: string | null;
}

interface Position {
  readonly symbol: string;
  /** Rows of the symbol that were given. */
  readonly given: number;
  readonly isEmpty: boolean;
}

/** Number of rows that a query wants in a page; null for one that is not allowed. */
export function pageLimit(text: string | null): number | null {
  if (text === null) return USUAL_ROWS;
  const limit = Number(text);
  return Number.isInteger(limit) && limit >= 1 && limit <= MOST_ROWS ? limit : null;
}

/**
 * One page of the rows of several symbols, which come symbol after symbol and then by time. The limit counts rows of all of
 * them.
 *
 * @param token of the page before; null for the first
 * @returns null for a token that is none
 */
export async function pageOf<T>(
  symbols: readonly string[],
  {
    limit,
    token,
    isDescending,
  }: { readonly limit: number; readonly token: string | null; readonly isDescending: boolean },
  rowsOf: (symbol: string) => Promise<readonly T[]>,
  faults: MarketDataFaults,
): Promise<SymbolPage<T> | null> {
  const position = token === null ? { symbol: symbols[0] ?? '', given: 0, isEmpty: false } : parseToken(token);
  if (position === null || (position.symbol !== '' && !symbols.includes(position.symbol))) return null;
  if (position.isEmpty) return { rows: {}, nextPageToken: tokenOf({ ...position, isEmpty: false }) };
  const size = Math.min(limit, faults.pageSize ?? limit);
  const rows: Record<string, readonly T[]> = {};
  let left = size;
  let { given } = position;
  for (const symbol of symbols.slice(symbols.indexOf(position.symbol))) {
    const all = isDescending ? [...(await rowsOf(symbol))].reverse() : await rowsOf(symbol);
    const part = all.slice(given, given + left);
    if (part.length > 0) rows[symbol] = part;
    left -= part.length;
    if (given + part.length < all.length) {
      const next = { symbol, given: given + part.length, isEmpty: faults.emptyPages };
      return { rows, nextPageToken: faults.repeatsToken ? tokenOf({ ...position, isEmpty: false }) : tokenOf(next) };
    }
    given = 0;
  }
  return { rows, nextPageToken: null };
}

function tokenOf({ symbol, given, isEmpty }: Position): string {
  return Buffer.from(`${symbol}|${given}|${isEmpty ? 1 : 0}`).toString('base64url');
}

function parseToken(token: string): Position | null {
  const match = /^([^|]*)\|(\d+)\|([01])$/.exec(Buffer.from(token, 'base64url').toString('utf8'));
  return match === null ? null : { symbol: match[1] as string, given: Number(match[2]), isEmpty: match[3] === '1' };
}

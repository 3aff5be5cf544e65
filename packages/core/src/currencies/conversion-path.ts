import { areEqualCoins } from './stable-coins.ts';

/** A tradable pair that can tell a rate. */
export interface ConversionPair {
  readonly base: string;
  readonly quote: string;
  readonly market: string;
}

/** One price on the way from a currency to another. */
export interface ConversionStep<P extends ConversionPair> {
  readonly pair: P;
  /** Divide by the price instead of multiplying. */
  readonly isInverse: boolean;
}

/**
 * The way from a currency to another over one pair or else two: the first pair of the list that joins them, or the first
 * pair with the source and the first that joins its other currency with the destination. Null when there is none.
 */
export function conversionPath<P extends ConversionPair>(
  source: string,
  destination: string,
  pairs: readonly P[],
): readonly ConversionStep<P>[] | null {
  const direct = stepBetween(source, destination, pairs);
  if (direct !== null) return [direct];
  for (const pair of pairs) {
    const middle = otherCurrency(pair, source);
    if (middle === null) continue;
    const last = stepBetween(middle, destination, pairs);
    if (last !== null) return [{ pair, isInverse: pair.quote === source }, last];
  }
  return null;
}

/** The first pair that joins two currencies, or null. */
export function stepBetween<P extends ConversionPair>(
  source: string,
  destination: string,
  pairs: readonly P[],
): ConversionStep<P> | null {
  for (const pair of pairs) {
    const isInverse = joins(pair, source, destination);
    if (isInverse !== null) return { pair, isInverse };
  }
  return null;
}

function otherCurrency({ base, quote }: ConversionPair, known: string): string | null {
  if (base === known) return quote;
  return quote === known ? base : null;
}

/** Whether a pair joins two currencies the other way round; null when it does not join them. Equal coins are the same. */
function joins({ base, quote, market }: ConversionPair, source: string, destination: string): boolean | null {
  if (base === source && quote === destination) return false;
  if (base === destination && quote === source) return true;
  const [left, right] = withEqualCoins(base, quote, source, destination, market);
  if (left === source && right === destination) return false;
  return left === destination && right === source ? true : null;
}

/** The currencies of a pair, with a coin replaced by the currency looked for that it equals. */
function withEqualCoins(
  base: string,
  quote: string,
  source: string,
  destination: string,
  market: string,
): readonly [string, string] {
  let [left, right] = [base, quote];
  if (areEqualCoins(right, destination, market)) right = destination;
  if (areEqualCoins(right, source, market)) right = source;
  if (areEqualCoins(left, destination, market)) left = destination;
  if (areEqualCoins(left, source, market)) left = source;
  return [left, right];
}

/** Fractional digits that Alpaca's times have at most. */
const DIGITS = 9;

/** Orders two of Alpaca's times, which have up to nine fractional digits, as a sort does. */
export function compareStamps(a: string, b: string): number {
  const byMs = Date.parse(a) - Date.parse(b);
  if (byMs !== 0) return byMs;
  const [first, second] = [fractionOf(a), fractionOf(b)];
  return first === second ? 0 : first < second ? -1 : 1;
}

function fractionOf(stamp: string): string {
  return (/\.(\d+)/.exec(stamp)?.[1] ?? '').padEnd(DIGITS, '0');
}

/** How ties are rounded: to the even neighbour, or away from zero. */
export type TieRounding = 'half-even' | 'away';

/** Quotient of a safe integer and a positive integer, rounded to an integer; zero has no sign. */
export function roundedQuotient(dividend: number, divisor: number, mode: TieRounding): number {
  const magnitude = Math.abs(dividend);
  let rounded = Math.trunc(magnitude / divisor);
  const twice = 2 * (magnitude - rounded * divisor);
  if (twice > divisor || (twice === divisor && (mode === 'away' || rounded % 2 === 1))) rounded++;
  return dividend < 0 ? 0 - rounded : rounded;
}

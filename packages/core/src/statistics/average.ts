import { Decimal } from '../numeric/decimal.ts';

/** Arithmetic mean of decimals: the exact sum divided once; 0 of nothing. */
export function averageOf(values: readonly Decimal[]): Decimal {
  if (values.length === 0) return Decimal.ZERO;
  let sum = Decimal.ZERO;
  for (const value of values) sum = sum.plus(value);
  return sum.dividedBy(Decimal.fromInteger(values.length));
}

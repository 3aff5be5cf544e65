import { Decimal } from '../../numeric/decimal.ts';

/** A number as a strategy writes it; texts and decimals keep their scale. */
export type DecimalInput = number | string | Decimal;

/** The decimal that is meant: for numbers their shortest text. */
export function toDecimal(value: DecimalInput): Decimal {
  if (typeof value === 'number') return Decimal.fromNumber(value);
  return typeof value === 'string' ? Decimal.parse(value) : value;
}

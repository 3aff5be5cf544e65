import { Decimal } from '@lockstep/core';

/** A number of the wire as the decimal that it was written as: the shortest that gives this double. */
export function wireDecimal(value: number): Decimal {
  return Decimal.fromNumber(value);
}

/** A decimal as the wire takes it. */
export function wireText(value: Decimal): string {
  return value.normalize().toString();
}

import type { Decimal } from '../numeric/decimal.ts';
import type { Security } from './security.ts';

/** Rounds a quantity toward zero to whole lots; a quantity that is whole keeps its scale. */
export function roundToLot(quantity: Decimal, security: Security): Decimal {
  const { lotSize } = security.symbolProperties;
  return quantity.isMultipleOf(lotSize) ? quantity : quantity.minus(quantity.remainder(lotSize));
}

import type { Decimal } from '../numeric/decimal.ts';
import type { Security } from './security.ts';

/** Rounds the quantity of an order toward zero to whole steps, which are lots unless its broker takes finer ones; one that is whole keeps its scale. */
export function roundToStep(quantity: Decimal, { quantityStep }: Security): Decimal {
  return quantity.isMultipleOf(quantityStep) ? quantity : quantity.minus(quantity.remainder(quantityStep));
}

import { Decimal } from '../../../numeric/decimal.ts';
import type { BuyingPowerResult, MaximumQuantityResult } from '../models.ts';

/** The order may be placed. */
export const SUFFICIENT: BuyingPowerResult = { isSufficient: true, reason: '' };

export function insufficient(reason: string): BuyingPowerResult {
  return { isSufficient: false, reason };
}

export function quantityResult(quantity: Decimal): MaximumQuantityResult {
  return { quantity, reason: '', isError: false };
}

/** Nothing to order, and why; as a finding, or as an error that the strategy should hear of. */
export function noQuantity(reason: string, isError: boolean): MaximumQuantityResult {
  return { quantity: Decimal.ZERO, reason, isError };
}

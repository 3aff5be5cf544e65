import type { Decimal } from '@lockstep/core';
import type { IbContract } from '../../contracts/ib-contract.ts';
import { priceStep } from '../../contracts/price-bands.ts';

/** Where a price between two steps goes. */
export type StepSide = 'down' | 'up' | 'nearest';

/** A price on the steps that a contract has there: IB refuses any other (110). */
export function onStep(price: Decimal, { priceBands }: Pick<IbContract, 'priceBands'>, side: StepSide): Decimal {
  const step = priceStep(priceBands, price);
  if (step === null || step.isZero() || price.isMultipleOf(step)) return price;
  const steps = price.dividedBy(step);
  const whole = side === 'down' ? steps.floor() : side === 'up' ? steps.ceiling() : steps.round(0);
  return whole.times(step).normalize();
}

import { LockstepError } from '../../../errors/lockstep-error.ts';
import { Decimal } from '../../../numeric/decimal.ts';
import { discretelyRoundBy } from '../../../numeric/increments.ts';
import type { Security } from '../../security.ts';
import type { AccountView, MaximumQuantityResult, SizingSettings } from '../models.ts';
import { noQuantity, quantityResult } from './quantity-result.ts';

/** What sizing asks a margin model. */
interface MarginRequirement {
  getInitialMarginRequirement(security: Security, quantity: Decimal): Decimal;
}

/** A wanted position, in margin. */
export interface MarginTarget {
  readonly model: MarginRequirement;
  readonly security: Security;
  /** Margin as a fraction of the portfolio's value, negative for a short position. */
  readonly fraction: Decimal;
  /** Fraction of the portfolio's value that must stay free. */
  readonly requiredFree: Decimal;
}

/**
 * Largest order, in whole lots, after which the position's initial margin does not exceed a fraction of the portfolio's
 * value less the order's fee and the part that must stay free.
 *
 * @throws LockstepError `SIZING_NOT_CONVERGED` when fees or margins leave no stable quantity
 */
export function quantityForTargetMargin(
  account: AccountView,
  target: MarginTarget,
  sizing: SizingSettings,
): MaximumQuantityResult {
  const { model, security, fraction, requiredFree } = target;
  const value = account.exactTotalPortfolioValue;
  let targetMargin = fraction.times(value.minus(value.times(requiredFree)));
  if (targetMargin.isZero()) return quantityResult(security.holdings.exactQuantity.negated());
  const usedMargin = model.getInitialMarginRequirement(security, security.holdings.exactQuantity);
  const unitMargin = model.getInitialMarginRequirement(security, Decimal.ONE);
  if (unitMargin.isZero()) {
    return noQuantity(
      `${security.symbol.value} has no price yet; wait for its first data before sizing an order`,
      true,
    );
  }
  const change = targetMargin.minus(usedMargin);
  const minimum = value.times(sizing.minimumOrderMarginPortfolioPercentage);
  if (minimum.gt(change.abs()) && account.exactMarginRemaining.sign() > 0) {
    return noQuantity(`The margin would change by ${change.abs()}, less than the minimum of ${minimum}`, false);
  }
  let last = Decimal.ZERO;
  for (;;) {
    const { size, finalMargin } = sizeForMargin(model, security, targetMargin, unitMargin);
    if (size.isZero()) {
      const lot = security.symbolProperties.lotSize;
      return noQuantity(`A margin change of ${change} is less than one lot of ${lot}`, false);
    }
    const fee = security.estimateMarketOrderFee(size);
    targetMargin = value.minus(fee).minus(value.times(requiredFree)).times(fraction);
    if (last.equals(size)) {
      throw new LockstepError(
        'SIZING_NOT_CONVERGED',
        `No order of ${security.symbol.value} fits a margin of ${targetMargin}: ${size} units cost a fee of ${fee} at ${security.exactPrice}, with ${security.holdings.exactQuantity} held. Lower the target or the fee.`,
      );
    }
    last = size;
    if (finalMargin.abs().lte(targetMargin.abs())) return quantityResult(size);
  }
}

/** Order size in whole lots that brings the position's margin nearest to a target without passing it. */
function sizeForMargin(
  model: MarginRequirement,
  security: Security,
  targetMargin: Decimal,
  unitMargin: Decimal,
): { readonly size: Decimal; readonly finalMargin: Decimal } {
  const lot = security.symbolProperties.lotSize;
  const held = security.holdings.exactQuantity;
  const isShort = targetMargin.sign() < 0;
  let size = held.negated().plus(targetMargin.dividedBy(unitMargin));
  size = discretelyRoundBy(size, lot, isShort ? 'up' : 'down');
  let finalMargin = model.getInitialMarginRequirement(security, size.plus(held));
  let excess = finalMargin.minus(targetMargin);
  while (isShort ? excess.sign() < 0 : excess.sign() > 0) {
    size = isShort ? size.plus(lot) : size.minus(lot);
    finalMargin = model.getInitialMarginRequirement(security, size.plus(held));
    const nextExcess = finalMargin.minus(targetMargin);
    if (nextExcess.sign() === excess.sign() && nextExcess.abs().gt(excess.abs())) {
      throw new LockstepError(
        'SIZING_NOT_CONVERGED',
        `The margin of ${security.symbol.value} grows while the position shrinks: target ${targetMargin}, a unit needs ${unitMargin}, ${held} held. The buying power model must ask more for larger positions.`,
      );
    }
    excess = nextExcess;
  }
  return { size, finalMargin };
}

import { Decimal } from '../../../numeric/decimal.ts';
import type { Security } from '../../security.ts';
import type { AccountView, MaximumQuantityResult, SizingSettings } from '../models.ts';
import { noQuantity } from './quantity-result.ts';

const LARGEST_TARGET = Decimal.fromInteger(1_000_000_000);
const SMALLEST_TARGET = Decimal.parse('0.0000000001');

/**
 * Order quantity that brings a security to a fraction of the portfolio's value, the free buffer taken off, at the
 * model's leverage: what `calculateOrderQuantity` and `setHoldings` use. The result is lots × lot size, which gives it
 * its scale.
 */
export function targetOrderQuantity(
  account: AccountView,
  security: Security,
  percent: Decimal,
  sizing: SizingSettings,
): MaximumQuantityResult {
  const size = percent.abs();
  if (size.gt(LARGEST_TARGET) || (!size.isZero() && size.lt(SMALLEST_TARGET))) {
    return noQuantity(
      `Received a target of ${percent}, expected 0 or a fraction between ${SMALLEST_TARGET} and ${LARGEST_TARGET}`,
      true,
    );
  }
  const ticker = security.symbol.value;
  if (security.price === 0) {
    return noQuantity(`${ticker} has no price yet; wait for its first data before sizing an order`, true);
  }
  const value = account.exactTotalPortfolioValue;
  if (value.isZero()) return noQuantity(`The portfolio is worth nothing, so ${percent} of it buys no ${ticker}`, true);
  const buffer = sizing.freePortfolioValue ?? value.times(sizing.freePortfolioValuePercentage);
  const adjusted = percent.times(value.minus(buffer)).dividedBy(value);
  const model = security.buyingPowerModel;
  const target = adjusted.dividedBy(model.getLeverage(security));
  const result = model.getMaximumOrderQuantityForTargetBuyingPower(account, security, target, sizing);
  return result.isError ? result : inWholeLots(result, security);
}

/** Order quantity that changes the margin used by an amount of account currency, as lots × lot size. */
export function deltaOrderQuantity(
  account: AccountView,
  security: Security,
  delta: Decimal,
  sizing: SizingSettings,
): MaximumQuantityResult {
  const model = security.buyingPowerModel;
  const result = model.getMaximumOrderQuantityForDeltaBuyingPower(account, security, delta, sizing);
  return result.isError ? result : inWholeLots(result, security);
}

function inWholeLots(result: MaximumQuantityResult, security: Security): MaximumQuantityResult {
  const lot = security.symbolProperties.lotSize;
  return { quantity: result.quantity.dividedBy(lot).times(lot), reason: result.reason, isError: false };
}

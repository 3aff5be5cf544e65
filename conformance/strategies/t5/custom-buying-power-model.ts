import {
  type AccountView,
  Algorithm,
  type BuyingPowerResult,
  Decimal,
  type MaximumQuantityResult,
  Resolution,
  type Security,
  SecurityMarginModel,
  type SizingSettings,
} from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

const HUNDRED = Decimal.fromInteger(100);

/** Sizes in hundreds, takes every order, and asks no margin of what is held. */
class GenerousModel extends SecurityMarginModel {
  override getMaximumOrderQuantityForTargetBuyingPower(
    account: AccountView,
    security: Security,
    target: Decimal,
    sizing: SizingSettings,
  ): MaximumQuantityResult {
    const result = super.getMaximumOrderQuantityForTargetBuyingPower(account, security, target, sizing);
    return { ...result, quantity: result.quantity.dividedBy(HUNDRED).floor().times(HUNDRED) };
  }

  override hasSufficientBuyingPowerForOrder(): BuyingPowerResult {
    return { isSufficient: true, reason: '' };
  }

  override getMaintenanceMargin(): Decimal {
    return Decimal.ZERO;
  }
}

/** Ten times what the account can pay is bought, since the buying power model allows it. */
export default class CustomBuyingPowerModel extends Algorithm {
  override initialize(): void {
    this.setStartDate(2013, 10, 1);
    this.setEndDate(2013, 10, 31);
    this.addEquity('SPY', Resolution.Hour).setBuyingPowerModel(new GenerousModel());
  }

  override onData(): void {
    if (this.portfolio.invested) return;
    const quantity = this.calculateOrderQuantity('SPY', 1);
    requireThat(quantity % 100 === 0, `${quantity} is not a multiple of 100`);
    this.marketOrder('SPY', quantity * 10);
  }
}

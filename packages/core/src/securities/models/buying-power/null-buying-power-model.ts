import { Decimal } from '../../../numeric/decimal.ts';
import type { Security } from '../../security.ts';
import type { BuyingPowerResult } from '../models.ts';
import { SUFFICIENT } from './quantity-result.ts';
import { SecurityMarginModel } from './security-margin-model.ts';

/** Every order may be placed and no position uses margin. Sizes as without leverage. */
export class NullBuyingPowerModel extends SecurityMarginModel {
  override getMaintenanceMargin(_security: Security): Decimal {
    return Decimal.ZERO;
  }

  override hasSufficientBuyingPowerForOrder(): BuyingPowerResult {
    return SUFFICIENT;
  }
}

import type { Decimal } from '../../../numeric/decimal.ts';
import type { Order } from '../../../orders/order.ts';
import type { OrderFee } from '../../../orders/order-event.ts';
import type { Security } from '../../security.ts';
import { type DecimalInput, toDecimal } from '../decimal-input.ts';
import type { FeeModel } from '../models.ts';

/** Axos Clearing: a fixed amount of USD a share. */
export class AxosFeeModel implements FeeModel {
  readonly #perShare: Decimal;

  constructor(feesPerShare: DecimalInput = '0.0035') {
    this.#perShare = toDecimal(feesPerShare);
  }

  getOrderFee(_security: Security, order: Order): OrderFee {
    return { amount: this.#perShare.times(order.quantity.abs()), currency: 'USD' };
  }
}

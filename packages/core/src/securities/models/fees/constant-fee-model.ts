import type { CashBook } from '../../../currencies/cash-book.ts';
import type { Decimal } from '../../../numeric/decimal.ts';
import type { Order } from '../../../orders/order.ts';
import type { OrderFee } from '../../../orders/order-event.ts';
import type { Security } from '../../security.ts';
import { type DecimalInput, toDecimal } from '../decimal-input.ts';
import type { FeeModel } from '../models.ts';

/** The same fee for every order. */
export class ConstantFeeModel implements FeeModel {
  readonly #fee: OrderFee;
  readonly #feeNumber: number;

  /** @param fee its sign is dropped */
  constructor(fee: DecimalInput, currency: string = 'USD') {
    const amount: Decimal = toDecimal(fee).abs();
    this.#fee = { amount, currency };
    this.#feeNumber = amount.toNumber();
  }

  getOrderFee(_security: Security, _order: Order): OrderFee {
    return this.#fee;
  }

  estimateOrderFee(_security: Security, _order: Order, cashBook: CashBook): number {
    if (this.getOrderFee !== ConstantFeeModel.prototype.getOrderFee) return Number.NaN;
    const { currency } = this.#fee;
    if (this.#feeNumber === 0 || currency === cashBook.accountCurrency) return this.#feeNumber;
    return cashBook.has(currency) ? this.#feeNumber * cashBook.get(currency).conversionRate : Number.NaN;
  }
}

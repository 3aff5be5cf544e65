import type { Decimal } from '../../../numeric/decimal.ts';
import type { Order } from '../../../orders/order.ts';
import type { OrderFee } from '../../../orders/order-event.ts';
import type { Security } from '../../security.ts';
import { type DecimalInput, toDecimal } from '../decimal-input.ts';
import type { FeeModel } from '../models.ts';
import { baseCurrencyOf, exchangeUnitPrice, isMaker } from './crypto-fee-basis.ts';

/**
 * Crypto exchange that takes its fee out of what an order receives: base currency when buying, quote currency (at the
 * limit, or else the bid) when selling.
 */
export class BaseCurrencyFeeModel implements FeeModel {
  readonly #makerRate: Decimal;
  readonly #takerRate: Decimal;

  /** Rates are fractions of the traded amount. */
  constructor(makerRate: DecimalInput, takerRate: DecimalInput) {
    this.#makerRate = toDecimal(makerRate);
    this.#takerRate = toDecimal(takerRate);
  }

  getOrderFee(security: Security, order: Order): OrderFee {
    const rate = isMaker(order) ? this.#makerRate : this.#takerRate;
    const quantity = order.quantity.abs();
    if (order.quantity.sign() > 0) return { amount: quantity.times(rate), currency: baseCurrencyOf(security) };
    const amount = exchangeUnitPrice(security, order).times(quantity).times(rate);
    return { amount, currency: security.quoteCurrency.symbol };
  }
}

import { SecurityType } from '../../../market/security-type.ts';
import type { Decimal } from '../../../numeric/decimal.ts';
import type { Order } from '../../../orders/order.ts';
import type { OrderFee } from '../../../orders/order-event.ts';
import type { Security } from '../../security.ts';
import { type DecimalInput, toDecimal } from '../decimal-input.ts';
import type { FeeModel } from '../models.ts';
import { baseCurrencyOf, contractFee, exchangeUnitPrice, isMaker } from './crypto-fee-basis.ts';

/**
 * Crypto exchange that takes its fee out of what an order receives: base currency when buying, quote currency (at the
 * limit, or else the bid) when selling. Of crypto futures it takes a part of what the contracts are worth.
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
    const rate = isMaker(order) ? this.makerRate(security) : this.takerRate(security);
    const quantity = order.quantity.abs();
    if (security.type === SecurityType.CryptoFuture) return contractFee(security, quantity, rate);
    if (order.quantity.sign() > 0) return { amount: quantity.times(rate), currency: baseCurrencyOf(security) };
    const amount = exchangeUnitPrice(security, order).times(quantity).times(rate);
    return { amount, currency: security.quoteCurrency.symbol };
  }

  protected makerRate(_security: Security): Decimal {
    return this.#makerRate;
  }

  protected takerRate(_security: Security): Decimal {
    return this.#takerRate;
  }
}

import type { CashBook } from '../../../currencies/cash-book.ts';
import { SecurityType } from '../../../market/security-type.ts';
import { Decimal } from '../../../numeric/decimal.ts';
import type { Order } from '../../../orders/order.ts';
import type { OrderFee } from '../../../orders/order-event.ts';
import type { Security } from '../../security.ts';
import type { FeeModel } from '../models.ts';
import { baseCurrencyOf, isMaker } from './crypto-fee-basis.ts';

const MAKER = Decimal.parse('0.0015');
const TAKER = Decimal.parse('0.0025');
const FREE: OrderFee = { amount: Decimal.ZERO, currency: 'USD' };

/** Alpaca: crypto 0.15 % (maker) or 0.25 % (taker), purchases paid in what was bought; everything else is free. */
export class AlpacaFeeModel implements FeeModel {
  getOrderFee(security: Security, order: Order): OrderFee {
    if (security.type !== SecurityType.Crypto) return FREE;
    const rate = isMaker(order) ? MAKER : TAKER;
    const quantity = order.quantity.abs();
    if (order.quantity.sign() > 0) return { amount: quantity.times(rate), currency: baseCurrencyOf(security) };
    return { amount: quantity.times(security.exactPrice).times(rate), currency: security.quoteCurrency.symbol };
  }

  estimateOrderFee(security: Security, _order: Order, _cashBook: CashBook): number {
    const inherited = this.getOrderFee === AlpacaFeeModel.prototype.getOrderFee;
    return inherited && security.type !== SecurityType.Crypto ? 0 : Number.NaN;
  }
}

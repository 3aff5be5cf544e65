import { Decimal } from '../../../numeric/decimal.ts';
import type { Order } from '../../../orders/order.ts';
import type { OrderFee } from '../../../orders/order-event.ts';
import type { Security } from '../../security.ts';
import type { FeeModel } from '../models.ts';
import { baseCurrencyOf, exchangeUnitPrice, isMaker } from './crypto-fee-basis.ts';

const MAKER = Decimal.parse('0.0016');
const TAKER = Decimal.parse('0.0026');
const CURRENCY_PAIR = Decimal.parse('0.002');
/** Pairs that begin with one of these are charged as currency pairs. */
const CURRENCIES = ['CAD', 'EUR', 'GBP', 'JPY', 'USD', 'USDT', 'DAI', 'USDC'];

/** Kraken, lowest tier: 0.16 % (maker) or 0.26 % (taker), 0.2 % for fiat and stable pairs. Purchases pay in quote currency, sales in base. */
export class KrakenFeeModel implements FeeModel {
  getOrderFee(security: Security, order: Order): OrderFee {
    let rate = isMaker(order) ? MAKER : TAKER;
    if (CURRENCIES.some((currency) => security.symbol.value.startsWith(currency))) rate = CURRENCY_PAIR;
    const quantity = order.quantity.abs();
    if (order.quantity.sign() <= 0) return { amount: quantity.times(rate), currency: baseCurrencyOf(security) };
    const amount = exchangeUnitPrice(security, order).times(quantity).times(rate);
    return { amount, currency: security.quoteCurrency.symbol };
  }
}

import { Market } from '../../../market/market.ts';
import { SecurityType } from '../../../market/security-type.ts';
import { Decimal } from '../../../numeric/decimal.ts';
import type { Order } from '../../../orders/order.ts';
import type { OrderFee } from '../../../orders/order-event.ts';
import type { Security } from '../../security.ts';
import type { FeeModel } from '../models.ts';

const MAJORS: ReadonlySet<string> = new Set(['EURUSD', 'GBPUSD', 'USDJPY', 'USDCHF', 'AUDUSD', 'EURJPY', 'GBPJPY']);
const MAJOR_RATE = Decimal.parse('0.04');
const OTHER_RATE = Decimal.parse('0.06');
const LOT = Decimal.fromInteger(1000);

/** FXCM: 0.04 per 1,000 units of seven majors of its own market, 0.06 of other pairs; CFD are free. */
export class FxcmFeeModel implements FeeModel {
  readonly #currency: string;

  /** @param currency the account's, in which the commission is charged */
  constructor(currency: string = 'USD') {
    this.#currency = currency;
  }

  getOrderFee(security: Security, order: Order): OrderFee {
    if (security.type !== SecurityType.Forex) return { amount: Decimal.ZERO, currency: this.#currency };
    const isMajor = security.symbol.market === Market.FXCM && MAJORS.has(security.symbol.value);
    const rate = isMajor ? MAJOR_RATE : OTHER_RATE;
    return { amount: rate.times(order.quantity.abs()).dividedBy(LOT), currency: this.#currency };
  }
}

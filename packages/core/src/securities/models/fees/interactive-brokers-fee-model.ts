import type { CashBook } from '../../../currencies/cash-book.ts';
import { LockstepError } from '../../../errors/lockstep-error.ts';
import { Market } from '../../../market/market.ts';
import { SecurityType, securityTypeName } from '../../../market/security-type.ts';
import { Decimal } from '../../../numeric/decimal.ts';
import type { Order } from '../../../orders/order.ts';
import type { OrderFee } from '../../../orders/order-event.ts';
import type { Security } from '../../security.ts';
import { type DecimalInput, toDecimal } from '../decimal-input.ts';
import type { FeeModel } from '../models.ts';
import { estimateOrderValue, orderValue } from './order-value.ts';

/** Per-share commission of a market's equities. */
class EquityRate {
  readonly currency: string;
  readonly perShare: Decimal;
  readonly minimum: Decimal;
  /** Largest fee as a fraction of the order's value. */
  readonly maximum: Decimal;
  readonly perShareNumber: number;
  readonly minimumNumber: number;
  readonly maximumNumber: number;

  constructor(currency: string, perShare: string, minimum: string, maximum: string) {
    this.currency = currency;
    this.perShare = Decimal.parse(perShare);
    this.minimum = Decimal.parse(minimum);
    this.maximum = Decimal.parse(maximum);
    this.perShareNumber = this.perShare.toNumber();
    this.minimumNumber = this.minimum.toNumber();
    this.maximumNumber = this.maximum.toNumber();
  }
}

const US_EQUITY = new EquityRate('USD', '0.005', '1', '0.005');
const INDIA_EQUITY = new EquityRate('INR', '0.01', '6', '20');
const CFD_RATE = Decimal.parse('0.00002');
const CFD_MINIMUM = Decimal.parse('1.0');
const CFD_MINIMUMS: ReadonlyMap<string, Decimal> = new Map([
  ['JPY', Decimal.parse('40.0')],
  ['HKD', Decimal.parse('10.0')],
]);
const BASIS_POINT = Decimal.parse('0.0001');

/** Forex commission in basis points of the value, and the least per order in USD, up to a monthly volume in USD. */
const FOREX_TIERS = [
  { upTo: Decimal.parse('1000000000'), basisPoints: Decimal.parse('0.20'), minimum: Decimal.parse('2.00') },
  { upTo: Decimal.parse('2000000000'), basisPoints: Decimal.parse('0.15'), minimum: Decimal.parse('1.50') },
  { upTo: Decimal.parse('5000000000'), basisPoints: Decimal.parse('0.10'), minimum: Decimal.parse('1.25') },
  { upTo: Decimal.MAX, basisPoints: Decimal.parse('0.08'), minimum: Decimal.parse('1.00') },
] as const;

/**
 * Interactive Brokers' commissions. US equities: 0.005 USD a share, at least 1 USD, at most 0.5 % of the order's value
 * (the minimum comes before the cap). Forex: 0.2 basis points of the value, at least 2 USD. CFD: 0.002 % of the value,
 * at least 1 (40 JPY, 10 HKD).
 */
export class InteractiveBrokersFeeModel implements FeeModel {
  readonly #forexRate: Decimal;
  readonly #forexMinimum: Decimal;

  /** @param monthlyForexTradeAmountInUSDollars chooses the forex tier */
  constructor(monthlyForexTradeAmountInUSDollars: DecimalInput = 0) {
    const volume = toDecimal(monthlyForexTradeAmountInUSDollars);
    const tier = FOREX_TIERS.find((each) => volume.lte(each.upTo)) ?? FOREX_TIERS[3];
    this.#forexRate = tier.basisPoints.times(BASIS_POINT);
    this.#forexMinimum = tier.minimum;
  }

  /** @throws LockstepError `FEE_UNDEFINED` for types and equity markets without a commission table */
  getOrderFee(security: Security, order: Order): OrderFee {
    switch (security.type) {
      case SecurityType.Equity:
        return equityFee(security, order);
      case SecurityType.Forex: {
        const fee = this.#forexRate.times(orderValue(order, security)).abs();
        return { amount: this.#forexMinimum.gte(fee) ? this.#forexMinimum : fee, currency: 'USD' };
      }
      case SecurityType.Cfd:
        return cfdFee(security, order);
      default:
        throw new LockstepError(
          'FEE_UNDEFINED',
          `InteractiveBrokersFeeModel has no commission for ${securityTypeName(security.type)} (${security.symbol.value}). Set another fee model with setFeeModel().`,
        );
    }
  }

  estimateOrderFee(security: Security, order: Order, cashBook: CashBook): number {
    const inherited = this.getOrderFee === InteractiveBrokersFeeModel.prototype.getOrderFee;
    if (!inherited || security.type !== SecurityType.Equity) return Number.NaN;
    const rate = equityRate(security);
    let fee = rate.perShareNumber * Math.abs(order.quantity.toNumber());
    if (fee < rate.minimumNumber) fee = rate.minimumNumber;
    else fee = Math.min(fee, rate.maximumNumber * Math.abs(estimateOrderValue(order, security)));
    if (rate.currency === cashBook.accountCurrency) return fee;
    return cashBook.has(rate.currency) ? fee * cashBook.get(rate.currency).conversionRate : Number.NaN;
  }
}

function equityRate(security: Security): EquityRate {
  const { market } = security.symbol;
  if (market === Market.USA) return US_EQUITY;
  if (market === Market.India) return INDIA_EQUITY;
  throw new LockstepError(
    'FEE_UNDEFINED',
    `InteractiveBrokersFeeModel knows equity commissions of usa and india, not of ${market} (${security.symbol.value}). Set another fee model with setFeeModel().`,
  );
}

function equityFee(security: Security, order: Order): OrderFee {
  const rate = equityRate(security);
  const fee = rate.perShare.times(order.quantity.abs());
  if (fee.lt(rate.minimum)) return { amount: rate.minimum, currency: rate.currency };
  const cap = rate.maximum.times(orderValue(order, security).abs());
  return { amount: fee.gt(cap) ? cap : fee, currency: rate.currency };
}

function cfdFee(security: Security, order: Order): OrderFee {
  const currency = security.quoteCurrency.symbol;
  const fee = CFD_RATE.times(orderValue(order, security).abs());
  const minimum = CFD_MINIMUMS.get(currency) ?? CFD_MINIMUM;
  return { amount: fee.gte(minimum) ? fee : minimum, currency };
}

import {
  Algorithm,
  type BollingerBands,
  Decimal,
  type ExponentialMovingAverage,
  type FeeModel,
  MovingAverageType,
  type Order,
  type OrderEvent,
  type OrderFee,
  Resolution,
  type Security,
} from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

/** What the strategy keeps about a security. */
interface Properties {
  readonly fast: ExponentialMovingAverage;
  readonly slow: ExponentialMovingAverage;
  readonly bands: BollingerBands;
  readonly feeFactor: Decimal;
  readonly prices: Map<number, Decimal>;
}

/** A part of an order's value, by a factor that is kept about its security. */
class ByFactor implements FeeModel {
  readonly #properties: (security: Security) => Properties;

  constructor(properties: (security: Security) => Properties) {
    this.#properties = properties;
  }

  getOrderFee(security: Security, order: Order): OrderFee {
    const { feeFactor, prices } = this.#properties(security);
    prices.set(order.id, security.exactPrice);
    const fee = security.exactPrice.times(order.quantity.abs()).times(feeFactor);
    return { amount: Decimal.max(Decimal.fromInteger(1), fee), currency: 'USD' };
  }
}

/** Indicators and a fee factor that belong to a security, kept in a map of the strategy; two averages cross. */
export default class SecurityCustomProperties extends Algorithm {
  readonly #properties = new Map<Security, Properties>();
  #spy!: Security;

  override initialize(): void {
    this.setStartDate(2013, 10, 7);
    this.setEndDate(2013, 10, 11);
    this.setCash(100_000);
    this.#spy = this.addEquity('SPY', Resolution.Minute);
    this.#properties.set(this.#spy, {
      slow: this.ema('SPY', 30, Resolution.Minute),
      fast: this.ema('SPY', 60, Resolution.Minute),
      bands: this.bb('SPY', 20, 1, MovingAverageType.Simple, Resolution.Minute),
      feeFactor: Decimal.parse('0.00002'),
      prices: new Map(),
    });
    this.#spy.setFeeModel(new ByFactor((security) => this.#of(security)));
  }

  #of(security: Security): Properties {
    return this.#properties.get(security) as Properties;
  }

  override onData(): void {
    const { fast, slow, bands } = this.#of(this.#spy);
    if (!fast.isReady) return;
    if (!this.portfolio.invested) {
      if (slow.value > fast.value) this.setHoldings('SPY', 1);
    } else if (slow.value < fast.value) {
      this.liquidate('SPY');
    }
    this.plot('BB', bands.upperBand, bands.middleBand, bands.lowerBand);
  }

  override onOrderEvent({ isFill, orderId, orderFee, exactFillQuantity }: OrderEvent): void {
    if (!isFill) return;
    const { prices, feeFactor } = this.#of(this.#spy);
    const expected = prices.get(orderId)?.times(exactFillQuantity.abs()).times(feeFactor);
    requireThat(
      expected?.equals(orderFee.amount) === true,
      `a fee of ${String(orderFee.amount)} instead of ${String(expected)}`,
    );
  }

  override onEndOfAlgorithm(): void {
    requireThat(this.transactions.ordersCount > 0, 'there was no order');
  }
}

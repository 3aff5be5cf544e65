import {
  Algorithm,
  type BuyingPowerResult,
  Decimal,
  type FeeModel,
  type FillContext,
  ImmediateFillModel,
  type Order,
  type OrderEvent,
  type OrderFee,
  OrderStatus,
  Resolution,
  type Security,
  SecurityMarginModel,
  SeededRandom,
  type SlippageModel,
} from '@lockstep/core';

/** Fills random parts of market orders. */
class RandomParts extends ImmediateFillModel {
  readonly #random = new SeededRandom(387510346);
  readonly #remaining = new Map<number, number>();

  override marketFill(context: FillContext): OrderEvent | null {
    const { order } = context;
    const size = order.quantity.abs().toNumber();
    const remaining = this.#remaining.get(order.id) ?? size;
    const fill = super.marketFill(context);
    if (fill === null) return null;
    const part = Math.trunc(Math.min(remaining, this.#random.next(0, 2 * size)));
    fill.exactFillQuantity = Decimal.fromInteger(order.quantity.sign() * part);
    fill.status = part === remaining ? OrderStatus.Filled : OrderStatus.PartiallyFilled;
    this.#remaining.set(order.id, remaining - part);
    return fill;
  }
}

/** A thousandth of a percent of the value, at least a dollar. */
class SmallFee implements FeeModel {
  getOrderFee(security: Security, order: Order): OrderFee {
    const amount = security.exactPrice.times(order.quantity.abs()).times(Decimal.parse('0.00001'));
    return { amount: Decimal.max(Decimal.ONE, amount), currency: 'USD' };
  }
}

/** Grows with the logarithm of the size. */
class LogarithmicSlippage implements SlippageModel {
  getSlippageApproximation(security: Security, order: Order): Decimal {
    const size = Decimal.fromDouble(Math.log10(2 * order.quantity.abs().toNumber()));
    return security.exactPrice.times(Decimal.parse('0.0001')).times(size);
  }
}

/** Takes every order. */
class UnlimitedBuyingPower extends SecurityMarginModel {
  override hasSufficientBuyingPowerForOrder(): BuyingPowerResult {
    return { isSufficient: true, reason: '' };
  }
}

/** SPY with fee, fill, slippage and buying power models of the strategy's own. */
export default class CustomModels extends Algorithm {
  #spy!: Security;

  override initialize(): void {
    this.setStartDate(2013, 10, 1);
    this.setEndDate(2013, 10, 31);
    this.#spy = this.addEquity('SPY', Resolution.Hour);
    this.#spy.setFeeModel(new SmallFee());
    this.#spy.setFillModel(new RandomParts());
    this.#spy.setSlippageModel(new LogarithmicSlippage());
    this.#spy.setBuyingPowerModel(new UnlimitedBuyingPower());
  }

  override onData(): void {
    if (this.transactions.getOpenOrders('SPY').length > 0) return;
    const { quantity } = this.#spy.holdings;
    const { day } = this.time;
    if (day > 10 && quantity <= 0) this.#order(0.5);
    else if (day > 20 && quantity >= 0) this.#order(-0.5);
  }

  #order(target: number): void {
    this.marketOrder('SPY', this.calculateOrderQuantity('SPY', target), true);
  }
}

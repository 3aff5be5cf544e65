import {
  Algorithm,
  Decimal,
  type FillContext,
  ImmediateFillModel,
  type OrderEvent,
  OrderStatus,
  Resolution,
} from '@lockstep/core';

const PART = Decimal.fromInteger(10);

/** Fills market orders ten shares at a time. */
class TenAtATime extends ImmediateFillModel {
  readonly #remaining = new Map<number, Decimal>();

  override marketFill(context: FillContext): OrderEvent | null {
    const fill = super.marketFill(context);
    if (fill === null) return null;
    const { order } = context;
    const remaining = this.#remaining.get(order.id) ?? order.quantity.abs();
    const isLast = PART.gte(remaining);
    const size = isLast ? remaining : PART;
    fill.exactFillQuantity = order.quantity.sign() < 0 ? size.negated() : size;
    fill.status = isLast ? OrderStatus.Filled : OrderStatus.PartiallyFilled;
    if (isLast) this.#remaining.delete(order.id);
    else this.#remaining.set(order.id, remaining.minus(size));
    return fill;
  }
}

/** Market orders that take several bars to fill: bought after the tenth, sold after the twentieth of each month. */
export default class CustomPartialFillModel extends Algorithm {
  override initialize(): void {
    this.setStartDate(2019, 1, 1);
    this.setEndDate(2019, 3, 1);
    this.addEquity('SPY', Resolution.Hour).setFillModel(new TenAtATime());
  }

  override onData(): void {
    if (this.transactions.getOpenOrders('SPY').length > 0) return;
    const { quantity } = this.portfolio.get('SPY');
    const { day } = this.time;
    if (day > 10 && quantity <= 0) this.marketOrder('SPY', 105, true);
    else if (day > 20 && quantity >= 0) this.marketOrder('SPY', -100, true);
  }
}

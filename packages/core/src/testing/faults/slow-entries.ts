import { Decimal } from '../../numeric/decimal.ts';
import type { Order } from '../../orders/order.ts';
import { OrderEvent } from '../../orders/order-event.ts';
import { OrderStatus } from '../../orders/order-status.ts';
import { EquityFillModel } from '../../securities/models/fills/equity-fill-model.ts';
import type { FillContext } from '../../securities/models/models.ts';

/** Entries fill a few units a bar. What a bracket holds beside its entry fills in full. */
export class SlowEntries extends EquityFillModel {
  readonly #most: number;
  /** The end of the bar that an order was last filled on, epoch ms UTC. */
  readonly #filledAt = new WeakMap<Order, number>();

  /** @param most units of an order a bar, a whole number */
  constructor(most: number) {
    super();
    this.#most = most;
  }

  override fill(context: FillContext): OrderEvent | null {
    const { order, utcNow, security } = context;
    if (this.#filledAt.get(order) === security.cache.lastEndTimeMs) return null;
    const whole = super.fill(context);
    if (whole === null || whole.exactFillQuantity.isZero() || order.bracketId !== 0) return whole;
    this.#filledAt.set(order, security.cache.lastEndTimeMs);
    const rest = order.quantity.minus(order.quantityFilled);
    const isLast = rest.abs().lte(Decimal.fromInteger(this.#most));
    const event = new OrderEvent(order, utcNow, isLast ? OrderStatus.Filled : OrderStatus.PartiallyFilled);
    event.exactFillPrice = whole.exactFillPrice;
    event.exactFillQuantity = isLast ? rest : Decimal.fromInteger(this.#most * rest.sign());
    return event;
  }
}

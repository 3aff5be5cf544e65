import { Decimal } from '../../numeric/decimal.ts';
import { OrderEvent } from '../../orders/order-event.ts';
import { OrderStatus } from '../../orders/order-status.ts';
import type { FillContext, FillModel } from '../../securities/models/models.ts';

/** Lets another model's fills happen in these parts, one at each look, and wholly afterwards. */
export class FillsInParts implements FillModel {
  readonly #whole: FillModel;
  readonly #parts: number[];

  /** @param parts units, in their order */
  constructor(whole: FillModel, parts: readonly number[]) {
    this.#whole = whole;
    this.#parts = [...parts];
  }

  fill(context: FillContext): OrderEvent | null {
    const whole = this.#whole.fill(context);
    if (whole === null || whole.exactFillQuantity.isZero()) return whole;
    const { order, utcNow } = context;
    const rest = order.quantity.minus(order.quantityFilled);
    const part = Math.min(this.#parts.shift() ?? Number.POSITIVE_INFINITY, Math.abs(rest.toNumber()));
    const isWhole = part === Math.abs(rest.toNumber());
    const event = new OrderEvent(order, utcNow, isWhole ? OrderStatus.Filled : OrderStatus.PartiallyFilled);
    event.exactFillPrice = whole.exactFillPrice;
    event.exactFillQuantity = isWhole ? rest : Decimal.fromNumber(part * rest.sign());
    return event;
  }
}

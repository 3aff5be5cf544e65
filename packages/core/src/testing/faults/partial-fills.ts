import { Decimal } from '../../numeric/decimal.ts';
import { OrderEvent } from '../../orders/order-event.ts';
import { OrderStatus } from '../../orders/order-status.ts';
import type { FillContext, FillModel } from '../../securities/models/models.ts';
import type { SeededRandom } from './seeded-random.ts';

/** Lets another model's fills happen in parts, now and then. Whole units only. */
export class PartialFills implements FillModel {
  readonly #whole: FillModel;
  readonly #random: SeededRandom;
  /** Probability of a part instead of the whole. */
  probability: number;

  constructor(whole: FillModel, random: SeededRandom, probability: number) {
    this.#whole = whole;
    this.#random = random;
    this.probability = probability;
  }

  fill(context: FillContext): OrderEvent | null {
    const whole = this.#whole.fill(context);
    if (whole === null || whole.exactFillQuantity.isZero()) return whole;
    const { order, utcNow } = context;
    const rest = order.quantity.minus(order.quantityFilled);
    const units = Math.abs(rest.toNumber());
    const isPart = units >= 2 && this.#random.chance(this.probability);
    const filled = isPart ? Decimal.fromInteger(this.#random.integer(1, units - 1) * rest.sign()) : rest;
    const event = new OrderEvent(order, utcNow, isPart ? OrderStatus.PartiallyFilled : OrderStatus.Filled);
    event.exactFillPrice = whole.exactFillPrice;
    event.exactFillQuantity = filled;
    return event;
  }
}

import { Decimal, type FillModel, OrderEvent, OrderStatus } from '@lockstep/core';

/** A fill model of another's prices that fills orders in parts: by the number of the order, so many units at a time. */
export function inParts(parts: Readonly<Record<number, readonly number[]>>): (whole: FillModel) => FillModel {
  const left = new Map(Object.entries(parts).map(([id, units]) => [Number(id), [...units]]));
  return (whole) => ({
    fill: (context) => {
      const event = whole.fill(context);
      const { order, utcNow } = context;
      const units = left.get(order.id);
      if (event === null || event.exactFillQuantity.isZero() || units === undefined) return event;
      const next = units.shift();
      if (next === undefined) return null;
      const filled = Decimal.fromInteger(next * order.quantity.sign());
      const isPart = order.quantityFilled.plus(filled).abs().lt(order.quantity.abs());
      const part = new OrderEvent(order, utcNow, isPart ? OrderStatus.PartiallyFilled : OrderStatus.Filled);
      part.exactFillPrice = event.exactFillPrice;
      part.exactFillQuantity = filled;
      return part;
    },
  });
}

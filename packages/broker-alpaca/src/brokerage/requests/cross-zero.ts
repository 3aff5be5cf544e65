import { type Decimal, type Order, OrderType } from '@lockstep/core';

/** How an order that turns a position around goes out: first what closes it, then the rest. */
export interface ZeroCrossing {
  /** Units of the first part, without a sign. */
  readonly closing: Decimal;
  /** Units of the second, which is sent when the first has filled. */
  readonly opening: Decimal;
}

/** The parts of an order that turns a position around, which Alpaca does not take as one; null for any other. */
export function zeroCrossing(held: Decimal, { quantity, type }: Order): ZeroCrossing | null {
  if (held.sign() * quantity.sign() >= 0) return null;
  const opening = quantity.abs().minus(held.abs());
  if (opening.sign() <= 0 || type === OrderType.TrailingStop) return null;
  return { closing: held.abs().normalize(), opening: opening.normalize() };
}

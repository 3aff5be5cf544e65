import type { Decimal } from '@lockstep/core';
import type { Order as IbOrder } from '@stoqey/ib';
import { wireValues } from './wire-order.ts';

/** Whether two forms of an order have the same values; where a trailing stop stands is no value of it. */
export function sameValues(left: IbOrder, right: IbOrder): boolean {
  const [one, other] = [wireValues(left), wireValues(right)];
  const isTrailing = one.trailingAmount !== null || other.trailingAmount !== null;
  return (
    isSame(one.quantity, other.quantity) &&
    isSame(one.limitPrice, other.limitPrice) &&
    isSame(one.triggerPrice, other.triggerPrice) &&
    isSame(one.trailingAmount, other.trailingAmount) &&
    (isTrailing || isSame(one.stopPrice, other.stopPrice))
  );
}

function isSame(left: Decimal | null, right: Decimal | null): boolean {
  return left === null || right === null ? left === right : left.equals(right);
}

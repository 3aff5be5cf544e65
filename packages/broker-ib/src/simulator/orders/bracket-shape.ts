import type { BrokerageCapabilities } from '@lockstep/core';
import { isForAuction, isForNow, isStopType } from './order-terms.ts';
import type { SimulatedOrder } from './simulated-order.ts';

/** Whether children are what a venue's bracket has: a stop, a target, or both, that close what the entry opens. */
export function fitsVenueBracket(
  entry: SimulatedOrder,
  children: readonly SimulatedOrder[],
  { nativeBrackets }: BrokerageCapabilities,
): boolean {
  if (nativeBrackets === false || children.length === 0 || children.length > 2) return false;
  const stops = children.filter(({ terms }) => isStopType(terms.orderType));
  return (
    stops.length <= 1 &&
    children.length - stops.length <= 1 &&
    children.every(({ terms, quantity, children: grandchildren }) => {
      const closes = terms.side !== entry.terms.side && quantity.equals(entry.quantity);
      return closes && grandchildren.length === 0 && !isForNow(terms) && !isForAuction(terms);
    })
  );
}

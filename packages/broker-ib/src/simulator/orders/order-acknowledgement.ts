import { isForAuction, type OrderTerms, waitsForTrigger } from './order-terms.ts';
import type { WireStatus } from './simulated-order.ts';

/** How an order that rests is told: what waits for its parent, a price or an auction is held back. */
export function restingStatus(
  terms: OrderTerms,
  isAttached: boolean,
): { readonly status: WireStatus; readonly whyHeld: string } {
  const isTriggered = waitsForTrigger(terms.orderType);
  const reasons = [...(isAttached ? ['child'] : []), ...(isTriggered ? ['trigger'] : [])];
  const isHeld = reasons.length > 0 || isForAuction(terms);
  return { status: isHeld ? 'PreSubmitted' : 'Submitted', whyHeld: reasons.join(',') };
}

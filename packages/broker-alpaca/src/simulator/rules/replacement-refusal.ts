import { type Refusal, unprocessable } from '../http/reply.ts';
import type { DeskParts } from '../orders/desk-parts.ts';
import type { ReplacementDraft } from '../orders/replacements.ts';
import type { SimulatedOrder } from '../orders/simulated-order.ts';
import { isWhole } from './fraction-rules.ts';
import { priceRefusal } from './price-rules.ts';

const NOT_SENT: ReadonlySet<string> = new Set(['pending_new', 'pending_cancel', 'pending_replace', 'held']);

/** Why an order cannot be replaced, or null. */
export function replacementRefusal(order: SimulatedOrder, draft: ReplacementDraft, parts: DeskParts): Refusal | null {
  const { orders, rules } = parts;
  const { fields } = order;
  const { qty, clientOrderId, timeInForce } = draft;
  if (order.isClosed) return unprocessable('order is not open');
  if (NOT_SENT.has(order.status)) return unprocessable("unable to replace order, order isn't sent to exchange yet");
  if (fields.notional !== null) return unprocessable('notional orders cannot be replaced');
  if (clientOrderId !== null && orders.withClientOrderId(clientOrderId) !== undefined) {
    return { status: 422, code: 40_010_001, message: 'client_order_id must be unique' };
  }
  if (timeInForce !== null && timeInForce !== fields.timeInForce) {
    return unprocessable(`the simulator keeps the time_in_force of an order, which is ${fields.timeInForce}`);
  }
  return (
    quantityRefusal(order, draft, parts) ??
    (rules.subPenny ? pricesRefusal(draft) : null) ??
    (rules.unchangedReplacements && isUnchanged(order, draft)
      ? unprocessable('order parameters are not changed')
      : null) ??
    (qty !== null && qty.lte(fields.venueOrder.quantityFilled.abs())
      ? unprocessable('qty must be greater than the filled qty')
      : null)
  );
}

function quantityRefusal(
  { fields, parent, values }: SimulatedOrder,
  { qty }: ReplacementDraft,
  parts: DeskParts,
): Refusal | null {
  if (qty === null || qty.equals(values.quantity)) return null;
  const isFraction = !isWhole(qty) || !isWhole(values.quantity);
  if (parts.rules.fractions && isFraction && fields.instrument.assetClass !== 'crypto') {
    return unprocessable('qty of fractional orders cannot be replaced');
  }
  if (parts.rules.brackets && parent !== null) return unprocessable('qty of a leg cannot be replaced');
  return null;
}

function pricesRefusal({ limitPrice, stopPrice }: ReplacementDraft): Refusal | null {
  return priceRefusal('limit_price', limitPrice) ?? priceRefusal('stop_price', stopPrice);
}

function isUnchanged({ values, trailPercent, trailPrice }: SimulatedOrder, draft: ReplacementDraft): boolean {
  const { qty, limitPrice, stopPrice, trail } = draft;
  const trailNow = trailPercent ?? trailPrice;
  return (
    (qty === null || qty.equals(values.quantity)) &&
    (limitPrice === null || limitPrice.equals(values.limitPrice)) &&
    (stopPrice === null || stopPrice.equals(values.stopPrice)) &&
    (trail === null || (trailNow !== null && trail.equals(trailNow)))
  );
}

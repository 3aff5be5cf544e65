import { Decimal, UpdateOrderRequest } from '@lockstep/core';
import type { WireOrder } from '../../wire/order.ts';
import { BodyFields } from '../http/body-fields.ts';
import { isRefusal, type Refusal, unprocessable } from '../http/reply.ts';
import { replacementRefusal } from '../rules/replacement-refusal.ts';
import { stamp } from '../wire-times.ts';
import type { DeskParts } from './desk-parts.ts';
import { type OrderValues, SimulatedOrder } from './simulated-order.ts';

const HUNDRED = Decimal.fromInteger(100);

/** What a replacement asks for; null is left as it is. */
export interface ReplacementDraft {
  /** Total of the chain, with what has filled. */
  readonly qty: Decimal | null;
  readonly limitPrice: Decimal | null;
  readonly stopPrice: Decimal | null;
  readonly trail: Decimal | null;
  readonly timeInForce: string | null;
  readonly clientOrderId: string | null;
}

/** An order and the one that is to come in its place. */
interface Replacement {
  readonly before: SimulatedOrder;
  readonly after: SimulatedOrder;
  readonly draft: ReplacementDraft;
}

/** Replaces orders: another takes over the venue's order, with what has filled. */
export class Replacements {
  readonly #parts: DeskParts;
  readonly #pending = new Map<SimulatedOrder, Replacement>();
  /** Values of orders that the venue is changing, for when it does not. */
  readonly #kept = new WeakMap<SimulatedOrder, OrderValues>();

  constructor(parts: DeskParts) {
    this.#parts = parts;
  }

  /** Takes a replacement and answers with the new order. */
  request(order: SimulatedOrder, body: unknown): WireOrder | Refusal {
    const draft = readReplacement(body);
    if (isRefusal(draft)) return draft;
    const { faults, updates, clock, orders } = this.#parts;
    const refusal = replacementRefusal(order, draft, this.#parts);
    if (refusal !== null) return refusal;
    const replacement: Replacement = { before: order, after: this.#successor(order, draft), draft };
    orders.add(replacement.after);
    this.#pending.set(order, replacement);
    const reply = this.#reply(replacement);
    const { outcome, delayMs } = faults.next(faults.replacements);
    const act = (): void => (outcome === 'rejected' ? this.onRefused(order) : this.#carryOut(replacement));
    if (outcome === 'stuck' || delayMs > 0) {
      order.status = 'pending_replace';
      updates.tell('pending_replace', order, clock.utcNow());
    }
    if (outcome === 'stuck') return reply;
    if (delayMs > 0) clock.at(clock.utcNow() + delayMs, act);
    else act();
    return reply;
  }

  /** Lets all replacements that are stuck go on. */
  release(): void {
    for (const replacement of Array.from(this.#pending.values())) this.#carryOut(replacement);
  }

  #successor(before: SimulatedOrder, draft: ReplacementDraft): SimulatedOrder {
    const { ids, times, faults } = this.#parts;
    const clientOrderId = draft.clientOrderId ?? ids.nextClientOrderId();
    const after = new SimulatedOrder({
      ...before.fields,
      id: ids.orderId(clientOrderId),
      clientOrderId,
      status: 'accepted',
      submittedAt: times.now(),
    });
    after.replaces = before.id;
    after.parent = before.parent;
    after.trailPrice = before.trailPrice;
    after.trailPercent = before.trailPercent;
    if (faults.replacementsInherit) after.inherit(before);
    return after;
  }

  /** The new order as it will be: the venue's order still has the old values. */
  #reply({ after, draft }: Replacement): WireOrder {
    const now = after.render(true);
    return {
      ...now,
      ...(draft.qty !== null && { qty: draft.qty.toString() }),
      ...(draft.limitPrice !== null && { limit_price: draft.limitPrice.toString() }),
      ...(draft.stopPrice !== null && { stop_price: draft.stopPrice.toString() }),
      ...(draft.trail !== null && this.#trailFields(after, draft.trail)),
    };
  }

  #trailFields({ trailPercent }: SimulatedOrder, trail: Decimal): Partial<WireOrder> {
    return trailPercent === null ? { trail_price: trail.toString() } : { trail_percent: trail.toString() };
  }

  #carryOut({ before, draft }: Replacement): void {
    if (before.isClosed) {
      this.onRefused(before);
      return;
    }
    const { venue, clock } = this.#parts;
    const { venueOrder } = before.fields;
    const { qty, limitPrice, stopPrice, trail } = draft;
    before.freeze();
    this.#kept.set(before, before.values);
    if (qty !== null) venueOrder.quantity = venueOrder.quantity.sign() < 0 ? qty.negated() : qty;
    if (limitPrice !== null) venueOrder.limitPrice = limitPrice;
    if (stopPrice !== null) venueOrder.stopPrice = stopPrice;
    if (trail !== null) venueOrder.trailingAmount = before.trailPercent === null ? trail : trail.dividedBy(HUNDRED);
    const changed = {
      ...(qty !== null && { quantity: venueOrder.quantity.toNumber() }),
      ...(limitPrice !== null && { limitPrice: limitPrice.toNumber() }),
      ...(stopPrice !== null && { stopPrice: stopPrice.toNumber() }),
      ...(trail !== null && { trailingAmount: venueOrder.trailingAmount.toNumber() }),
    };
    venue.updateOrder(venueOrder, new UpdateOrderRequest(clock.utcNow(), venueOrder.id, changed));
    venue.scan();
  }

  /** The venue has changed the order. */
  onUpdated(before: SimulatedOrder): void {
    const replacement = this.#pending.get(before);
    if (replacement === undefined) return;
    this.#pending.delete(before);
    const { after, draft } = replacement;
    const { updates, orders, clock, faults } = this.#parts;
    const now = clock.utcNow();
    if (faults.replacementsInherit) after.inherit(before);
    before.status = 'replaced';
    before.replacedBy = after.id;
    before.replacedAt = stamp(now);
    if (draft.trail !== null && after.trailPercent !== null) after.trailPercent = draft.trail;
    else if (draft.trail !== null) after.trailPrice = draft.trail;
    after.status = after.filledQuantity.isZero() ? 'new' : 'partially_filled';
    this.#takeLegs(before, after);
    orders.setCurrent(after);
    updates.tell('replaced', before, now);
    updates.tell('new', after, now);
  }

  #takeLegs(before: SimulatedOrder, after: SimulatedOrder): void {
    for (const leg of before.legs.splice(0)) {
      leg.parent = after;
      after.legs.push(leg);
    }
    const siblings = before.parent?.legs;
    const place = siblings?.indexOf(before) ?? -1;
    if (place >= 0) siblings?.splice(place, 1, after);
  }

  /** The venue did not change it: the order goes on, or has ended. */
  onRefused(before: SimulatedOrder): void {
    const replacement = this.#pending.get(before);
    if (replacement === undefined) return;
    this.#pending.delete(before);
    const { updates, clock } = this.#parts;
    const now = clock.utcNow();
    this.#restore(before);
    if (before.status === 'pending_replace')
      before.status = before.filledQuantity.isZero() ? 'new' : 'partially_filled';
    updates.tell('order_replace_rejected', before, now);
    replacement.after.status = 'rejected';
    replacement.after.failedAt = stamp(now);
    replacement.after.freeze();
    updates.tell('rejected', replacement.after, now);
  }

  #restore(order: SimulatedOrder): void {
    const kept = this.#kept.get(order);
    if (kept === undefined || order.isClosed) return;
    const { venueOrder } = order.fields;
    venueOrder.quantity = venueOrder.quantity.sign() < 0 ? kept.quantity.negated() : kept.quantity;
    venueOrder.limitPrice = kept.limitPrice;
    venueOrder.stopPrice = kept.stopPrice;
    venueOrder.trailingAmount = kept.trailingAmount;
    order.thaw();
  }
}

function readReplacement(body: unknown): ReplacementDraft | Refusal {
  const fields = new BodyFields(body);
  const draft: ReplacementDraft = {
    qty: fields.decimal('qty'),
    limitPrice: fields.decimal('limit_price'),
    stopPrice: fields.decimal('stop_price'),
    trail: fields.decimal('trail'),
    timeInForce: fields.text('time_in_force'),
    clientOrderId: fields.text('client_order_id'),
  };
  if (fields.refusal !== null) return fields.refusal;
  const isWrong = [draft.qty, draft.limitPrice, draft.stopPrice, draft.trail].some(
    (value) => (value?.sign() ?? 1) <= 0,
  );
  return isWrong ? unprocessable('quantity and prices must be > 0') : draft;
}

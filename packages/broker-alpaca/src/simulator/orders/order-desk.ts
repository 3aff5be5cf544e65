import type { Order, OrderHandover } from '@lockstep/core';
import type { WireOrder, WireOrderStatus } from '../../wire/order.ts';
import { isRefusal, type Refusal, unprocessable } from '../http/reply.ts';
import type { Instrument } from '../market/instruments.ts';
import { orderRefusal } from '../rules/order-refusal.ts';
import { stamp } from '../wire-times.ts';
import { Cancels } from './cancels.ts';
import type { DeskParts } from './desk-parts.ts';
import { expiryUtc, isSessionOpen } from './market-session.ts';
import { type OrderDraft, readOrder } from './order-draft.ts';
import { Replacements } from './replacements.ts';
import { SimulatedOrder } from './simulated-order.ts';
import { isForNow, single, venueOrderOf } from './venue-handover.ts';
import { VenueInbox } from './venue-inbox.ts';

/** An order with what belongs to it, ready for the venue. */
interface Prepared {
  readonly order: SimulatedOrder;
  readonly handover: OrderHandover;
}

/** Takes in orders: checks them by Alpaca's rules, hands them to the venue and keeps what becomes of them. */
export class OrderDesk {
  readonly cancels: Cancels;
  readonly replacements: Replacements;
  readonly #parts: DeskParts;
  readonly #inbox: VenueInbox;
  /** What has been taken and goes no further until it is let go. */
  readonly #stuck = new Set<() => void>();
  #numbers = 0;

  constructor(parts: DeskParts) {
    this.#parts = parts;
    this.cancels = new Cancels(parts);
    this.replacements = new Replacements(parts);
    this.#inbox = new VenueInbox(parts, this.cancels, this.replacements);
    parts.venue.connect(this.#inbox);
  }

  /**
   * Takes an order.
   *
   * @param source `web` for one made by hand
   */
  submit(body: unknown, source: string | null = null): WireOrder | Refusal {
    const draft = readOrder(body);
    return isRefusal(draft) ? draft : this.place(draft, source);
  }

  place(draft: OrderDraft, source: string | null): WireOrder | Refusal {
    const { instruments, orders, updates, clock, faults } = this.#parts;
    const { clientOrderId } = draft;
    if (clientOrderId !== null && orders.withClientOrderId(clientOrderId) !== undefined) {
      return { status: 422, code: 40_010_001, message: 'client_order_id must be unique' };
    }
    const instrument = instruments.find(draft.symbol);
    if (instrument === null) return unprocessable(`asset "${draft.symbol}" not found`);
    const refusal = orderRefusal(draft, instrument, this.#parts);
    if (refusal !== null) return refusal;
    const { order, handover } = this.#prepare(draft, instrument, source);
    orders.add(order);
    const reply = order.render(true);
    updates.tell(order.status === 'accepted' ? 'accepted' : 'pending_new', order, clock.utcNow());
    const act = (): void => this.#send({ order, handover }, isForNow(draft));
    const { outcome, delayMs } = faults.next(faults.submissions);
    if (outcome === 'stuck') this.#stuck.add(act);
    else if (outcome === 'rejected') this.#later(delayMs, () => this.#inbox.reject(order, clock.utcNow()));
    else this.#later(delayMs, act);
    return reply;
  }

  #later(delayMs: number, act: () => void): void {
    const { clock } = this.#parts;
    if (delayMs > 0) clock.at(clock.utcNow() + delayMs, act);
    else act();
  }

  #send({ order, handover }: Prepared, isForNow: boolean): void {
    const { venue } = this.#parts;
    venue.placeOrder(handover);
    venue.scan();
    if (isForNow && !order.isClosed) this.cancels.carryOut(order);
    this.cancels.expireInTime(order);
  }

  /** Lets everything that is stuck go on: orders, replacements, cancels. */
  release(): void {
    for (const act of this.#stuck) act();
    this.#stuck.clear();
    this.replacements.release();
    this.cancels.release();
  }

  #prepare(draft: OrderDraft, instrument: Instrument, source: string | null): Prepared {
    const { orderClass } = draft;
    const hasLegs = orderClass === 'bracket' || orderClass === 'oto' || orderClass === 'oco';
    const entry = this.#order(orderClass === 'oco' ? targetOf(draft) : draft, instrument, source, null);
    if (!hasLegs) return { order: entry, handover: handoverOf(entry) };
    const legs = legsOf(draft).map((leg) => this.#order(leg, instrument, source, entry));
    for (const leg of legs) leg.parent = entry;
    entry.legs.push(...legs);
    const handovers = legs.map(handoverOf);
    if (orderClass !== 'oco') return { order: entry, handover: { ...handoverOf(entry), children: handovers } };
    // The venue looks at orders in the order of their arrival: of a pair it gets the stop first.
    const [stop] = handovers;
    return {
      order: entry,
      handover: stop === undefined ? handoverOf(entry) : { ...stop, sibling: handoverOf(entry) },
    };
  }

  #order(
    draft: OrderDraft,
    instrument: Instrument,
    source: string | null,
    parent: SimulatedOrder | null,
  ): SimulatedOrder {
    const { clock, ids, times, orders } = this.#parts;
    const { security } = instrument;
    const now = clock.utcNow();
    const venueOrder: Order = venueOrderOf(draft, { id: ++this.#numbers, security, timeMs: now });
    const isForDay = draft.timeInForce !== 'gtc';
    const clientOrderId = draft.clientOrderId ?? this.#nameFor(draft, parent);
    const order = new SimulatedOrder({
      id: ids.orderId(clientOrderId),
      clientOrderId,
      instrument,
      side: draft.side,
      type: draft.type,
      orderClass: draft.orderClass,
      timeInForce: draft.timeInForce,
      positionIntent: draft.positionIntent ?? intentOf(draft, instrument),
      extendedHours: draft.extendedHours,
      notional: draft.notional,
      source,
      status: this.#firstStatus(draft, instrument, parent),
      submittedAt: times.now(),
      expiresAt: stamp(expiryUtc(security, isForDay, now)),
      venueOrder,
    });
    order.trailPrice = draft.trailPrice;
    order.trailPercent = draft.trailPercent;
    orders.setCurrent(order);
    return order;
  }

  #nameFor({ type }: OrderDraft, parent: SimulatedOrder | null): string {
    const { ids, legClientOrderId } = this.#parts;
    if (parent === null) return ids.nextClientOrderId();
    const { clientOrderId, orderClass } = parent.fields;
    return legClientOrderId({ clientOrderId, orderClass }, type === 'limit' ? 'target' : 'stop');
  }

  /** Orders for which the market is not open wait as accepted. */
  #firstStatus(draft: OrderDraft, { security }: Instrument, parent: SimulatedOrder | null): WireOrderStatus {
    if (parent !== null && draft.orderClass !== 'oco') return 'held';
    return isSessionOpen(security, draft.extendedHours, this.#parts.clock.utcNow()) ? 'pending_new' : 'accepted';
  }
}

function handoverOf({ fields }: SimulatedOrder): OrderHandover {
  return single(fields.venueOrder, fields.clientOrderId);
}

/** What a purchase or a sale does to the position as it is now. */
function intentOf({ side }: OrderDraft, { security }: Instrument): string {
  const held = security.holdings.exactQuantity.sign();
  if (side === 'buy') return held < 0 ? 'buy_to_close' : 'buy_to_open';
  return held > 0 ? 'sell_to_close' : 'sell_to_open';
}

/** The target of a pair, which is its parent. */
function targetOf(draft: OrderDraft): OrderDraft {
  return { ...draft, type: 'limit', limitPrice: draft.takeProfit ?? draft.limitPrice };
}

/** The legs of a bracket or a pair, stop first, on the other side of an entry. */
function legsOf(draft: OrderDraft): OrderDraft[] {
  const { stopLoss, takeProfit, orderClass, side } = draft;
  const isPair = orderClass === 'oco';
  const leg: OrderDraft = {
    ...draft,
    side: isPair ? side : side === 'buy' ? 'sell' : 'buy',
    clientOrderId: null,
    positionIntent: null,
    limitPrice: null,
    stopPrice: null,
    trailPrice: null,
    trailPercent: null,
  };
  const legs: OrderDraft[] = [];
  if (stopLoss !== null) {
    const { stopPrice, limitPrice } = stopLoss;
    legs.push({ ...leg, type: limitPrice === null ? 'stop' : 'stop_limit', stopPrice, limitPrice });
  }
  if (takeProfit !== null && !isPair) legs.push({ ...leg, type: 'limit', limitPrice: takeProfit });
  return legs;
}

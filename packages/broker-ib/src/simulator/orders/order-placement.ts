import { readTime } from '../../wire/ib-times.ts';
import type { Instrument } from '../contracts/instruments.ts';
import type { ScriptedRefusal } from '../faults/simulator-faults.ts';
import type { ClientSession } from '../sessions/client-session.ts';
import { fitsVenueBracket } from './bracket-shape.ts';
import type { DeskParts } from './desk-parts.ts';
import { restingStatus } from './order-acknowledgement.ts';
import type { OrderCancels } from './order-cancels.ts';
import { instrumentOf, isRefusal, type OrderRefusal, orderRefusal } from './order-rules.ts';
import { isForAuction, isForNow, type OrderTerms } from './order-terms.ts';
import { SimulatedOrder } from './simulated-order.ts';
import { handoverOf, venueOrderOf } from './venue-handover.ts';
import { whatIfAnswer } from './what-if.ts';

/** Whose an order is. */
export interface OrderOrigin {
  readonly clientId: number;
  readonly orderId: number;
  readonly isManual: boolean;
}

/** Takes new orders: checks them, keeps them until they are transmitted, and hands them to the venue. */
export class OrderPlacement {
  readonly #parts: DeskParts;
  readonly #cancels: OrderCancels;
  #numbers = 0;

  constructor(parts: DeskParts, cancels: OrderCancels) {
    this.#parts = parts;
    this.#cancels = cancels;
  }

  /** Takes an order of a client. */
  place(session: ClientSession, orderId: number, terms: OrderTerms): void {
    const { ids, faults } = this.#parts;
    const clientId = session.clientId ?? 0;
    const instrument = this.#instrumentFor(clientId, orderId, terms);
    if (isRefusal(instrument)) {
      session.tellError(orderId, instrument.code, instrument.text);
      return;
    }
    ids.use(clientId, orderId);
    if (terms.whatIf) {
      session.tell(whatIfAnswer(terms, orderId, instrument, this.#parts));
      return;
    }
    const refusal = faults.refusals.shift();
    const order = this.create({ clientId, orderId, isManual: false }, terms, instrument);
    if (refusal !== undefined) this.reject(order, refusal);
    else this.take(order);
  }

  /** What the order is for, or why it is not taken. */
  #instrumentFor(clientId: number, orderId: number, terms: OrderTerms): Instrument | OrderRefusal {
    const { ids, orders } = this.#parts;
    if (orderId <= 0) return { code: 10_149, text: `Invalid order id: ${orderId}` };
    if (ids.isUsed(clientId, orderId)) return { code: 103, text: 'Duplicate order id' };
    if (terms.whatIf && !terms.transmit) {
      return { code: 413, text: 'What-if order should have transmit flag set to true.' };
    }
    const instrument = instrumentOf(terms, this.#parts);
    if (isRefusal(instrument)) return instrument;
    const refusal = orderRefusal(terms, instrument, this.#parts);
    if (refusal !== null) return refusal;
    if (terms.parentId === 0) return instrument;
    const parent = orders.of(clientId, terms.parentId);
    if (parent === undefined) return { code: 10_006, text: 'Missing parent order.' };
    const isLost = parent.isDone && parent.status !== 'Filled';
    return isLost ? { code: 201, text: 'Order rejected - reason:The parent order is no longer there.' } : instrument;
  }

  /** @param instrument whose security the venue trades */
  create(origin: OrderOrigin, terms: OrderTerms, instrument: Instrument): SimulatedOrder {
    const { orders, clock, zone } = this.#parts;
    const { security } = instrument;
    if (security === null) throw new TypeError('The venue does not trade the contract.');
    this.#numbers += 1;
    const venueOrder = venueOrderOf(terms, { id: this.#numbers, security, timeMs: clock.utcNow(), zone });
    const { exactBidPrice: bidPrice, exactAskPrice: askPrice, exactPrice: lastPrice } = security;
    if (security.hasData) venueOrder.submissionData = { bidPrice, askPrice, lastPrice };
    const order = new SimulatedOrder({ ...origin, instrument, terms, venueOrder });
    const parent = terms.parentId === 0 ? undefined : orders.of(origin.clientId, terms.parentId);
    if (parent !== undefined) {
      order.parent = parent;
      parent.children.push(order);
    }
    orders.add(order);
    return order;
  }

  /** Keeps an order until it is transmitted, with those that wait for that. */
  take(order: SimulatedOrder): void {
    if (!order.terms.transmit) {
      if (this.#parts.habits.untransmitted === 'inactive') this.#parts.teller.tellOrder(order);
      return;
    }
    const locateMs = order.terms.side === 'SELL' ? this.#parts.faults.locates.shift() : undefined;
    if (locateMs === undefined) this.#transmit(order);
    else this.#locate(order, locateMs);
  }

  /** TWS looks for shares to sell short; the order is alive meanwhile. */
  #locate(order: SimulatedOrder, ms: number): void {
    const { clock, teller, orders } = this.#parts;
    order.isAcknowledged = true;
    order.status = 'PreSubmitted';
    order.whyHeld = 'locate';
    orders.assignPermId(order);
    teller.tellError(order, 404, 'Order held while securities are located.');
    teller.tellOrder(order);
    clock.at(clock.utcNow() + ms, () => {
      if (!order.isDone) this.#transmit(order);
    });
  }

  #transmit(order: SimulatedOrder): void {
    const { parent } = order;
    if (parent?.stage === 'draft') this.#release(parent);
    else if (parent === null || parent.status === 'Filled') this.#release(order);
    else this.#attach(order);
  }

  /** It waits for its parent, which is at work. */
  #attach(order: SimulatedOrder): void {
    order.stage = 'attached';
    this.acknowledge(order);
    this.settle(order);
  }

  /** Hands an order to the venue, with its children. */
  #release(order: SimulatedOrder): void {
    const { venue } = this.#parts;
    const children = order.children.filter(({ stage }) => stage === 'draft');
    const isKept = fitsVenueBracket(order, children, venue.capabilities);
    for (const child of children) {
      child.stage = 'attached';
      child.isKeptByVenue = isKept;
    }
    this.#handOver(order, isKept ? children : []);
    venue.scan();
    this.settle(order);
  }

  #handOver(order: SimulatedOrder, children: readonly SimulatedOrder[]): void {
    order.stage = 'live';
    this.#parts.orders.assignPermId(order);
    this.#parts.venue.placeOrder(handoverOf(order, children));
  }

  /** The parent has filled: children that wait here begin to work. */
  activateChildren({ children }: SimulatedOrder): void {
    for (const child of children) {
      if (child.stage === 'attached' && !child.isKeptByVenue) this.#handOver(child, []);
    }
  }

  /** The client is told that its order was taken, with the children that wait for it. */
  acknowledge(order: SimulatedOrder): void {
    if (order.isAcknowledged) return;
    order.isAcknowledged = true;
    const { orders, teller, habits } = this.#parts;
    const isWaiting = order.stage === 'attached';
    order.status = 'PreSubmitted';
    order.whyHeld = restingStatus(order.terms, isWaiting).whyHeld;
    const isTold = habits.tellsAuctionOrders || !isForAuction(order.terms);
    if (isTold && habits.firstStatusWithoutPermId && order.permId === 0) teller.tellOrder(order);
    orders.assignPermId(order);
    if (isTold) teller.tellOrder(order);
    for (const child of order.children) if (child.stage === 'attached') this.acknowledge(child);
  }

  /** What the venue had to say at once has been said. */
  settle(order: SimulatedOrder): void {
    if (order.isDone) return;
    this.acknowledge(order);
    if (isForNow(order.terms) && order.stage === 'live') {
      this.#cancels.carryOut(order);
      return;
    }
    this.work(order);
    this.#cancelInTime(order);
  }

  /** An order that is no longer held back works; one for which the market is not open waits for that. */
  work(order: SimulatedOrder): void {
    const { teller, clock, habits } = this.#parts;
    const { status, whyHeld } = restingStatus(order.terms, order.stage === 'attached');
    if (order.status === status && order.whyHeld === whyHeld) return;
    const opensAt = this.#opensAt(order);
    if (opensAt !== null) {
      order.warning = this.#closedWarning(order, opensAt);
      teller.tellError(order, 399, order.warning);
      clock.at(opensAt, () => {
        if (!order.isDone && order.status === 'PreSubmitted') this.work(order);
      });
      return;
    }
    order.warning = '';
    order.status = status;
    order.whyHeld = whyHeld;
    if (habits.tellsAuctionOrders || !isForAuction(order.terms)) teller.tellOrder(order);
  }

  /** When the market opens for an order, epoch ms UTC; null while it is open. */
  #opensAt({ instrument, terms }: SimulatedOrder): number | null {
    const hours = instrument.security?.exchange.hours;
    if (hours === undefined) return null;
    const local = hours.timeZone.toLocal(this.#parts.clock.utcNow());
    if (hours.isOpen(local, terms.outsideRth)) return null;
    return hours.timeZone.toUtc(hours.nextMarketOpen(local, terms.outsideRth));
  }

  #closedWarning({ terms, instrument, quantity }: SimulatedOrder, opensAt: number): string {
    const { symbol, primaryExchange } = instrument.contract;
    const when = this.#parts.teller.timeText(opensAt);
    return `Order Message:\n${terms.side} ${quantity.toString()} ${symbol} ${primaryExchange}\nWarning: your order will not be placed at the exchange until ${when}`;
  }

  /** An order that is good until a date ends with it, even where the venue counts in days. */
  #cancelInTime(order: SimulatedOrder): void {
    const { clock, zone } = this.#parts;
    if (order.terms.tif !== 'GTD') return;
    const untilUtc = readTime(order.terms.goodTillDate, zone);
    if (untilUtc === null) return;
    clock.at(untilUtc, () => {
      if (!order.isDone) this.#cancels.carryOut(order);
    });
  }

  /** The order is not taken, and what waits for it does not come to be. */
  reject(order: SimulatedOrder, refusal: ScriptedRefusal): void {
    const { teller, clock, orders } = this.#parts;
    const { code, text, shape = 'errorFirst', advancedReject = '' } = refusal;
    order.stage = 'done';
    order.status = 'Inactive';
    order.whyHeld = '';
    order.completedMs = clock.utcNow();
    order.completedText = text;
    const hasStatus = shape !== 'errorOnly';
    if (hasStatus) orders.assignPermId(order);
    if (shape !== 'statusOnly' && shape !== 'statusFirst') teller.tellError(order, code, text, advancedReject);
    if (hasStatus) teller.tellOrder(order);
    if (shape === 'statusFirst') teller.tellError(order, code, text, advancedReject);
    this.#cancels.cancelChildren(order);
  }
}

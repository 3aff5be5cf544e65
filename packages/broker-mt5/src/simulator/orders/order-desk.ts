import { UpdateOrderRequest } from '@lockstep/core';
import { OrderFilling, OrderReason, OrderState, TradeAction } from '../../wire/enums.ts';
import { orderRefusal } from '../rules/order-refusal.ts';
import { closeBy } from './close-by.ts';
import type { DeskParts } from './desk-parts.ts';
import { type OrderDraft, readOrder, type TradeRequest } from './order-draft.ts';
import { changeStops, followPositions, handoverOf, lacksStop, stopsOf } from './position-stops.ts';
import { SimulatedOrder } from './simulated-order.ts';
import { VenueInbox } from './venue-inbox.ts';

/** What `order_send` gives, but for the request. */
export interface SendResult {
  readonly retcode: number;
  readonly deal: number;
  readonly order: number;
  readonly volume: number;
  readonly price: number;
  readonly bid: number;
  readonly ask: number;
  readonly comment: string;
  readonly request_id: number;
  readonly retcode_external: number;
}

const PLACED = 10_008;
const DONE = 10_009;
const DONE_PARTIAL = 10_010;
const REJECT = 10_006;
const INVALID = 10_013;
const INVALID_ORDER = 10_035;
const INVALID_STOPS = 10_016;
const POSITION_CLOSED = 10_036;
const NO_CHANGES = 10_025;
const CLIENT_DISABLES_AT = 10_027;
const CONNECTION = 10_031;

/** Takes requests to trade: checks them by MetaTrader's rules and hands them to the venue. */
export class OrderDesk {
  readonly #parts: DeskParts;
  readonly #inbox: VenueInbox;
  #requests = 0;

  constructor(parts: DeskParts) {
    this.#parts = parts;
    this.#inbox = new VenueInbox(parts);
    parts.venue.connect(this.#inbox);
  }

  /** @param reason who sends it, of `OrderReason` */
  send(request: TradeRequest, reason: number = OrderReason.Expert): SendResult {
    const { faults } = this.#parts;
    this.#requests += 1;
    if (!faults.connected) return this.#result(CONNECTION, 'No connection');
    if (!faults.autoTrading) return this.#result(CLIENT_DISABLES_AT, 'AutoTrading disabled by client');
    switch (request.action) {
      case TradeAction.Deal:
      case TradeAction.Pending:
        return this.#place(request, reason);
      case TradeAction.Modify:
        return this.#modify(request);
      case TradeAction.Remove:
        return this.#remove(request);
      case TradeAction.Sltp:
        return this.#changeStops(request);
      case TradeAction.CloseBy:
        return this.#closeBy(request);
      default:
        return this.#result(INVALID, 'Invalid request');
    }
  }

  /** The return code that a request for a new order would get; 0 when it would be taken. */
  check(request: TradeRequest): number {
    const draft = this.#draft(request, 0);
    return typeof draft === 'number' ? draft : (orderRefusal(draft, this.#parts) ?? 0);
  }

  #draft(request: TradeRequest, ticket: number): OrderDraft | number {
    const { instruments, clock } = this.#parts;
    return readOrder(request, instruments, { ticket, nowMs: clock.utcNow() });
  }

  #place(request: TradeRequest, reason: number): SendResult {
    const { ledger, venue, faults, clock } = this.#parts;
    const draft = this.#draft(request, ledger.nextTicket());
    const code = typeof draft === 'number' ? draft : orderRefusal(draft, this.#parts);
    if (typeof draft === 'number' || code !== null) return this.#result(code ?? INVALID, '');
    const { order: venueOrder, instrument, type } = draft;
    const order = new SimulatedOrder({
      ticket: venueOrder.id,
      type,
      typeTime: request.type_time,
      filling: request.type_filling,
      expiration: request.expiration,
      magic: request.magic,
      comment: faults.comment(request.comment),
      reason,
      position: request.position,
      sl: request.sl,
      tp: request.tp,
      instrument,
      order: venueOrder,
      setupMs: clock.utcNow(),
    });
    ledger.add(order);
    order.stops = stopsOf(order, ledger);
    this.#inbox.refusal = null;
    // By hand orders have no comment; ours is the id of whoever trades.
    const clientOrderId = request.comment === '' ? `mt5-${venueOrder.id}` : request.comment;
    const children = order.stops.map((stop) => handoverOf(stop));
    venue.placeOrder({ order: venueOrder, clientOrderId, children });
    if (this.#inbox.refusal !== null) {
      for (const each of [order, ...order.stops]) ledger.remove(each);
      return this.#result(REJECT, this.#inbox.refusal);
    }
    venue.scan();
    followPositions(this.#parts);
    return request.action === TradeAction.Deal ? this.#dealt(order) : this.#result(DONE, 'Request executed', order);
  }

  /** What came of a market order at once. */
  #dealt(order: SimulatedOrder): SendResult {
    const { filling, order: venueOrder } = order.fields;
    const takesPart = filling === OrderFilling.Ioc || filling === OrderFilling.Return;
    if (order.state === OrderState.Partial && filling !== OrderFilling.Return)
      this.#parts.venue.cancelOrder(venueOrder);
    const deal = this.#parts.ledger.deals.findLast((each) => each.order === order.ticket);
    if (deal === undefined) return this.#result(PLACED, 'Order placed', order);
    const isWhole = order.state === OrderState.Filled;
    const code = isWhole || !takesPart ? DONE : DONE_PARTIAL;
    return {
      ...this.#result(code, 'Request executed', order),
      deal: deal.ticket,
      volume: order.filled.toNumber(),
      price: deal.price,
    };
  }

  #modify(request: TradeRequest): SendResult {
    const { ledger, venue, clock } = this.#parts;
    const order = ledger.orders.get(request.order);
    if (order === undefined || order.doneMs !== null) return this.#result(INVALID_ORDER, 'Invalid order');
    const { order: venueOrder } = order.fields;
    const isLimit = !venueOrder.limitPrice.isZero() && venueOrder.stopPrice.isZero();
    const isStopLimit = !venueOrder.limitPrice.isZero() && !venueOrder.stopPrice.isZero();
    const limitPrice = isLimit ? request.price : isStopLimit ? request.stoplimit : undefined;
    const stopPrice = isLimit ? undefined : request.price;
    const isSame =
      (limitPrice === undefined || limitPrice === venueOrder.limitPrice.toNumber()) &&
      (stopPrice === undefined || stopPrice === venueOrder.stopPrice.toNumber());
    const areStopsChanged = changeStops(order, request, this.#parts);
    if (isSame) return this.#result(areStopsChanged ? DONE : NO_CHANGES, 'No changes', order);
    const update = new UpdateOrderRequest(clock.utcNow(), venueOrder.id, {
      ...(limitPrice === undefined ? {} : { limitPrice }),
      ...(stopPrice === undefined ? {} : { stopPrice }),
    });
    if (update.limitPrice !== null) venueOrder.limitPrice = update.limitPrice;
    if (update.stopPrice !== null) venueOrder.stopPrice = update.stopPrice;
    this.#inbox.refusal = null;
    venue.updateOrder(venueOrder, update);
    ledger.touch();
    if (this.#inbox.refusal !== null) return this.#result(REJECT, this.#inbox.refusal);
    venue.scan();
    return this.#result(DONE, 'Request executed', order);
  }

  #changeStops(request: TradeRequest): SendResult {
    const { ledger } = this.#parts;
    const entry = ledger.orders.get(request.position);
    if (entry === undefined || ledger.positions.find(request.position) === null)
      return this.#result(POSITION_CLOSED, 'Position is closed');
    if (lacksStop(entry, request)) return this.#result(INVALID_STOPS, 'Invalid stops');
    const isChanged = changeStops(entry, request, this.#parts);
    ledger.touch();
    return this.#result(isChanged ? DONE : NO_CHANGES, 'Request executed');
  }

  #remove(request: TradeRequest): SendResult {
    const { ledger, venue } = this.#parts;
    const order = ledger.orders.get(request.order);
    if (order === undefined || order.doneMs !== null) return this.#result(INVALID_ORDER, 'Invalid order');
    this.#inbox.refusal = null;
    venue.cancelOrder(order.fields.order);
    if (this.#inbox.refusal !== null) return this.#result(REJECT, this.#inbox.refusal);
    return this.#result(DONE, 'Request executed', order);
  }

  #closeBy(request: TradeRequest): SendResult {
    if (!this.#parts.faults.autoTrading) return this.#result(10_027, 'AutoTrading disabled by client');
    const { retcode, order } = closeBy(request, this.#parts);
    return { ...this.#result(retcode, ''), order };
  }

  #result(retcode: number, comment: string, order?: SimulatedOrder): SendResult {
    return {
      retcode,
      deal: 0,
      order: order?.ticket ?? 0,
      volume: order?.volume.toNumber() ?? 0,
      price: 0,
      bid: order?.fields.instrument.security.bidPrice ?? 0,
      ask: order?.fields.instrument.security.askPrice ?? 0,
      comment,
      request_id: this.#requests,
      retcode_external: 0,
    };
  }
}

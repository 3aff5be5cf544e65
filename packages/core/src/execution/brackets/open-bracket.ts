import type { SecuritySymbol } from '../../market/symbol.ts';
import { Decimal } from '../../numeric/decimal.ts';
import type { OrderEvent } from '../../orders/order-event.ts';
import type { OrderProperties } from '../../orders/order-properties.ts';
import { SubmitOrderRequest } from '../../orders/order-request.ts';
import { OrderStatus } from '../../orders/order-status.ts';
import type { OrderTicket } from '../../orders/order-ticket.ts';
import { OrderType } from '../../orders/order-type.ts';
import { splitUnits } from '../../portfolio/corporate-bookings.ts';
import type { OrderEntry } from '../order-book.ts';
import { Bracket, type BracketPrices } from './bracket.ts';

/** Ids that follow an entry's own: its stop's and its target's. */
export const CHILDREN = 2;

/** One of the two children of a bracket. */
export class BracketLeg {
  readonly id: number;
  readonly type: OrderType;
  /** Stop price of a stop, limit price of a target; what it was placed with, or will be. */
  price: Decimal;
  /** Null until there is an order. */
  ticket: OrderTicket | null = null;
  /** It may still bring something. Not before it is placed. */
  isWatched = false;
  /** It waited at the broker and is no longer there. */
  isGone = false;
  /** It is being cancelled, to be placed anew with another quantity. */
  isRenewed = false;
  /** What the broker told of it while it waited for the entry. */
  early: OrderEvent | null = null;

  constructor(id: number, type: OrderType, price: Decimal) {
    this.id = id;
    this.type = type;
    this.price = price;
  }

  get isOpen(): boolean {
    return this.ticket?.isOpen === true;
  }

  get exactQuantityFilled(): Decimal {
    return this.ticket?.exactQuantityFilled ?? Decimal.ZERO;
  }
}

/** What is kept of a bracket whose entry or children may still bring something. */
export class OpenBracket {
  /** Null until the entry's first event or the end of its submission. */
  bracket: Bracket | null = null;
  readonly entryId: number;
  stop: BracketLeg | null;
  target: BracketLeg | null;
  /** Tag and properties of the children: those of the entry. */
  readonly tag: string;
  readonly properties: OrderProperties | undefined;
  /** The entry may still fill. */
  isEntryOpen = true;
  /** The children went to the broker with the entry, which places them, lets them follow and cancel each other. */
  isNative = false;
  /** The children are orders of the run. */
  isPlaced = false;
  /** A child has filled in full. */
  hasExited = false;
  /** There is no stop to be had: whatever the entry fills is closed. */
  isClosing = false;
  /** The broker cancels one when the other fills. */
  isPaired = false;
  /** Units that children which are closed by now have taken off the position. */
  exited: Decimal = Decimal.ZERO;
  /** Orders at the market that are to bring the position to nothing; what they are for counts as exited. */
  closings: OrderTicket[] = [];
  /** One of those is being placed: its events may come before it is among them. */
  isOrdering = false;
  /** One of those has ended without having done it. */
  mustClose = false;
  /** How many have failed, one after the other. */
  failedClosings = 0;
  /** Until when fills of a child that the broker says has filled may still be untold, epoch ms UTC. */
  untoldUntilUtc: number = Number.NEGATIVE_INFINITY;
  /** Instant at which something has to have happened, epoch ms UTC; infinite while nothing is waited for. */
  deadlineUtc: number = Number.POSITIVE_INFINITY;

  constructor(
    entryId: number,
    stop: BracketLeg | null,
    target: BracketLeg | null,
    tag: string,
    properties: OrderProperties | undefined,
  ) {
    this.entryId = entryId;
    this.stop = stop;
    this.target = target;
    this.tag = tag;
    this.properties = properties;
  }

  /** A bracket that had ended, with something that has happened since. @param change of its position that is to be undone */
  static ended({ order, ticket }: OrderEntry, change: Decimal): OpenBracket {
    const open = new OpenBracket(order.id, null, null, order.tag, order.properties);
    open.bracket = new Bracket(ticket);
    open.isEntryOpen = false;
    open.hasExited = true;
    open.exited = change.minus(ticket.exactQuantityFilled);
    return open;
  }

  /** Whether an order is a child whose fills count by its ticket. */
  isWatching(orderId: number): boolean {
    return this.legOf(orderId)?.isWatched === true;
  }

  /** A child as an order. @param quantity units, negative to sell */
  request({ type, price }: BracketLeg, symbol: SecuritySymbol, quantity: Decimal, timeMs: number): SubmitOrderRequest {
    return new SubmitOrderRequest({
      orderType: type,
      symbol,
      quantity,
      limitPrice: type === OrderType.Limit ? price : undefined,
      stopPrice: type === OrderType.Limit ? undefined : price,
      timeMs,
      tag: this.tag,
      properties: this.properties,
      bracketId: this.entryId,
    });
  }

  /** The shares were split: prices to come, and what is left to be closed, are divided like them. */
  split(filled: Decimal, splitFactor: Decimal): void {
    this.exited = splitUnits(filled.plus(this.exited), splitFactor).minus(filled);
    if (this.stop !== null) this.stop.price = this.stop.price.times(splitFactor);
    if (this.target !== null) this.target.price = this.target.price.times(splitFactor);
  }

  /** What its entry has filled was closed, by its children or for them. */
  get isEven(): boolean {
    const closed = [this.stop, this.target].reduce(
      (sum, leg) => (leg?.isWatched === true ? sum.plus(leg.exactQuantityFilled) : sum),
      this.exited,
    );
    return this.bracket === null || this.bracket.entry.exactQuantityFilled.plus(closed).isZero();
  }

  /** Nothing of it can bring anything any more. */
  get isOver(): boolean {
    if (this.isEntryOpen || this.closings.length > 0 || this.isOrdering || this.mustClose) return false;
    if (mayBring(this.stop) || mayBring(this.target)) return false;
    return this.deadlineUtc === Number.POSITIVE_INFINITY;
  }

  /** The leg that an order is, or null. */
  legOf(orderId: number): BracketLeg | null {
    if (this.stop?.id === orderId) return this.stop;
    return this.target?.id === orderId ? this.target : null;
  }
}

/** A child that is being cancelled may still fill. */
function mayBring(leg: BracketLeg | null): boolean {
  return leg !== null && (leg.isWatched || leg.isOpen);
}

/** The children of prices, with the ids that follow their entry's or were set aside for them. */
export function legsAt(
  firstId: number,
  { stopLoss, takeProfit }: BracketPrices,
): [BracketLeg | null, BracketLeg | null] {
  return [
    stopLoss === null ? null : new BracketLeg(firstId, OrderType.StopMarket, stopLoss),
    takeProfit === null ? null : new BracketLeg(firstId + 1, OrderType.Limit, takeProfit),
  ];
}

/** A fill may be told after a cancel: only what has filled or was refused is done with. */
export function mayFill({ status }: OrderTicket): boolean {
  return status !== OrderStatus.Filled && status !== OrderStatus.Invalid;
}

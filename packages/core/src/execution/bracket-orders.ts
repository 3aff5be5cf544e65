import { Decimal } from '../numeric/decimal.ts';
import type { OrderEvent } from '../orders/order-event.ts';
import type { OrderProperties } from '../orders/order-properties.ts';
import { SubmitOrderRequest } from '../orders/order-request.ts';
import { OrderStatus } from '../orders/order-status.ts';
import type { OrderTicket } from '../orders/order-ticket.ts';
import { OrderType } from '../orders/order-type.ts';
import type { OrderEntry } from './order-book.ts';
import type { OrderProcessor } from './order-processor.ts';

/** Where the children of a bracket stand. */
export interface BracketPrices {
  /** Stop price of the protective order. */
  readonly stopLoss: Decimal;
  /** Limit price of the target. */
  readonly takeProfit: Decimal;
}

/**
 * An entry with a protective stop and a target. The children exist from the entry's first fill on, follow its filled
 * quantity, and cancel each other.
 */
export class Bracket {
  readonly entry: OrderTicket;
  #stopLoss: OrderTicket | null = null;
  #takeProfit: OrderTicket | null = null;

  constructor(entry: OrderTicket) {
    this.entry = entry;
  }

  /** The protective stop; null until the entry fills. */
  get stopLoss(): OrderTicket | null {
    return this.#stopLoss;
  }

  /** The target; null until the entry fills. */
  get takeProfit(): OrderTicket | null {
    return this.#takeProfit;
  }

  /** Execution gives the bracket its children. */
  setChildren(stopLoss: OrderTicket, takeProfit: OrderTicket): void {
    this.#stopLoss = stopLoss;
    this.#takeProfit = takeProfit;
  }

  /** Some part of it can still fill. */
  get isOpen(): boolean {
    return this.entry.isOpen || this.#stopLoss?.isOpen === true || this.#takeProfit?.isOpen === true;
  }

  /** Asks to cancel whatever is open: entry and children. A position that the entry opened stays, unprotected. */
  cancel(tag?: string): void {
    for (const ticket of [this.entry, this.#stopLoss, this.#takeProfit])
      if (ticket?.isOpen === true) ticket.cancel(tag);
  }
}

interface OpenBracket {
  /** Null until the entry's first event or the end of its submission. */
  bracket: Bracket | null;
  /** The entry may still fill. */
  isEntryOpen: boolean;
  /** The children are being placed: what the entry fills meanwhile is added afterwards. */
  isPlacing: boolean;
  /** The stop may still bring something; so may the target, below. Not before both are placed. */
  isStopWatched: boolean;
  isTargetWatched: boolean;
  /** Units that children which are closed by now have taken off the position. */
  exited: Decimal;
  readonly prices: BracketPrices;
  readonly tag: string;
  readonly properties: OrderProperties | undefined;
}

/**
 * Keeps brackets: places the children when an entry fills, before the strategy hears of the fill, and cancels the
 * sibling of a child that filled within the same scan, so that never both fill. The stop is placed first, and so is
 * looked at first when a bar reaches both. A child that fills in full also cancels what is left of the entry.
 */
export class BracketOrders {
  readonly #processor: OrderProcessor;
  readonly #nextOrderId: () => number;
  readonly #reportError: (text: string) => void;
  /** Brackets whose entry or children may still bring something, by the id of the entry. */
  readonly #byEntry: (OpenBracket | undefined)[] = [];

  /** @param nextOrderId the id that the next submission will get */
  constructor(processor: OrderProcessor, nextOrderId: () => number, reportError: (text: string) => void) {
    this.#processor = processor;
    this.#nextOrderId = nextOrderId;
    this.#reportError = reportError;
  }

  /** Submits the entry by a call that returns its ticket, and keeps the bracket. */
  open(
    submit: () => OrderTicket,
    prices: BracketPrices,
    tag: string,
    properties: OrderProperties | undefined,
  ): Bracket {
    // The entry may fill before the call returns: its id is what its events are known by.
    const entryId = this.#nextOrderId();
    const open: OpenBracket = {
      bracket: null,
      isEntryOpen: true,
      isPlacing: false,
      isStopWatched: false,
      isTargetWatched: false,
      exited: Decimal.ZERO,
      prices,
      tag,
      properties,
    };
    this.#byEntry[entryId] = open;
    let ticket: OrderTicket | null = null;
    try {
      ticket = submit();
    } finally {
      open.isEntryOpen = ticket?.orderId === entryId && mayFill(ticket);
      this.#forget(entryId, open);
    }
    open.bracket ??= new Bracket(ticket);
    return open.bracket;
  }

  /** Takes in an order event of the run. */
  onOrderEvent(event: OrderEvent, { order, ticket }: OrderEntry): void {
    const isChild = order.bracketId !== 0;
    const entryId = isChild ? order.bracketId : order.id;
    const open = this.#byEntry[entryId];
    if (open === undefined) return;
    if (!isChild) this.#onEntry(open, event, ticket);
    else if (isWatched(open, ticket)) this.#onChild(open, event, ticket);
    this.#forget(entryId, open);
  }

  #forget(entryId: number, open: OpenBracket): void {
    if (open.isEntryOpen || open.isPlacing || open.isStopWatched || open.isTargetWatched) return;
    this.#byEntry[entryId] = undefined;
  }

  #onEntry(open: OpenBracket, event: OrderEvent, ticket: OrderTicket): void {
    if (!open.isEntryOpen) return;
    open.bracket ??= new Bracket(ticket);
    if (event.isFill) this.#protect(open, open.bracket);
    open.isEntryOpen = mayFill(ticket);
  }

  /** Places the children, or brings them to what the entry has filled by now. */
  #protect(open: OpenBracket, bracket: Bracket): void {
    if (open.isPlacing) return;
    if (needsChildren(bracket)) this.#place(open, bracket);
    this.#resize(open, bracket);
  }

  /** Each child is for all of the position that its sibling has not closed already. */
  #resize(open: OpenBracket, { entry, stopLoss, takeProfit }: Bracket): void {
    if (stopLoss === null || takeProfit === null) return;
    const quantity = entry.exactQuantityFilled.plus(open.exited).negated();
    this.#processor.resizeAtOnce(stopLoss, quantity.minus(takeProfit.exactQuantityFilled));
    this.#processor.resizeAtOnce(takeProfit, quantity.minus(stopLoss.exactQuantityFilled));
  }

  /** Submits both children. Each submission lets resting orders fill, the entry's rest among them. */
  #place(open: OpenBracket, bracket: Bracket): void {
    open.isPlacing = true;
    const quantity = bracket.entry.exactQuantityFilled.plus(open.exited).negated();
    const stopLoss = this.#submit(open, bracket.entry, OrderType.StopMarket, quantity);
    const takeProfit = this.#submit(open, bracket.entry, OrderType.Limit, quantity);
    bracket.setChildren(stopLoss, takeProfit);
    open.isStopWatched = true;
    open.isTargetWatched = true;
    open.isPlacing = false;
    if (stopLoss.status === OrderStatus.Filled) this.#onExit(open, bracket, stopLoss);
    if (takeProfit.status === OrderStatus.Filled) this.#onExit(open, bracket, takeProfit);
    if (stopLoss.status === OrderStatus.Invalid) this.#closeUnprotected(open, bracket);
    else this.#reportRefused(takeProfit, 'target', 'only the stop guards the position');
  }

  #reportRefused({ status, orderId, symbol }: OrderTicket, child: string, consequence: string): void {
    if (status !== OrderStatus.Invalid) return;
    this.#reportError(
      `The ${child} of the bracket for ${symbol.value} (order ${orderId}) was refused: ${consequence}. See the message of its order event.`,
    );
  }

  #submit(
    { prices, tag, properties }: OpenBracket,
    entry: OrderTicket,
    type: OrderType,
    quantity: Decimal,
  ): OrderTicket {
    return this.#processor.submit(
      new SubmitOrderRequest({
        orderType: type,
        symbol: entry.symbol,
        quantity,
        limitPrice: type === OrderType.Limit ? prices.takeProfit : undefined,
        stopPrice: type === OrderType.StopMarket ? prices.stopLoss : undefined,
        timeMs: this.#processor.utcNow(),
        tag,
        properties,
        bracketId: entry.orderId,
      }),
    );
  }

  #onChild(open: OpenBracket, event: OrderEvent, ticket: OrderTicket): void {
    const { bracket } = open;
    if (bracket === null) return;
    if (event.status === OrderStatus.PartiallyFilled) this.#resize(open, bracket);
    else if (event.status === OrderStatus.Filled) this.#onExit(open, bracket, ticket);
    else if (event.status === OrderStatus.Invalid && !open.isPlacing) this.#onRefused(open, bracket, ticket);
  }

  /** A broker may refuse a child long after it was handed over. */
  #onRefused(open: OpenBracket, bracket: Bracket, child: OrderTicket): void {
    if (child === bracket.stopLoss) {
      this.#closeUnprotected(open, bracket);
    } else {
      open.isTargetWatched = false;
      this.#reportRefused(child, 'target', 'only the stop guards the position');
    }
  }

  /** A position that cannot be protected is closed, with what else there is of its bracket. */
  #closeUnprotected(open: OpenBracket, { entry, stopLoss, takeProfit }: Bracket): void {
    if (stopLoss === null) return;
    this.#reportRefused(stopLoss, 'stop', 'the position has no protective stop and is closed');
    open.isStopWatched = false;
    open.isTargetWatched = false;
    this.#processor.cancelAtOnce(entry);
    if (takeProfit !== null) {
      open.exited = open.exited.plus(takeProfit.exactQuantityFilled);
      this.#processor.cancelAtOnce(takeProfit);
    }
    open.exited = open.exited.plus(stopLoss.exactQuantityFilled);
    const quantity = entry.exactQuantityFilled.plus(open.exited).negated();
    if (!quantity.isZero()) this.#submit(open, entry, OrderType.Market, quantity);
  }

  /** A child has filled in full: its sibling and what is left of the entry are cancelled. */
  #onExit(open: OpenBracket, { entry, stopLoss, takeProfit }: Bracket, child: OrderTicket): void {
    const { isStopWatched, isTargetWatched } = open;
    open.isStopWatched = false;
    open.isTargetWatched = false;
    if (isStopWatched && stopLoss !== null) this.#endChild(open, stopLoss, child);
    if (isTargetWatched && takeProfit !== null) this.#endChild(open, takeProfit, child);
    this.#processor.cancelAtOnce(entry);
  }

  #endChild(open: OpenBracket, ticket: OrderTicket, filled: OrderTicket): void {
    open.exited = open.exited.plus(ticket.exactQuantityFilled);
    if (ticket !== filled) this.#processor.cancelAtOnce(ticket);
  }
}

/** What a child tells may still matter. */
function isWatched({ bracket, isStopWatched, isTargetWatched }: OpenBracket, child: OrderTicket): boolean {
  if (child === bracket?.stopLoss) return isStopWatched;
  return child === bracket?.takeProfit && isTargetWatched;
}

/** There are none yet, or one has closed its part. Children that the strategy has cancelled do not come back. */
function needsChildren({ stopLoss, takeProfit }: Bracket): boolean {
  if (stopLoss === null || takeProfit === null) return true;
  if (stopLoss.isOpen || takeProfit.isOpen) return false;
  return stopLoss.status === OrderStatus.Filled || takeProfit.status === OrderStatus.Filled;
}

/** A fill may be told after a cancel: only what has filled or was refused is done with. */
function mayFill({ status }: OrderTicket): boolean {
  return status !== OrderStatus.Filled && status !== OrderStatus.Invalid;
}

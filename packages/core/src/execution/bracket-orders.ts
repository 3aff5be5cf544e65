import { Decimal } from '../numeric/decimal.ts';
import type { OrderEvent } from '../orders/order-event.ts';
import type { OrderProperties } from '../orders/order-properties.ts';
import { SubmitOrderRequest } from '../orders/order-request.ts';
import { OrderStatus } from '../orders/order-status.ts';
import type { OrderTicket } from '../orders/order-ticket.ts';
import { OrderType } from '../orders/order-type.ts';
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
  /** The children are being placed: what the entry fills meanwhile is added afterwards. */
  isPlacing: boolean;
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
  readonly #byEntry = new Map<number, OpenBracket>();
  readonly #byChild = new Map<number, OpenBracket>();

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
    const open: OpenBracket = { bracket: null, isPlacing: false, exited: Decimal.ZERO, prices, tag, properties };
    this.#byEntry.set(entryId, open);
    let ticket: OrderTicket | null = null;
    try {
      ticket = submit();
    } finally {
      if (ticket?.orderId !== entryId || ticket.status === OrderStatus.Invalid || ticket.status === OrderStatus.Filled)
        this.#byEntry.delete(entryId);
    }
    open.bracket ??= new Bracket(ticket);
    return open.bracket;
  }

  /** Takes in an order event of the run. */
  onOrderEvent(event: OrderEvent, ticket: OrderTicket): void {
    if (this.#byEntry.size > 0) {
      const entry = this.#byEntry.get(event.orderId);
      if (entry !== undefined) this.#onEntry(entry, event, ticket);
    }
    if (this.#byChild.size > 0) {
      const child = this.#byChild.get(event.orderId);
      if (child !== undefined) this.#onChild(child, event, ticket);
    }
  }

  #onEntry(open: OpenBracket, event: OrderEvent, ticket: OrderTicket): void {
    open.bracket ??= new Bracket(ticket);
    if (event.isFill) this.#protect(open, open.bracket);
    // A fill may be told after the cancel: only what has filled or was refused is done with.
    if (ticket.status === OrderStatus.Filled || ticket.status === OrderStatus.Invalid)
      this.#byEntry.delete(event.orderId);
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
    this.#byChild.set(stopLoss.orderId, open);
    this.#byChild.set(takeProfit.orderId, open);
    open.isPlacing = false;
    for (const child of [stopLoss, takeProfit]) {
      if (child.status === OrderStatus.Filled) this.#onExit(open, bracket, child);
    }
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
    this.#byChild.delete(child.orderId);
    if (child === bracket.stopLoss) this.#closeUnprotected(open, bracket);
    else this.#reportRefused(child, 'target', 'only the stop guards the position');
  }

  /** A position that cannot be protected is closed, with what else there is of its bracket. */
  #closeUnprotected(open: OpenBracket, { entry, stopLoss, takeProfit }: Bracket): void {
    if (stopLoss === null) return;
    this.#reportRefused(stopLoss, 'stop', 'the position has no protective stop and is closed');
    this.#processor.cancelAtOnce(entry);
    if (takeProfit !== null) {
      this.#byChild.delete(takeProfit.orderId);
      open.exited = open.exited.plus(takeProfit.exactQuantityFilled);
      this.#processor.cancelAtOnce(takeProfit);
    }
    open.exited = open.exited.plus(stopLoss.exactQuantityFilled);
    const quantity = entry.exactQuantityFilled.plus(open.exited).negated();
    if (!quantity.isZero()) this.#submit(open, entry, OrderType.Market, quantity);
  }

  /** A child has filled in full: its sibling and what is left of the entry are cancelled. */
  #onExit(open: OpenBracket, { entry, stopLoss, takeProfit }: Bracket, child: OrderTicket): void {
    for (const ticket of [stopLoss, takeProfit]) {
      if (ticket === null || !this.#byChild.delete(ticket.orderId)) continue;
      open.exited = open.exited.plus(ticket.exactQuantityFilled);
      if (ticket !== child) this.#processor.cancelAtOnce(ticket);
    }
    this.#processor.cancelAtOnce(entry);
  }
}

/** There are none yet, or one has closed its part. Children that the strategy has cancelled do not come back. */
function needsChildren({ stopLoss, takeProfit }: Bracket): boolean {
  if (stopLoss === null || takeProfit === null) return true;
  if (stopLoss.isOpen || takeProfit.isOpen) return false;
  return stopLoss.status === OrderStatus.Filled || takeProfit.status === OrderStatus.Filled;
}

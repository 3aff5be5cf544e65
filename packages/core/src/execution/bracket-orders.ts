import type { SecuritySymbol } from '../market/symbol.ts';
import type { Decimal } from '../numeric/decimal.ts';
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
  readonly prices: BracketPrices;
  readonly tag: string;
  readonly properties: OrderProperties | undefined;
}

/**
 * Keeps brackets: places the children when an entry fills, before the strategy hears of the fill, and cancels the
 * sibling of a child that filled within the same scan, so that never both fill. The stop is placed first, and so is
 * looked at first when a bar reaches both.
 */
export class BracketOrders {
  readonly #processor: OrderProcessor;
  readonly #nextOrderId: () => number;
  readonly #byEntry = new Map<number, OpenBracket>();
  readonly #byChild = new Map<number, OpenBracket>();

  /** @param nextOrderId the id that the next submission will get */
  constructor(processor: OrderProcessor, nextOrderId: () => number) {
    this.#processor = processor;
    this.#nextOrderId = nextOrderId;
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
    const open: OpenBracket = { bracket: null, isPlacing: false, prices, tag, properties };
    this.#byEntry.set(entryId, open);
    const ticket = submit();
    if (ticket.orderId !== entryId || !ticket.isOpen) this.#byEntry.delete(entryId);
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
      if (child !== undefined) this.#onChild(child, event);
    }
  }

  #onEntry(open: OpenBracket, event: OrderEvent, ticket: OrderTicket): void {
    open.bracket ??= new Bracket(ticket);
    if (event.isFill) this.#protect(open, open.bracket);
    if (!ticket.isOpen) this.#byEntry.delete(event.orderId);
  }

  /** Places the children, or brings them to what the entry has filled by now. */
  #protect(open: OpenBracket, bracket: Bracket): void {
    if (open.isPlacing) return;
    if (bracket.stopLoss === null) this.#place(open, bracket);
    const quantity = bracket.entry.exactQuantityFilled.negated();
    for (const child of [bracket.stopLoss, bracket.takeProfit]) {
      if (child !== null) this.#processor.resizeAtOnce(child, quantity);
    }
  }

  /** Submits both children. Each submission lets resting orders fill, the entry's rest among them. */
  #place(open: OpenBracket, bracket: Bracket): void {
    open.isPlacing = true;
    const { symbol, exactQuantityFilled } = bracket.entry;
    const quantity = exactQuantityFilled.negated();
    const stopLoss = this.#submit(open, symbol, OrderType.StopMarket, quantity, open.prices.stopLoss);
    const takeProfit = this.#submit(open, symbol, OrderType.Limit, quantity, open.prices.takeProfit);
    bracket.setChildren(stopLoss, takeProfit);
    this.#byChild.set(stopLoss.orderId, open);
    this.#byChild.set(takeProfit.orderId, open);
    open.isPlacing = false;
  }

  #submit(
    { tag, properties }: OpenBracket,
    symbol: SecuritySymbol,
    type: OrderType,
    quantity: Decimal,
    price: Decimal,
  ): OrderTicket {
    return this.#processor.submit(
      new SubmitOrderRequest({
        orderType: type,
        symbol,
        quantity,
        limitPrice: type === OrderType.Limit ? price : undefined,
        stopPrice: type === OrderType.StopMarket ? price : undefined,
        timeMs: this.#processor.utcNow(),
        tag,
        properties,
      }),
    );
  }

  #onChild({ bracket }: OpenBracket, event: OrderEvent): void {
    const stopLoss = bracket?.stopLoss;
    const takeProfit = bracket?.takeProfit;
    if (!stopLoss || !takeProfit) return;
    const isStop = event.orderId === stopLoss.orderId;
    const [child, sibling] = isStop ? [stopLoss, takeProfit] : [takeProfit, stopLoss];
    if (event.status === OrderStatus.Filled) {
      this.#byChild.delete(stopLoss.orderId);
      this.#byChild.delete(takeProfit.orderId);
      this.#processor.cancelAtOnce(sibling);
    } else if (event.status === OrderStatus.PartiallyFilled) {
      this.#processor.resizeAtOnce(sibling, child.exactQuantityRemaining.plus(sibling.exactQuantityFilled));
    }
  }
}

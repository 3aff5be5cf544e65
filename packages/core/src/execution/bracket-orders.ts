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
    for (const ticket of [this.entry, this.#stopLoss, this.#takeProfit]) if (ticket?.isOpen === true) ticket.cancel(tag);
  }
}

interface OpenBracket {
  readonly bracket: Bracket;
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
  readonly #byEntry = new Map<number, OpenBracket>();
  readonly #byChild = new Map<number, OpenBracket>();
  /** A bracket whose entry is being submitted: it may fill before it has a ticket. */
  #entering: { readonly prices: BracketPrices; readonly tag: string; readonly properties: OrderProperties | undefined } | null = null;
  #entered: OpenBracket | null = null;

  constructor(processor: OrderProcessor) {
    this.#processor = processor;
  }

  /** Submits the entry by a call that returns its ticket, and keeps the bracket. */
  open(
    submit: () => OrderTicket,
    prices: BracketPrices,
    tag: string,
    properties: OrderProperties | undefined,
  ): Bracket {
    this.#entering = { prices, tag, properties };
    this.#entered = null;
    const ticket = submit();
    const entered = this.#entered as OpenBracket | null;
    this.#entering = null;
    this.#entered = null;
    if (entered !== null) return entered.bracket;
    const bracket = new Bracket(ticket);
    if (ticket.isOpen) this.#byEntry.set(ticket.orderId, { bracket, prices, tag, properties });
    return bracket;
  }

  /** Takes in an order event of the run. */
  onOrderEvent(event: OrderEvent, ticket: OrderTicket): void {
    const entering = this.#entering;
    if (entering !== null) {
      // The first event of a submission belongs to its entry.
      this.#entering = null;
      this.#entered = { bracket: new Bracket(ticket), ...entering };
      this.#byEntry.set(ticket.orderId, this.#entered);
    }
    if (this.#byEntry.size > 0) {
      const entry = this.#byEntry.get(event.orderId);
      if (entry !== undefined) this.#onEntry(entry, event);
    }
    if (this.#byChild.size > 0) {
      const child = this.#byChild.get(event.orderId);
      if (child !== undefined) this.#onChild(child, event);
    }
  }

  #onEntry(open: OpenBracket, event: OrderEvent): void {
    if (event.isFill) this.#protect(open);
    if (!open.bracket.entry.isOpen || event.status === OrderStatus.Filled) this.#byEntry.delete(event.orderId);
  }

  /** Places the children, or brings them to what the entry has filled by now. */
  #protect(open: OpenBracket): void {
    const { bracket, prices } = open;
    const quantity = bracket.entry.exactQuantityFilled.negated();
    if (bracket.stopLoss !== null && bracket.takeProfit !== null) {
      for (const child of [bracket.stopLoss, bracket.takeProfit]) {
        if (child.isOpen) child.update({ quantity: quantity.toNumber() });
      }
      return;
    }
    const stopLoss = this.#submit(open, OrderType.StopMarket, quantity, prices.stopLoss);
    const takeProfit = this.#submit(open, OrderType.Limit, quantity, prices.takeProfit);
    bracket.setChildren(stopLoss, takeProfit);
    this.#byChild.set(stopLoss.orderId, open);
    this.#byChild.set(takeProfit.orderId, open);
  }

  #submit(open: OpenBracket, type: OrderType, quantity: Decimal, price: Decimal): OrderTicket {
    return this.#processor.submit(
      new SubmitOrderRequest({
        orderType: type,
        symbol: open.bracket.entry.symbol,
        quantity,
        limitPrice: type === OrderType.Limit ? price : undefined,
        stopPrice: type === OrderType.StopMarket ? price : undefined,
        timeMs: this.#processor.utcNow(),
        tag: open.tag,
        properties: open.properties,
      }),
    );
  }

  #onChild(open: OpenBracket, event: OrderEvent): void {
    const { stopLoss, takeProfit } = open.bracket;
    if (stopLoss === null || takeProfit === null) return;
    const sibling = event.orderId === stopLoss.orderId ? takeProfit : stopLoss;
    if (event.status === OrderStatus.Filled) {
      this.#byChild.delete(stopLoss.orderId);
      this.#byChild.delete(takeProfit.orderId);
      this.#processor.cancelAtOnce(sibling);
    } else if (event.status === OrderStatus.PartiallyFilled && sibling.isOpen) {
      sibling.update({ quantity: event.ticket?.quantityRemaining ?? sibling.quantity });
    }
  }
}

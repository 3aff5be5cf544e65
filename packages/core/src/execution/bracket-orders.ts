import type { BrokerageCapabilities, OrderHandover } from '../brokerage/brokerage.ts';
import { LockstepError } from '../errors/lockstep-error.ts';
import type { SecuritySymbol } from '../market/symbol.ts';
import { Decimal } from '../numeric/decimal.ts';
import type { Order } from '../orders/order.ts';
import type { OrderEvent } from '../orders/order-event.ts';
import type { OrderProperties } from '../orders/order-properties.ts';
import { OrderStatus } from '../orders/order-status.ts';
import { type OrderRequestSink, OrderTicket } from '../orders/order-ticket.ts';
import { OrderType } from '../orders/order-type.ts';
import type { Securities } from '../securities/securities.ts';
import { Bracket, type BracketPrices } from './bracket.ts';
import { BracketHandover } from './bracket-handover.ts';
import { type BracketParts, bracketParts } from './bracket-parts.ts';
import { type ChildDesk, ChildKeeping } from './child-keeping.ts';
import { KeptBrackets } from './kept-brackets.ts';
import { type BracketLeg, CHILDREN, legsAt, mayFill, OpenBracket } from './open-bracket.ts';
import type { OrderBook, OrderEntry } from './order-book.ts';

const NO_CHILDREN: readonly OrderHandover[] = [];

/** What brackets take from the rest of the engine. */
export interface BracketOrdersOptions {
  readonly desk: ChildDesk & OrderRequestSink;
  readonly book: OrderBook;
  readonly securities: Securities;
  readonly capabilities: () => BrokerageCapabilities;
  /** When children are placed that do not wait at the broker. */
  readonly placesChildren: 'fromFirstFill' | 'fromCompleteFill';
  readonly clientOrderId: (orderId: number) => string;
  /** Time that a partly filled entry may be without its stop, ms. */
  readonly deadlineMs: number;
  readonly reportError: (text: string) => void;
}

/**
 * Keeps brackets. Where the broker takes children with their entry, they are there from the start: they become orders
 * of the run when the entry fills, and are only watched. Elsewhere they are placed here when the entry fills, before the
 * strategy hears of the fill.
 */
export class BracketOrders {
  readonly #options: BracketOrdersOptions;
  readonly #desk: ChildDesk & OrderRequestSink;
  readonly #book: OrderBook;
  readonly #children: ChildKeeping;
  readonly #kept = new KeptBrackets((open) => this.#dropHeld(open));
  /** Those of which something has to happen in time. */
  readonly #timed = new Set<OpenBracket>();
  /** The first instant at which something has to have happened, epoch ms UTC. */
  nextDeadlineUtc: number = Number.POSITIVE_INFINITY;

  constructor(options: BracketOrdersOptions) {
    this.#options = options;
    this.#desk = options.desk;
    this.#book = options.book;
    this.#children = new ChildKeeping(options);
  }

  /** Submits the entry by a call that returns its ticket, and keeps the bracket. */
  open(
    submit: () => OrderTicket,
    prices: BracketPrices,
    tag: string,
    properties: OrderProperties | undefined,
  ): Bracket {
    // The entry may fill before the call returns: its id is what its events are known by.
    const entryId = this.#book.nextId();
    const [stop, target] = legsAt(entryId + 1, prices);
    const open = new OpenBracket(entryId, stop, target, tag, properties);
    this.#kept.add(open);
    let ticket: OrderTicket | null = null;
    try {
      ticket = submit();
    } finally {
      open.isEntryOpen = ticket?.orderId === entryId && mayFill(ticket);
      this.#review(open);
    }
    open.bracket ??= new Bracket(ticket);
    return open.bracket;
  }

  /**
   * Protects an order that is there already. An entry that is still in line takes its children along, others have them
   * placed here.
   *
   * @param held the position in its security: what was closed otherwise needs no protection
   */
  protect(
    entry: OrderTicket,
    prices: BracketPrices,
    tag: string,
    properties: OrderProperties | undefined,
    held: Decimal,
  ): Bracket {
    const bracket = new Bracket(entry);
    const { orderId, exactQuantityFilled: filled } = entry;
    if (this.#kept.get(orderId) !== undefined) {
      throw new LockstepError(
        'ORDER_INVALID',
        `Order ${orderId} for ${entry.symbol.value} is protected already; change its stop and target by their tickets.`,
      );
    }
    if (this.#book.get(orderId) === undefined) return bracket;
    const [stop, target] = legsAt(this.#book.reserve(CHILDREN), prices);
    const open = new OpenBracket(orderId, stop, target, tag, properties);
    open.bracket = bracket;
    open.isEntryOpen = mayFill(entry);
    const isHeld = filled.sign() === held.sign();
    const left = isHeld && held.abs().lt(filled.abs()) ? held : isHeld ? filled : Decimal.ZERO;
    open.exited = left.minus(filled);
    this.#kept.add(open);
    if (!filled.isZero()) this.#children.follow(open, bracket);
    this.#review(open);
    return bracket;
  }

  /** Keeps a bracket of an order that is not placed yet, with children that have ids already. */
  take(
    entryId: number,
    stop: BracketLeg | null,
    target: BracketLeg | null,
    tag: string,
    properties: OrderProperties | undefined,
  ): void {
    this.#kept.add(new OpenBracket(entryId, stop, target, tag, properties));
  }

  /** A child that is not placed yet will not be. */
  forgo(entryId: number, childId: number): void {
    const open = this.#kept.get(entryId);
    if (open?.stop?.id === childId) open.stop = null;
    if (open?.target?.id === childId) open.target = null;
  }

  /** Brackets of which some part can still fill. */
  openBrackets(): Bracket[] {
    const open = this.#kept.all.flatMap(({ bracket }) => (bracket?.isOpen === true ? [bracket] : []));
    return open.sort((a, b) => a.entry.orderId - b.entry.orderId);
  }

  /** The brackets of which something is open or has to be, as a later run has to know them. */
  parts(): BracketParts[] {
    this.#kept.dropEnded(this.#desk.utcNow());
    return this.#kept.all.flatMap((open) => bracketParts(open, this.#options));
  }

  /** Prices of children that are not placed yet, and what is to be protected, are divided like the shares. */
  applySplit(symbol: SecuritySymbol, splitFactor: Decimal): void {
    for (const open of this.#kept.all) {
      const entry = this.#book.get(open.entryId)?.ticket;
      if (entry?.symbol.id === symbol.id) open.split(entry.exactQuantityFilled, splitFactor);
    }
  }

  /**
   * Takes up a bracket of an earlier run: children that are there are watched, those that the entry's fills call for and
   * that are not there are placed at once.
   */
  adopt(
    entry: OrderTicket,
    stop: BracketLeg | null,
    target: BracketLeg | null,
    { tag, properties }: { readonly tag: string; readonly properties: OrderProperties | undefined },
  ): void {
    const open = new OpenBracket(entry.orderId, stop, target, tag, properties);
    const bracket = new Bracket(entry);
    open.bracket = bracket;
    open.isEntryOpen = mayFill(entry);
    const legs = [stop, target].filter((leg) => leg !== null);
    for (const leg of legs) {
      leg.ticket = (this.#book.get(leg.id) ?? this.#book.heldOf(leg.id))?.ticket ?? null;
      leg.isWatched = this.#book.get(leg.id) !== undefined;
    }
    const areWaiting = legs.some(({ ticket, isWatched }) => ticket !== null && !isWatched);
    const areThere = legs.every(({ ticket }) => ticket !== null);
    open.isNative = (areThere || areWaiting) && this.#options.capabilities().nativeBrackets !== false;
    for (const leg of legs) leg.isGone = areWaiting && leg.ticket === null;
    open.isPlaced = legs.some(({ isWatched }) => isWatched);
    this.#kept.add(open);
    this.#showChildren(open, bracket);
    const filled = legs.find(({ ticket }) => ticket?.status === OrderStatus.Filled);
    if (filled !== undefined) this.#children.onExit(open, bracket, filled);
    else if (!entry.exactQuantityFilled.isZero()) this.#protect(open, bracket);
    this.#review(open);
  }

  /** Whether ids are set aside for children of an order that gets its own now. */
  isProtected(entryId: number): boolean {
    return this.#kept.get(entryId) !== undefined;
  }

  /** What goes to the broker with an order: an entry takes its children along, which wait there if the broker can. */
  handover(order: Order): OrderHandover {
    const { clientOrderId, securities, capabilities } = this.#options;
    const open = this.#kept.get(order.id);
    if (open === undefined) return { order, clientOrderId: clientOrderId(order.id), children: NO_CHILDREN };
    const handover = new BracketHandover(order, open, securities, clientOrderId);
    if (capabilities().nativeBrackets !== false) this.#hold(open, handover.children);
    return handover;
  }

  /** The children wait at the broker. */
  #hold(open: OpenBracket, children: readonly OrderHandover[]): void {
    open.isNative = true;
    for (const { order } of children) {
      const leg = open.legOf(order.id);
      if (leg === null) continue;
      leg.ticket = OrderTicket.of(this.#desk, order);
      this.#book.hold({ order, ticket: leg.ticket });
    }
  }

  /**
   * Takes in what the broker tells of a child that waits there. A fill or a refusal makes it an order of the run, which
   * is returned.
   */
  wake(event: OrderEvent): OrderEntry | undefined {
    const held = this.#book.heldOf(event.orderId);
    const open = held === undefined ? undefined : this.#kept.get(held.order.bracketId);
    const leg = open?.legOf(event.orderId) ?? null;
    if (open === undefined || leg === null) return undefined;
    if (event.isFill || event.status === OrderStatus.Invalid) return this.#admit(open, leg);
    if (event.status === OrderStatus.Canceled) {
      leg.isGone = true;
      this.#book.drop(leg.id);
    } else {
      leg.early = event;
    }
    return undefined;
  }

  #admit(open: OpenBracket, leg: BracketLeg): OrderEntry | undefined {
    const entry = this.#book.admit(leg.id);
    if (entry === undefined) return undefined;
    open.isPlaced = true;
    leg.isWatched = true;
    open.bracket ??= this.#bracketOf(open);
    this.#showChildren(open, open.bracket);
    return entry;
  }

  #bracketOf({ entryId }: OpenBracket): Bracket | null {
    const ticket = this.#book.get(entryId)?.ticket;
    return ticket === undefined ? null : new Bracket(ticket);
  }

  #showChildren({ stop, target }: OpenBracket, bracket: Bracket | null): void {
    const shown = (leg: BracketLeg | null): OrderTicket | null => (leg?.isWatched === true ? leg.ticket : null);
    bracket?.setChildren(shown(stop), shown(target));
  }

  /** Takes in an order event of the run. */
  onOrderEvent(event: OrderEvent, { order, ticket }: OrderEntry): void {
    const isChild = order.bracketId !== 0;
    const open = this.#kept.get(isChild ? order.bracketId : order.id);
    if (open === undefined) return;
    if (isChild) this.#onChild(open, event, ticket);
    else this.#onEntry(open, event, ticket);
    this.#review(open);
  }

  /** After something has happened to a bracket. */
  #review(open: OpenBracket): void {
    this.#kept.review(open, this.#desk.utcNow());
  }

  /** The children of a bracket that is not kept any more will not be orders of the run. */
  #dropHeld({ isNative, stop, target }: OpenBracket): void {
    if (!isNative) return;
    if (stop !== null) this.#book.drop(stop.id);
    if (target !== null) this.#book.drop(target.id);
  }

  #onEntry(open: OpenBracket, event: OrderEvent, ticket: OrderTicket): void {
    if (!open.isEntryOpen) return;
    open.bracket ??= new Bracket(ticket);
    if (event.isFill) this.#protect(open, open.bracket);
    else if (event.status === OrderStatus.Canceled) this.#onEntryCanceled(open, open.bracket);
    open.isEntryOpen = mayFill(ticket);
  }

  #protect(open: OpenBracket, bracket: Bracket): void {
    const mustWait = this.#options.placesChildren === 'fromCompleteFill' && bracket.entry.status !== OrderStatus.Filled;
    if (!open.isNative && !mustWait) this.#children.follow(open, bracket);
    else if (!open.isNative) return;
    else if (!open.isPlaced) this.#takeUp(open, bracket);
    else if (open.hasExited || open.isClosing) this.#children.follow(open, bracket);
  }

  /** The broker places the children that wait there: now, or when the entry is complete. */
  #takeUp(open: OpenBracket, bracket: Bracket): void {
    const { nativeBrackets } = this.#options.capabilities();
    if (nativeBrackets === 'fromCompleteFill' && bracket.entry.status !== OrderStatus.Filled) {
      if (open.deadlineUtc === Number.POSITIVE_INFINITY) this.#await(open);
      return;
    }
    this.#settle(open);
    const legs = [open.stop, open.target].filter((leg) => leg !== null);
    if (legs.some(({ isGone }) => isGone)) {
      for (const { isGone, ticket } of legs) if (!isGone && ticket !== null) this.#desk.cancelAtOnce(ticket);
      this.#keepHere(open, bracket);
      return;
    }
    for (const leg of legs) this.#admit(open, leg);
    for (const { early } of legs) if (early !== null) this.#desk.orderEvent(early);
  }

  #onEntryCanceled(open: OpenBracket, bracket: Bracket): void {
    if (!open.isNative || open.isPlaced || bracket.entry.exactQuantityFilled.isZero()) return;
    this.#settle(open);
    this.#keepHere(open, bracket);
  }

  /** The broker will not place the children: they are placed here, with ids of their own. */
  #keepHere(open: OpenBracket, bracket: Bracket): void {
    for (const leg of [open.stop, open.target]) if (leg !== null) this.#book.drop(leg.id);
    this.#children.placeAnew(open, bracket);
  }

  #onChild(open: OpenBracket, event: OrderEvent, ticket: OrderTicket): void {
    const { bracket } = open;
    if (bracket === null) return;
    const leg = open.legOf(ticket.orderId);
    if (leg === null || !leg.isWatched) {
      const isClosing = ticket.orderType === OrderType.Market;
      if (event.isFill && !isClosing) this.#children.onLateFill(open, bracket, event);
    } else if (open.isNative) {
      this.#onNativeChild(open, bracket, leg, event);
    } else {
      this.#children.onChild(open, bracket, leg, event);
      if (open.isPaired && open.hasExited) this.#await(open);
    }
  }

  /** What the broker has to do by itself is looked after when it should have been done. */
  #onNativeChild(open: OpenBracket, bracket: Bracket, leg: BracketLeg, event: OrderEvent): void {
    if (event.status === OrderStatus.Filled) {
      open.hasExited = true;
      open.exited = open.exited.plus(leg.exactQuantityFilled);
      leg.isWatched = false;
      const sibling = leg === open.stop ? open.target : open.stop;
      if (sibling?.isWatched === true) {
        sibling.isWatched = false;
        open.exited = open.exited.plus(sibling.exactQuantityFilled);
      }
      this.#await(open);
    } else if (event.status === OrderStatus.Invalid) {
      this.#children.onRefused(open, bracket, leg);
    }
  }

  /** The broker has refused to change an order. */
  onUpdateRefused({ order }: OrderEntry): void {
    const open = order.bracketId === 0 ? undefined : this.#kept.get(order.bracketId);
    const leg = open?.legOf(order.id) ?? null;
    if (open === undefined || leg === null || open.bracket === null || open.isNative) return;
    this.#children.onUpdateRefused(open, open.bracket, leg);
  }

  #await(open: OpenBracket): void {
    open.deadlineUtc = this.#desk.utcNow() + this.#options.deadlineMs;
    this.#timed.add(open);
    this.nextDeadlineUtc = Math.min(this.nextDeadlineUtc, open.deadlineUtc);
  }

  #settle(open: OpenBracket): void {
    open.deadlineUtc = Number.POSITIVE_INFINITY;
    this.#timed.delete(open);
  }

  /** At the fixed points of a step: does what should have happened by now. */
  onTime(utcMs: number): void {
    if (utcMs < this.nextDeadlineUtc) return;
    this.nextDeadlineUtc = Number.POSITIVE_INFINITY;
    for (const open of Array.from(this.#timed)) {
      if (open.deadlineUtc <= utcMs) this.#onDeadline(open);
      this.nextDeadlineUtc = Math.min(this.nextDeadlineUtc, open.deadlineUtc);
    }
  }

  #onDeadline(open: OpenBracket): void {
    this.#settle(open);
    const { bracket, stop, target } = open;
    if (bracket !== null) {
      const late = [bracket.entry, ...(open.hasExited ? [stop?.ticket, target?.ticket] : [])];
      const isCut = open.hasExited || !open.isPlaced;
      for (const ticket of late) if (isCut && ticket?.isOpen === true) this.#desk.cancelAtOnce(ticket);
      if (!open.hasExited && !open.isPlaced && bracket.entry.isOpen) this.#insist(open, bracket);
    }
    this.#review(open);
  }

  /** The entry is partly filled, without a stop, and the broker has not answered the cancel of its rest. */
  #insist(open: OpenBracket, { entry }: Bracket): void {
    this.#await(open);
    this.#options.reportError(
      `Order ${entry.orderId} for ${entry.symbol.value} is partly filled (${entry.exactQuantityFilled} of ${entry.exactQuantity}) and has no stop: the broker places it with the complete fill. Its rest is being cancelled.`,
    );
  }
}

import type { BrokerageCapabilities, OrderHandover } from '../../brokerage/brokerage.ts';
import { LockstepError } from '../../errors/lockstep-error.ts';
import type { SecuritySymbol } from '../../market/symbol.ts';
import { Decimal } from '../../numeric/decimal.ts';
import type { Order } from '../../orders/order.ts';
import type { OrderEvent } from '../../orders/order-event.ts';
import type { OrderProperties } from '../../orders/order-properties.ts';
import { OrderStatus } from '../../orders/order-status.ts';
import type { OrderRequestSink, OrderTicket } from '../../orders/order-ticket.ts';
import { OrderType } from '../../orders/order-type.ts';
import type { Securities } from '../../securities/securities.ts';
import type { OrderBook, OrderEntry } from '../order-book.ts';
import { isTakenBack } from '../taken-back.ts';
import { findLegs, findOthers } from './adopted-legs.ts';
import { Bracket, type BracketPrices } from './bracket.ts';
import { BracketClosing } from './bracket-closing.ts';
import { BracketDeadlines } from './bracket-deadlines.ts';
import { BracketHandover } from './bracket-handover.ts';
import type { BracketParts } from './bracket-parts.ts';
import type { ChildDesk, ReportFailure } from './child-desk.ts';
import { ChildKeeping } from './child-keeping.ts';
import { type BracketLeg, CHILDREN, legsAt, mayFill, OpenBracket } from './open-bracket.ts';
import { OpenBrackets } from './open-brackets.ts';
import { showChildren, WaitingChildren } from './waiting-children.ts';

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
  /** Told of a position that is, or was about to be, without its stop. */
  readonly reportFailure: ReportFailure;
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
  readonly #brackets = new OpenBrackets((open) => this.#dropHeld(open));
  readonly #waiting: WaitingChildren;
  readonly #deadlines: BracketDeadlines;
  readonly #closing: BracketClosing;
  /** An execution is being taken back to be replaced, and what it had been for. */
  #isReplacing = false;
  #replaced: Decimal = Decimal.ZERO;

  constructor(options: BracketOrdersOptions) {
    this.#options = options;
    this.#desk = options.desk;
    this.#book = options.book;
    this.#waiting = new WaitingChildren(options, this.#brackets);
    this.#closing = new BracketClosing(options);
    this.#children = new ChildKeeping(options, this.#closing);
    this.#deadlines = new BracketDeadlines(options, this.#children, this.#closing);
  }

  /** The first instant at which something has to have happened, epoch ms UTC. */
  get nextDeadlineUtc(): number {
    return this.#deadlines.nextUtc;
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
    this.#brackets.add(open);
    let ticket: OrderTicket | null = null;
    try {
      ticket = submit();
    } finally {
      open.isEntryOpen = ticket?.orderId === entryId && mayFill(ticket);
      // An entry that was refused before it got its number leaves that to the next order.
      this.#forget(open);
      if (ticket?.orderId !== entryId) this.#brackets.drop(entryId);
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
    if (this.#brackets.openOf(orderId) !== undefined) {
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
    this.#brackets.add(open);
    if (!filled.isZero()) this.#children.follow(open, bracket);
    this.#forget(open);
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
    this.#brackets.add(new OpenBracket(entryId, stop, target, tag, properties));
  }

  /** A child that is not placed yet will not be. */
  forgo(entryId: number, childId: number): void {
    const open = this.#brackets.openOf(entryId);
    if (open?.stop?.id === childId) open.stop = null;
    if (open?.target?.id === childId) open.target = null;
  }

  /** Brackets of which some part can still fill. */
  openBrackets(): Bracket[] {
    return this.#brackets.shown();
  }

  /** The brackets of which something is open or has to be, as a later run has to know them. */
  parts(): BracketParts[] {
    return this.#brackets.parts(this.#options, this.#desk.utcNow());
  }

  /** Prices of children that are not placed yet, and what is to be protected, are divided like the shares. */
  applySplit(symbol: SecuritySymbol, splitFactor: Decimal): void {
    this.#brackets.forEach((open) => {
      const entry = this.#book.get(open.entryId)?.ticket;
      if (entry?.symbol.id === symbol.id) open.split(entry.exactQuantityFilled, splitFactor);
    });
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
    findLegs(open, legs, this.#book, this.#options.capabilities());
    findOthers(open, legs, this.#book);
    this.#brackets.add(open);
    showChildren(open, bracket);
    const filled = legs.find(({ ticket }) => ticket?.status === OrderStatus.Filled);
    if (filled !== undefined) this.#children.onExit(open, bracket, filled);
    else if (!entry.exactQuantityFilled.isZero()) this.#protect(open, bracket);
    this.#forget(open);
  }

  /** The bracket of an order of an earlier run, if it had one, has ended. */
  hasEnded(entryId: number): void {
    if (this.#brackets.get(entryId) === undefined) this.#brackets.end(entryId);
  }

  /** Whether the stop of a position is cancelled, or is being, because somebody asked for that. */
  hasGivenUpStop(symbol: SecuritySymbol): boolean {
    let isGivenUp = false;
    this.#brackets.forEach(({ entryId, stop }) => {
      const { cancelRequest = null, status } = stop?.ticket ?? {};
      if (cancelRequest === null || this.#book.get(entryId)?.ticket.symbol.id !== symbol.id) return;
      isGivenUp ||= status === OrderStatus.CancelPending || status === OrderStatus.Canceled;
    });
    return isGivenUp;
  }

  /** Whether ids are set aside for children of an order that gets its own now. */
  isProtected(entryId: number): boolean {
    return this.#brackets.openOf(entryId) !== undefined;
  }

  /** What goes to the broker with an order: an entry takes its children along, which wait there if the broker can. */
  handover(order: Order): OrderHandover {
    const { clientOrderId, securities, capabilities } = this.#options;
    const open = this.#brackets.openOf(order.id);
    if (open === undefined) return { order, clientOrderId: clientOrderId(order.id), children: NO_CHILDREN };
    const handover = new BracketHandover(order, open, securities, clientOrderId);
    if (capabilities().nativeBrackets !== false) this.#waiting.hold(open, handover.children);
    return handover;
  }

  /** Takes in what the broker tells of a child that waits there; returns it when that makes it an order of the run. */
  wake(event: OrderEvent): OrderEntry | undefined {
    return this.#waiting.wake(event);
  }

  /** Takes in an order event of the run. */
  onOrderEvent(event: OrderEvent, { order, ticket }: OrderEntry): void {
    const isChild = order.bracketId !== 0;
    const entryId = isChild ? order.bracketId : order.id;
    const open = this.#brackets.get(entryId);
    if (open === undefined) return;
    // What is replaced is looked at together with what stands in its place.
    const isReplaced = this.#isReplacing && isTakenBack(event, ticket);
    if (open === null) {
      if (event.isFill && !isReplaced) this.#afterEnd(entryId, event);
      return;
    }
    if (isReplaced) {
      if (isChild && !open.isWatching(order.id)) open.exited = open.exited.plus(event.exactFillQuantity);
      return;
    }
    if (isChild) this.#onChild(open, event, ticket);
    else this.#onEntry(open, event, ticket);
    this.#deadlines.closeAgainLater(open);
    this.#forget(open);
  }

  /** Takes in two events: of an execution that was taken back, and of the one in its place. @param units of the first */
  replace(units: Decimal, takeBack: () => void, book: () => void): void {
    this.#isReplacing = true;
    takeBack();
    this.#isReplacing = false;
    this.#replaced = units.negated();
    book();
    this.#replaced = Decimal.ZERO;
  }

  /** What fills of a bracket that has ended, or is taken back, is made good at the market. */
  #afterEnd(entryId: number, event: OrderEvent): void {
    const entry = this.#book.get(entryId);
    if (entry === undefined || !this.#closing.isDone) return;
    const change = event.exactFillQuantity.plus(this.#replaced);
    const { holdings } = this.#options.securities.get(entry.order.symbol);
    const toUndo = this.#brackets.toUndo(entryId, change, holdings.exactQuantity);
    if (toUndo.isZero()) return;
    const open = OpenBracket.ended(entry, toUndo);
    this.#brackets.add(open);
    if (open.bracket !== null) this.#children.even(open, open.bracket, event);
    this.#deadlines.closeAgainLater(open);
    this.#forget(open);
  }

  /** After something has happened to a bracket. */
  #forget(open: OpenBracket): void {
    this.#brackets.review(open, this.#desk.utcNow());
  }

  /** The children of a bracket that is not kept any more will not be orders of the run. */
  #dropHeld({ isNative, stop, target }: OpenBracket): void {
    if (!isNative) return;
    if (stop !== null) this.#book.drop(stop.id);
    if (target !== null) this.#book.drop(target.id);
  }

  #onEntry(open: OpenBracket, event: OrderEvent, ticket: OrderTicket): void {
    open.bracket ??= new Bracket(ticket);
    if (isTakenBack(event, ticket)) {
      this.#children.even(open, open.bracket, event);
      return;
    }
    if (!open.isEntryOpen) {
      if (event.isFill) this.#children.even(open, open.bracket, event);
      return;
    }
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
      if (open.deadlineUtc === Number.POSITIVE_INFINITY) this.#deadlines.await(open);
      return;
    }
    this.#deadlines.settle(open);
    const legs = [open.stop, open.target].filter((leg) => leg !== null);
    const left = legs.filter(({ isGone }) => !isGone);
    if (left.length === 0) {
      this.#children.placeAnew(open, bracket);
      return;
    }
    for (const leg of left) this.#waiting.admit(open, leg);
    for (const { early } of left) if (early !== null) this.#desk.orderEvent(early);
    if (left.length < legs.length && left[0] !== undefined) this.#children.takeOver(open, left[0]);
  }

  #onEntryCanceled(open: OpenBracket, bracket: Bracket): void {
    if (!open.isNative || open.isPlaced || bracket.entry.exactQuantityFilled.isZero()) return;
    this.#deadlines.settle(open);
    this.#children.placeAnew(open, bracket);
  }

  #onChild(open: OpenBracket, event: OrderEvent, ticket: OrderTicket): void {
    const { bracket } = open;
    if (bracket === null) return;
    const leg = open.legOf(ticket.orderId);
    if (leg === null || !leg.isWatched) {
      const isClosing = ticket.orderType === OrderType.Market && !(isTakenBack(event, ticket) && !ticket.isOpen);
      if (isClosing) this.#closing.onEvent(open, ticket);
      else if (event.isFill) this.#children.onLateFill(open, bracket, event);
    } else if (open.isNative) {
      this.#onNativeChild(open, bracket, leg, event);
    } else {
      this.#children.onChild(open, bracket, leg, event);
      if (open.isPaired && open.hasExited) this.#deadlines.await(open);
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
      this.#deadlines.awaitUntold(open);
    } else if (event.status === OrderStatus.Invalid) {
      this.#children.onRefused(open, bracket, leg);
    }
  }

  /** The broker has refused to change an order. */
  onUpdateRefused({ order }: OrderEntry): void {
    const open = order.bracketId === 0 ? undefined : this.#brackets.openOf(order.bracketId);
    const leg = open?.legOf(order.id) ?? null;
    if (open?.bracket == null || leg === null || open.isNative) return;
    this.#children.onUpdateRefused(open, open.bracket, leg);
  }

  /** At the fixed points of a step: does what should have happened by now. */
  onTime(utcMs: number): void {
    this.#deadlines.pass(utcMs, (open) => this.#forget(open));
  }
}

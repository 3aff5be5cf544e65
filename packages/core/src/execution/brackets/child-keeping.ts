import type { BrokerageCapabilities } from '../../brokerage/brokerage.ts';
import { ensureDefined } from '../../errors/ensure.ts';
import { Decimal } from '../../numeric/decimal.ts';
import type { OrderEvent } from '../../orders/order-event.ts';
import { OrderStatus } from '../../orders/order-status.ts';
import type { OrderTicket } from '../../orders/order-ticket.ts';
import type { Bracket } from './bracket.ts';
import type { BracketClosing } from './bracket-closing.ts';
import type { ChildDesk, ReportFailure } from './child-desk.ts';
import { BracketLeg, type OpenBracket } from './open-bracket.ts';

/** What keeping children takes from its surroundings. */
export interface ChildKeepingOptions {
  readonly desk: ChildDesk;
  readonly capabilities: () => BrokerageCapabilities;
  readonly reportFailure: ReportFailure;
}

/**
 * Keeps the children of a bracket: places them, lets them follow the entry, and cancels the sibling of a child that
 * filled within the same scan, so that never both fill. The stop is placed first, and so is looked at first when a bar
 * reaches both. A child that fills in full also cancels what is left of the entry.
 */
export class ChildKeeping {
  readonly #desk: ChildDesk;
  readonly #capabilities: () => BrokerageCapabilities;
  readonly #reportFailure: ReportFailure;
  readonly #closing: BracketClosing;

  constructor({ desk, capabilities, reportFailure }: ChildKeepingOptions, closing: BracketClosing) {
    this.#desk = desk;
    this.#capabilities = capabilities;
    this.#reportFailure = reportFailure;
    this.#closing = closing;
  }

  /** Places the children that are missing, or brings all to what the entry has filled by now. */
  follow(open: OpenBracket, bracket: Bracket): void {
    if (open.isClosing) this.#close(open, bracket);
    else if (!open.isPlaced) this.#place(open, bracket);
    else if (open.hasExited) this.placeAnew(open, bracket);
    else this.resize(open, bracket);
    if (!open.isPlaced || open.isClosing) return;
    // One was there when the run began, the other was not.
    if (open.stop?.ticket === null) this.#placeAlone(open, bracket, open.stop);
    if (open.target?.ticket === null) this.#placeAlone(open, bracket, open.target);
  }

  #place(open: OpenBracket, bracket: Bracket): void {
    const { entry } = bracket;
    const quantity = exitQuantity(open, entry);
    if (quantity.isZero()) return;
    open.isPlaced = true;
    open.hasExited = false;
    open.isPaired = false;
    const stopLoss = this.#create(open, open.stop, entry, quantity);
    const takeProfit =
      stopLoss?.status === OrderStatus.Invalid ? null : this.#create(open, open.target, entry, quantity);
    bracket.setChildren(stopLoss, takeProfit);
    if (stopLoss?.isOpen === true && takeProfit?.isOpen === true && this.#capabilities().nativeOco) {
      open.isPaired = true;
      this.#desk.placePairAtOnce(stopLoss, takeProfit);
      return;
    }
    if (stopLoss?.isOpen === true) this.#desk.placeAtOnce(stopLoss);
    if (takeProfit?.isOpen === true) this.#desk.placeAtOnce(takeProfit);
  }

  /**
   * Places children with ids of their own: those that were here have closed their part, or will not come to be at the
   * broker.
   */
  placeAnew(open: OpenBracket, bracket: Bracket): void {
    if (exitQuantity(open, bracket.entry).isZero()) return;
    const stop = this.#again(open.stop);
    const target = this.#again(open.target);
    if (stop === null && target === null) return;
    open.isNative = false;
    open.stop = stop;
    open.target = target;
    this.#place(open, bracket);
  }

  #again(leg: BracketLeg | null): BracketLeg | null {
    const id = leg === null ? null : this.#desk.reserveId();
    return leg === null || id === null ? null : new BracketLeg(id, leg.type, leg.price);
  }

  #create(open: OpenBracket, leg: BracketLeg | null, entry: OrderTicket, quantity: Decimal): OrderTicket | null {
    if (leg === null) return null;
    if (leg.ticket !== null) return leg.ticket;
    leg.isWatched = true;
    leg.ticket = this.#desk.createChild(open.request(leg, entry.symbol, quantity, this.#desk.utcNow()), leg.id);
    return leg.ticket;
  }

  /** Each child is for all of the position that its sibling has not closed already. */
  resize(open: OpenBracket, { entry }: Bracket): void {
    const quantity = exitQuantity(open, entry);
    const { stop, target } = open;
    if (stop !== null) this.#resizeLeg(stop, besides(target, quantity));
    if (target !== null) this.#resizeLeg(target, besides(stop, quantity));
  }

  #resizeLeg(leg: BracketLeg, quantity: Decimal): void {
    const { ticket, isWatched } = leg;
    if (!isWatched || ticket === null || !ticket.isOpen || ticket.exactQuantity.equals(quantity)) return;
    if (quantity.isZero()) {
      this.#desk.cancelAtOnce(ticket);
      return;
    }
    if (this.#capabilities().updates.has('quantity')) this.#desk.resizeAtOnce(ticket, quantity);
    else this.#renew(leg, ticket);
  }

  /**
   * One that waited at the broker is gone from there: the other is cancelled, and both are placed anew if it had not filled,
   * which may be why the first is gone.
   */
  takeOver(open: OpenBracket, left: BracketLeg): void {
    open.isNative = false;
    if (left.ticket?.isOpen === true) this.#renew(left, left.ticket);
  }

  /** Cancels a child to place it anew with the quantity that it should have. */
  #renew(leg: BracketLeg, ticket: OrderTicket): void {
    if (leg.isRenewed) return;
    leg.isRenewed = true;
    this.#desk.cancelAtOnce(ticket);
  }

  /** The broker has refused to change a child: it is for the wrong quantity now, and is placed anew. */
  onUpdateRefused(open: OpenBracket, { entry }: Bracket, leg: BracketLeg): void {
    const { ticket, isWatched } = leg;
    if (!isWatched || ticket === null || !ticket.isOpen) return;
    const sibling = leg === open.stop ? open.target : open.stop;
    if (!ticket.exactQuantity.equals(besides(sibling, exitQuantity(open, entry)))) this.#renew(leg, ticket);
  }

  /** Takes in an event of a child. */
  onChild(open: OpenBracket, bracket: Bracket, leg: BracketLeg, event: OrderEvent): void {
    switch (event.status) {
      case OrderStatus.PartiallyFilled:
        if (!open.isPaired) this.resize(open, bracket);
        break;
      case OrderStatus.Filled:
        this.onExit(open, bracket, leg);
        break;
      case OrderStatus.Invalid:
        this.onRefused(open, bracket, leg);
        break;
      case OrderStatus.Canceled:
        this.#onCanceled(open, bracket, leg);
        break;
      default:
    }
  }

  #onCanceled(open: OpenBracket, bracket: Bracket, leg: BracketLeg): void {
    const sibling = leg === open.stop ? open.target : open.stop;
    if (leg.isRenewed && sibling?.isGone === true) {
      open.exited = open.exited.plus(leg.exactQuantityFilled);
      this.placeAnew(open, bracket);
    } else if (leg.isRenewed) {
      open.exited = open.exited.plus(leg.exactQuantityFilled);
      const renewed = this.#again(leg);
      if (renewed === null) return;
      if (leg === open.stop) open.stop = renewed;
      else open.target = renewed;
      this.#placeAlone(open, bracket, renewed);
    } else if (leg === open.stop && leg.ticket?.cancelRequest === null) {
      this.#reportFailure(
        bracket.entry.symbol,
        `The stop of the bracket for ${bracket.entry.symbol.value} (order ${leg.id}) was cancelled without being asked to: the position has no protective stop.`,
      );
    }
  }

  #placeAlone(open: OpenBracket, bracket: Bracket, leg: BracketLeg): void {
    const sibling = leg === open.stop ? open.target : open.stop;
    const quantity = besides(sibling, exitQuantity(open, bracket.entry));
    if (quantity.isZero()) return;
    const ticket = ensureDefined(this.#create(open, leg, bracket.entry, quantity), 'ticket of the child');
    bracket.setChildren(open.stop?.ticket ?? null, open.target?.ticket ?? null);
    if (ticket.isOpen) this.#desk.placeAtOnce(ticket);
  }

  /** A child was refused, at once or long after it was handed over. */
  onRefused(open: OpenBracket, bracket: Bracket, leg: BracketLeg): void {
    leg.isWatched = false;
    if (leg === open.target) {
      this.#reportRefused(
        bracket,
        leg,
        'target',
        open.stop === null ? 'it has none' : 'only the stop guards the position',
      );
      return;
    }
    if (!this.#closing.isDone) return;
    this.#reportRefused(bracket, leg, 'stop', 'the position has no protective stop and is closed');
    open.isClosing = true;
    open.exited = open.exited.plus(leg.exactQuantityFilled);
    this.#close(open, bracket);
  }

  #reportRefused({ entry }: Bracket, { id }: BracketLeg, child: string, consequence: string): void {
    this.#reportFailure(
      entry.symbol,
      `The ${child} of the bracket for ${entry.symbol.value} (order ${id}) was refused: ${consequence}. See the message of its order event.`,
    );
  }

  /** A position that cannot be protected is closed, with what else there is of its bracket. */
  #close(open: OpenBracket, bracket: Bracket): void {
    // What is cancelled may be told of within the call: the bracket has not ended with it.
    open.isOrdering = true;
    this.#desk.cancelAtOnce(bracket.entry);
    if (open.target?.isWatched === true) this.#end(open, open.target);
    open.isOrdering = false;
    if (!exitQuantity(open, bracket.entry).isZero()) this.#closing.close(open, bracket);
  }

  /** A child has filled in full: its sibling and what is left of the entry are cancelled. */
  onExit(open: OpenBracket, bracket: Bracket, filled: BracketLeg): void {
    const { stop, target } = open;
    const { entry } = bracket;
    open.hasExited = true;
    filled.isWatched = false;
    open.exited = open.exited.plus(filled.exactQuantityFilled);
    if (stop?.isWatched === true) this.#end(open, stop);
    if (target?.isWatched === true) this.#end(open, target);
    this.#desk.cancelAtOnce(entry);
    // It was for less than the entry has filled: a change of its quantity came too late.
    if (!exitQuantity(open, entry).isZero()) this.placeAnew(open, bracket);
  }

  /** A child that was done with has filled all the same, or what it had filled was taken back. */
  onLateFill(open: OpenBracket, bracket: Bracket, event: OrderEvent): void {
    open.exited = open.exited.plus(event.exactFillQuantity);
    this.even(open, bracket, event);
  }

  /**
   * After something was filled or taken back out of turn: what is open follows. What was closed too much, or is back
   * without anything to close it, is made good at the market.
   */
  even(open: OpenBracket, bracket: Bracket, event: OrderEvent): void {
    const { entry } = bracket;
    const rest = entry.exactQuantityFilled.plus(open.exited);
    // Of an entry that may still fill, fills may not have been told yet.
    const most = open.isEntryOpen ? entry.exactQuantity : entry.exactQuantityFilled;
    const isTooMuch = open.exited.abs().gt(most.abs()) && open.exited.sign() !== entry.exactQuantity.sign();
    // A rest against the entry's direction is for a fill of the entry that is still to be told.
    const isOpen = entry.isOpen ? rest.sign() === entry.exactQuantity.sign() : !rest.isZero();
    const isBack = isOpen && open.hasExited && open.stop?.isWatched !== true && open.target?.isWatched !== true;
    if (!isTooMuch && !isBack) {
      this.resize(open, bracket);
      return;
    }
    if (!this.#closing.isDone) return;
    this.#reportFailure(
      entry.symbol,
      isTooMuch
        ? `More of the bracket for ${entry.symbol.value} was closed (${open.exited}) than its entry filled (${entry.exactQuantityFilled}): order ${event.orderId} filled after its sibling, or a fill of the entry was taken back. The surplus is closed at the market.`
        : `A fill of order ${event.orderId}, which had closed the bracket for ${entry.symbol.value}, was taken back: ${rest} is open without a stop and is closed at the market.`,
    );
    this.#closing.close(open, bracket);
  }

  #end(open: OpenBracket, leg: BracketLeg): void {
    leg.isWatched = false;
    open.exited = open.exited.plus(leg.exactQuantityFilled);
    const { ticket } = leg;
    if (ticket === null) return;
    if (ticket.isWaiting) this.#desk.discard(ticket);
    else if (!open.isPaired) this.#desk.cancelAtOnce(ticket);
  }
}

/** What children have to close: what the entry has filled, less what others have closed. Zero when that is more. */
function exitQuantity(open: OpenBracket, { exactQuantityFilled }: OrderTicket): Decimal {
  const quantity = exactQuantityFilled.plus(open.exited).negated();
  return quantity.sign() === exactQuantityFilled.sign() ? Decimal.ZERO : quantity;
}

/** What is left for a child beside its sibling's fills. */
function besides(sibling: BracketLeg | null, quantity: Decimal): Decimal {
  return sibling?.isWatched === true ? quantity.minus(sibling.exactQuantityFilled) : quantity;
}

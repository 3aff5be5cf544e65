import type { SecuritySymbol } from '../../market/symbol.ts';
import type { Decimal } from '../../numeric/decimal.ts';
import type { OrderEvent } from '../../orders/order-event.ts';
import type { SubmitOrderRequest } from '../../orders/order-request.ts';
import { OrderResponse, OrderResponseErrorCode } from '../../orders/order-response.ts';
import { isClosedStatus, OrderStatus } from '../../orders/order-status.ts';
import type { OrderTicket } from '../../orders/order-ticket.ts';
import { OrderType } from '../../orders/order-type.ts';
import type { Security } from '../../securities/security.ts';
import { MS_PER_MINUTE } from '../../time/resolution.ts';
import type { AlgorithmRun } from '../algorithm-run.ts';
import { reportProtection } from './report-protection.ts';

/** Wait before what failed, or was not answered, is tried again, ms; twice as long each time, so often at most. */
const RETRY_MS = 5_000;
const MOST_DOUBLINGS = 4;
/** How long after a position was closed a fill of an order of before may still be told, ms. */
const LATE_FILLS_MS = 5 * MS_PER_MINUTE;

/** A position that is being closed, and why. */
export interface FlattenedPosition {
  readonly symbol: SecuritySymbol;
  readonly tag: string;
}

/** What is known of a position that is being closed, or was a moment ago. */
interface ClosingOut {
  readonly security: Security;
  readonly tag: string;
  /** Orders that were asked to be cancelled since the last try. */
  readonly cancelled: Set<number>;
  /** The order that closes it. */
  close: OrderTicket | null;
  /** Orders are being cancelled or placed for it: what is told within those calls is looked at after them. */
  isAtWork: boolean;
  failures: number;
  /** The last close has failed, and another is tried at the next instant. */
  hasFailed: boolean;
  /** When it is looked at again, epoch ms UTC. */
  nextUtc: number;
  /** When it was done, epoch ms UTC; null while it is under way. */
  doneUtc: number | null;
  /** Id of the first order that came after it was done. */
  laterId: number;
}

/**
 * Closes positions for good, on behalf of somebody who wants out: what could still fill is cancelled first, and then exactly
 * what is held is closed, so that no position is turned around on the way. It goes on until nothing is held and nothing is
 * open; meanwhile the strategy cannot trade the security. A fill that is told later begins it anew.
 */
export class Flattening {
  readonly #run: AlgorithmRun;
  readonly #outs = new Map<string, ClosingOut>();
  /** The first instant at which something is to be tried again, epoch ms UTC. */
  nextUtc: number = Number.POSITIVE_INFINITY;
  /** Why every position is to be closed at the next fixed point of a step; null when none is. */
  wanted: string | null = null;

  constructor(run: AlgorithmRun) {
    this.#run = run;
  }

  /** Begins what a loss limit wants. */
  beginWanted(): void {
    const { wanted } = this;
    if (wanted === null) return;
    this.wanted = null;
    this.begin(wanted);
  }

  /** Begins to close positions, all of them unless some are named. */
  begin(tag: string, securities: readonly Security[] = this.#run.securities.values): void {
    const begun: ClosingOut[] = [];
    for (const security of securities.toSorted((a, b) => compare(a.symbol.value, b.symbol.value))) {
      const { id } = security.symbol;
      if (isFlat(security) && this.#run.book.openOrders(security.symbol).length === 0) continue;
      if (this.#underWay(id) !== undefined) continue;
      const out = newOut(security, tag);
      this.#outs.set(id, out);
      begun.push(out);
    }
    if (begun.length > 0) this.#run.recorder?.flatteningBegan();
    for (const out of begun) this.#tryAgain(out);
  }

  /** Those that are under way, as a later run has to know them. */
  positions(): FlattenedPosition[] {
    const outs = [...this.#outs.values()].filter(({ doneUtc }) => doneUtc === null);
    return outs.map(({ security, tag }) => ({ symbol: security.symbol, tag }));
  }

  /** Whether the position in a security is being closed. */
  isUnderWay(symbol: SecuritySymbol): boolean {
    return this.#underWay(symbol.id) !== undefined;
  }

  #underWay(id: string): ClosingOut | undefined {
    const out = this.#outs.get(id);
    return out?.doneUtc === null ? out : undefined;
  }

  /** The refusal of an order for a position that is being closed; null when it may go. */
  refusal({ symbol }: SubmitOrderRequest): OrderResponse | null {
    const out = this.#outs.size === 0 ? undefined : this.#underWay(symbol.id);
    if (out === undefined || out.isAtWork) return null;
    const reason = `the position in ${symbol.value} is being closed (${out.tag}); it can be traded again once that is done`;
    this.#run.recorder?.orderRefused(symbol.value, 'FLATTENING', reason);
    return new OrderResponse(OrderResponseErrorCode.RiskLimit, `The order for ${symbol.value} is refused: ${reason}.`);
  }

  /** After everybody else was told of an event. */
  onOrderEvent(event: OrderEvent): void {
    const out = this.#outs.size === 0 ? undefined : this.#outs.get(event.symbol.id);
    if (out === undefined || out.isAtWork) return;
    if (out.doneUtc !== null) {
      this.#onLate(out, out.doneUtc, event);
      return;
    }
    const { close } = out;
    if (close !== null && event.orderId === close.orderId && isClosedStatus(event.status)) this.#onClosed(out, close);
    this.#goOn(out);
  }

  #onLate(out: ClosingOut, doneUtc: number, { orderId, isFill, symbol }: OrderEvent): void {
    const isTradedAgain = orderId >= out.laterId && this.#run.book.order(orderId)?.bracketId === 0;
    if (isTradedAgain || this.#run.clock.utcNow() - doneUtc > LATE_FILLS_MS) this.#outs.delete(symbol.id);
    else if (isFill) this.begin(out.tag, [out.security]);
  }

  /** At the fixed points of a step: tries again what failed or was not answered. */
  onTime(utcMs: number): void {
    for (const out of this.#outs.values()) {
      if (out.doneUtc === null && out.nextUtc <= utcMs) this.#tryAgain(out);
    }
    this.#plan();
  }

  #tryAgain(out: ClosingOut): void {
    out.cancelled.clear();
    out.hasFailed = false;
    this.#wait(out);
    // An account that is being taken up is not traded yet.
    if (!this.#run.isWarmingUp) this.#goOn(out);
  }

  #wait(out: ClosingOut): void {
    const doublings = Math.min(Math.max(out.failures - 1, 0), MOST_DOUBLINGS);
    out.nextUtc = this.#run.clock.utcNow() + RETRY_MS * 2 ** doublings;
    this.#plan();
  }

  #plan(): void {
    this.nextUtc = Number.POSITIVE_INFINITY;
    for (const { doneUtc, nextUtc } of this.#outs.values())
      if (doneUtc === null) this.nextUtc = Math.min(this.nextUtc, nextUtc);
  }

  /** Cancels what could fill, and closes what is held once nothing is open that could close it as well. */
  #goOn(out: ClosingOut): void {
    const { security, close } = out;
    const held = security.holdings.exactQuantity;
    const open = this.#run.book.openTickets(security.symbol).filter((ticket) => ticket !== close);
    // Somebody may have ordered what is wanted here.
    const isWanted = (ticket: OrderTicket): boolean =>
      isClosing(ticket, held) && isAtMarket(ticket) && ticket.exactQuantityRemaining.abs().lte(held.abs());
    const unwanted = open.filter((ticket) => !isWanted(ticket));
    const [stops, others] = [true, false].map((isStop) =>
      unwanted.filter((ticket) => (isClosing(ticket, held) && isProtective(ticket)) === isStop),
    ) as [OrderTicket[], OrderTicket[]];
    out.isAtWork = true;
    for (const ticket of others) this.#cancel(out, ticket);
    // The stop goes last: without it the position is closed as soon as that is known.
    if (!others.some((ticket) => isClosing(ticket, held))) for (const ticket of stops) this.#cancel(out, ticket);
    out.isAtWork = false;
    if (isFlat(security)) {
      if (open.length === 0 && close === null) this.#finish(out);
    } else if (close === null && !out.hasFailed && !open.some((ticket) => isClosing(ticket, held))) {
      this.#close(out);
    }
  }

  /** Once for each try. An order that was not sent yet cannot be cancelled: that is asked for when it was. */
  #cancel(out: ClosingOut, ticket: OrderTicket): void {
    if (ticket.status === OrderStatus.New || out.cancelled.has(ticket.orderId)) return;
    out.cancelled.add(ticket.orderId);
    ticket.cancel(out.tag);
  }

  #close(out: ClosingOut): void {
    const quantity = out.security.holdings.exactQuantity.negated();
    out.isAtWork = true;
    const ticket = this.#run.trading.market(out.security, quantity, {
      asynchronous: false,
      tag: out.tag,
      properties: undefined,
    });
    out.isAtWork = false;
    if (ticket.isOpen) {
      out.close = ticket;
      return;
    }
    this.#onClosed(out, ticket);
    this.#goOn(out);
  }

  #onClosed(out: ClosingOut, ticket: OrderTicket): void {
    out.close = null;
    if (ticket.status === OrderStatus.Filled) return;
    out.failures += 1;
    out.hasFailed = true;
    this.#wait(out);
    const { symbol, holdings } = out.security;
    const seconds = (out.nextUtc - this.#run.clock.utcNow()) / 1_000;
    reportProtection(
      this.#run,
      symbol,
      `The position in ${symbol.value} (${holdings.exactQuantity}) could not be closed: ${ticket.submitRequest.response.errorMessage || `order ${ticket.orderId} has ended; see the message of its event`}. It is tried again in ${seconds} s. Close it by hand if that lasts.`,
    );
  }

  #finish(out: ClosingOut): void {
    out.doneUtc = this.#run.clock.utcNow();
    out.laterId = this.#run.book.nextId();
    this.#plan();
  }
}

function newOut(security: Security, tag: string): ClosingOut {
  return {
    security,
    tag,
    cancelled: new Set(),
    close: null,
    isAtWork: false,
    failures: 0,
    hasFailed: false,
    nextUtc: Number.POSITIVE_INFINITY,
    doneUtc: null,
    laterId: 0,
  };
}

/** Less than a lot cannot be closed. */
function isFlat({ holdings, symbolProperties }: Security): boolean {
  const held = holdings.exactQuantity;
  return held.isZero() || held.abs().lt(symbolProperties.lotSize);
}

/** Whether an order could close a position, or a part of it. */
function isClosing({ exactQuantity }: OrderTicket, held: Decimal): boolean {
  return !held.isZero() && exactQuantity.sign() === -held.sign();
}

function isProtective({ orderType }: OrderTicket): boolean {
  return orderType === OrderType.StopMarket || orderType === OrderType.TrailingStop;
}

function isAtMarket({ orderType }: OrderTicket): boolean {
  return (
    orderType === OrderType.Market || orderType === OrderType.MarketOnOpen || orderType === OrderType.MarketOnClose
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

import type { Decimal } from '../../numeric/decimal.ts';
import { SubmitOrderRequest } from '../../orders/order-request.ts';
import { OrderStatus } from '../../orders/order-status.ts';
import type { OrderTicket } from '../../orders/order-ticket.ts';
import { OrderType } from '../../orders/order-type.ts';
import type { Bracket } from './bracket.ts';
import type { ChildDesk, ReportFailure } from './child-desk.ts';
import type { OpenBracket } from './open-bracket.ts';

/** A close that was refused is tried again after the deadline, and after twice as long each time, so often at most. */
const MOST_DOUBLINGS = 4;

/**
 * Orders at the market what brings the position of a bracket to nothing: what cannot be protected, what two children have
 * closed too much, what was taken back after the bracket had ended. It goes on until that has filled.
 */
export class BracketClosing {
  readonly #desk: ChildDesk;
  readonly #reportFailure: ReportFailure;
  /** Orders of which the end was taken in: it may be told within the call that places them, and after it. */
  readonly #ended = new WeakSet<OrderTicket>();

  constructor({ desk, reportFailure }: { readonly desk: ChildDesk; readonly reportFailure: ReportFailure }) {
    this.#desk = desk;
    this.#reportFailure = reportFailure;
  }

  /** Whether that is done here; elsewhere it is the business of whoever trades. */
  get isDone(): boolean {
    return this.#desk.close !== null;
  }

  /** Closes what the entry has filled and nothing has closed, or opens what was closed too much. */
  close(open: OpenBracket, { entry }: Bracket): void {
    const { close } = this.#desk;
    const quantity = entry.exactQuantityFilled.plus(open.exited).negated();
    open.mustClose = false;
    if (quantity.isZero() || close === null) return;
    open.exited = open.exited.plus(quantity);
    open.isOrdering = true;
    const ticket = close(this.#request(open, entry, quantity));
    open.isOrdering = false;
    if (ticket.isOpen) open.closings.push(ticket);
    else this.onEvent(open, ticket);
  }

  #request({ entryId, tag, properties }: OpenBracket, { symbol }: OrderTicket, quantity: Decimal): SubmitOrderRequest {
    return new SubmitOrderRequest({
      orderType: OrderType.Market,
      symbol,
      quantity,
      timeMs: this.#desk.utcNow(),
      tag,
      properties,
      bracketId: entryId,
    });
  }

  /** Takes in an event of a closing order. What one that has ended did not do has to be done by another. */
  onEvent(open: OpenBracket, ticket: OrderTicket): void {
    if (ticket.isOpen || this.#ended.has(ticket)) return;
    this.#ended.add(ticket);
    open.closings = open.closings.filter((each) => each !== ticket);
    const left = ticket.exactQuantity.minus(ticket.exactQuantityFilled);
    if (ticket.status === OrderStatus.Filled || left.isZero()) {
      open.failedClosings = 0;
      return;
    }
    open.exited = open.exited.minus(left);
    open.mustClose = true;
    open.failedClosings += 1;
    this.#reportFailure(
      ticket.symbol,
      `The position in ${ticket.symbol.value} could not be closed (order ${ticket.orderId}): ${left.negated()} is open without a stop. See the message of its order event; it is tried again. Close it by hand if that lasts.`,
    );
  }

  /** How long to wait before what failed is tried again, ms. */
  waitMs({ failedClosings }: OpenBracket, deadlineMs: number): number {
    return deadlineMs * 2 ** Math.min(Math.max(failedClosings - 1, 0), MOST_DOUBLINGS);
  }
}

import type { ClientSession } from '../sessions/client-session.ts';
import { handlerOf, type RequestHandler } from '../sessions/request-router.ts';
import { readInteger } from '../wire/layout.ts';
import { PLACE_ORDER, readPlaceOrder } from '../wire/place-order.ts';
import { CANCEL_ORDER, REQ_GLOBAL_CANCEL } from '../wire/requests.ts';
import type { DeskParts } from './desk-parts.ts';
import { OrderCancels } from './order-cancels.ts';
import { OrderChanges } from './order-changes.ts';
import { OrderPlacement } from './order-placement.ts';
import { readTerms } from './order-terms.ts';
import { VenueInbox } from './venue-inbox.ts';

const READ_ONLY = "Error validating request.-'cD' : cause - The API interface is currently in Read-Only mode.";

/** Takes in what clients ask of orders. */
export class OrderDesk {
  readonly placement: OrderPlacement;
  readonly changes: OrderChanges;
  readonly cancels: OrderCancels;
  readonly #parts: DeskParts;

  constructor(parts: DeskParts) {
    this.#parts = parts;
    this.cancels = new OrderCancels(parts);
    this.changes = new OrderChanges(parts);
    this.placement = new OrderPlacement(parts, this.cancels);
    this.changes.onTransmit = (order) => this.placement.take(order);
    parts.venue.connect(new VenueInbox(parts, this.placement, this.cancels, this.changes));
  }

  get handlers(): readonly RequestHandler[] {
    return [
      { name: 'placeOrder', id: PLACE_ORDER, handle: (session, fields) => this.#place(session, fields) },
      handlerOf(CANCEL_ORDER, (session, { orderId }) => this.#cancel(session, orderId)),
      handlerOf(REQ_GLOBAL_CANCEL, (session) => this.#cancelAll(session)),
    ];
  }

  #refusesAsReadOnly(session: ClientSession): boolean {
    const { readOnly } = this.#parts.habits;
    if (readOnly) session.tellError(-1, 321, READ_ONLY);
    return readOnly;
  }

  #place(session: ClientSession, message: readonly string[]): void {
    if (this.#refusesAsReadOnly(session)) return;
    const terms = readTerms(readPlaceOrder(message));
    const orderId = readInteger(terms.fields.orderId);
    const clientId = session.clientId ?? 0;
    if (orderId === null) {
      session.tellError(
        -1,
        320,
        `Error reading request. Unable to parse data. Invalid order id '${terms.fields.orderId}'`,
      );
      return;
    }
    const known = this.#parts.orders.of(clientId, orderId);
    if (known !== undefined && this.#isCurrent(known.isDone, clientId, orderId))
      this.changes.change(session, known, terms);
    else this.placement.place(session, orderId, terms);
  }

  /** An order that is over stands for its id only while TWS remembers that the id was used. */
  #isCurrent(isDone: boolean, clientId: number, orderId: number): boolean {
    return !isDone || this.#parts.ids.isUsed(clientId, orderId);
  }

  #cancel(session: ClientSession, text: string): void {
    if (this.#refusesAsReadOnly(session)) return;
    const orderId = readInteger(text) ?? 0;
    this.cancels.request(session, orderId);
  }

  #cancelAll(session: ClientSession): void {
    if (!this.#refusesAsReadOnly(session)) this.cancels.requestAll();
  }
}

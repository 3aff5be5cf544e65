import type { SecuritySymbol } from '../../market/symbol.ts';
import type { Decimal } from '../../numeric/decimal.ts';
import type { OrderEvent } from '../../orders/order-event.ts';
import type { SubmitOrderRequest } from '../../orders/order-request.ts';
import type { OrderTicket } from '../../orders/order-ticket.ts';

/** Where children are placed, changed and cancelled, without waiting in line: they follow the fills of other orders. */
export interface ChildDesk {
  /** Epoch ms UTC. */
  utcNow(): number;
  /** Sets an id aside for a child that takes the place of one that has ended; null where whoever trades places it. */
  reserveId(): number | null;
  /** Makes an order that is not handed over yet; it is Invalid when it was refused on the spot. */
  createChild(request: SubmitOrderRequest, id: number): OrderTicket;
  placeAtOnce(ticket: OrderTicket): void;
  /** Hands over two of which the broker lets only one fill. */
  placePairAtOnce(first: OrderTicket, second: OrderTicket): void;
  resizeAtOnce(ticket: OrderTicket, quantity: Decimal): void;
  cancelAtOnce(ticket: OrderTicket): void;
  /** Takes in what the broker has told before. */
  orderEvent(event: OrderEvent): void;
  /** Ends an order that was never handed over. */
  discard(ticket: OrderTicket): void;
  /** Orders what closes a position that cannot be protected; null where that is the business of whoever trades. */
  readonly close: ((request: SubmitOrderRequest) => OrderTicket) | null;
}

/** Told of a position that is without its stop, is closed for it, or could not be closed. */
export type ReportFailure = (symbol: SecuritySymbol, text: string) => void;

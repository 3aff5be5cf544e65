import { Decimal, type Order } from '@lockstep/core';
import type { Instrument } from '../contracts/instruments.ts';
import type { OrderTerms } from './order-terms.ts';

/** Statuses of the wire. */
export type WireStatus =
  | 'ApiPending'
  | 'PendingSubmit'
  | 'PreSubmitted'
  | 'Submitted'
  | 'PendingCancel'
  | 'Cancelled'
  | 'Filled'
  | 'Inactive';

/** Where an order stands, beside its status. */
export type OrderStage =
  /** It has not been transmitted. */
  | 'draft'
  /** It waits for its parent to fill. */
  | 'attached'
  /** The venue has it. */
  | 'live'
  /** Nothing happens to it any more. */
  | 'done';

/** What an order is made of. */
export interface SimulatedOrderFields {
  readonly clientId: number;
  readonly orderId: number;
  readonly instrument: Instrument;
  readonly terms: OrderTerms;
  /** The order at the venue. */
  readonly venueOrder: Order;
  /** It was made in TWS itself. */
  readonly isManual: boolean;
}

/** An order as TWS keeps it. */
export class SimulatedOrder {
  clientId: number;
  /** Unique for the client only; 0 for orders made by hand, negative for those that a client has bound. */
  orderId: number;
  readonly instrument: Instrument;
  readonly venueOrder: Order;
  /** It was made in TWS itself. */
  readonly isManual: boolean;
  terms: OrderTerms;
  /** Unique for the account and never another; 0 until it is acknowledged. */
  permId = 0;
  parent: SimulatedOrder | null = null;
  readonly children: SimulatedOrder[] = [];
  stage: OrderStage = 'draft';
  status: WireStatus = 'Inactive';
  whyHeld = '';
  /** The venue keeps it with its parent. */
  isKeptByVenue = false;
  /** The client knows that it was taken. */
  isAcknowledged = false;
  /** The venue did not take the latest change. */
  isChangeRefused = false;
  /** A cancel is being worked on. */
  isCancelling = false;
  /** Units, positive. */
  filled: Decimal = Decimal.ZERO;
  averagePrice: Decimal = Decimal.ZERO;
  lastFillPrice: Decimal = Decimal.ZERO;
  /** Commission so far; null while none is known. */
  commission: { readonly amount: Decimal; readonly currency: string } | null = null;
  /** Epoch ms UTC; NaN while it is not over. */
  completedMs = Number.NaN;
  completedText = '';
  warning = '';
  #cost: Decimal = Decimal.ZERO;

  constructor({ clientId, orderId, instrument, terms, venueOrder, isManual }: SimulatedOrderFields) {
    this.clientId = clientId;
    this.orderId = orderId;
    this.instrument = instrument;
    this.terms = terms;
    this.venueOrder = venueOrder;
    this.isManual = isManual;
  }

  get isDone(): boolean {
    return this.stage === 'done';
  }

  /** Units, positive. */
  get quantity(): Decimal {
    return this.venueOrder.quantity.abs();
  }

  get remaining(): Decimal {
    return this.quantity.minus(this.filled);
  }

  /** @param quantity units of one execution, positive */
  fill(quantity: Decimal, price: Decimal): void {
    const isUnchanged = this.filled.isZero() || this.averagePrice.equals(price);
    this.filled = this.filled.plus(quantity);
    this.#cost = this.#cost.plus(quantity.times(price));
    this.averagePrice = isUnchanged ? price : this.#cost.dividedBy(this.filled);
    this.lastFillPrice = price;
  }

  /** An execution is another than was told. */
  refill(executions: readonly { readonly quantity: Decimal; readonly price: Decimal }[]): void {
    this.filled = Decimal.ZERO;
    this.#cost = Decimal.ZERO;
    for (const { quantity, price } of executions) this.fill(quantity, price);
  }
}

import type { Decimal } from '@lockstep/core';
import type { SimulatedInstrument } from '../market/instruments.ts';
import type { SimulatedOrder } from '../orders/simulated-order.ts';

/** A position of the account, by its ticket, which stays while it is there. */
export interface SimulatedPosition {
  readonly ticket: number;
  readonly instrument: SimulatedInstrument;
  readonly openedMs: number;
  readonly updatedMs: number;
  readonly magic: number;
  readonly comment: string;
  /** Signed units. */
  readonly units: Decimal;
  /** Average price at which it was opened. */
  readonly price: Decimal;
  /** In the currency of its price. */
  readonly profit: Decimal;
}

/** What has been carried out of an order. */
export interface PositionFill {
  readonly order: SimulatedOrder;
  /** Signed units. */
  readonly units: Decimal;
  readonly price: Decimal;
  readonly timeMs: number;
}

/** What that did to a position. */
export interface PositionChange {
  /** Of `DealEntry`. */
  readonly entry: number;
  readonly ticket: number;
  /** Realised, in account currency. */
  readonly profit: Decimal;
}

/** How an account keeps its positions: one of each symbol, or one of each order that has opened one. */
export interface SimulatedPositions {
  all(): readonly SimulatedPosition[];
  find(ticket: number): SimulatedPosition | null;
  /** Takes in what has been carried out, which the venue has booked already. */
  fill(fill: PositionFill): PositionChange;
}

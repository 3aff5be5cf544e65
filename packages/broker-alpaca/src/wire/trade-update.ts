import type { WireOrder } from './order.ts';

/** What may happen to an order, as the stream `trade_updates` names it. */
export type WireTradeEvent =
  | 'accepted'
  | 'pending_new'
  | 'new'
  | 'held'
  | 'partial_fill'
  | 'fill'
  | 'canceled'
  | 'expired'
  | 'done_for_day'
  | 'replaced'
  | 'rejected'
  | 'stopped'
  | 'pending_cancel'
  | 'pending_replace'
  | 'calculated'
  | 'suspended'
  | 'restated'
  | 'order_replace_rejected'
  | 'order_cancel_rejected'
  | 'trade_bust'
  | 'trade_correct';

/** A message of the stream `trade_updates`: what happened, and the order after it. */
export interface WireTradeUpdate {
  readonly event: WireTradeEvent;
  /** Orders of events by time: a ULID. */
  readonly event_id?: string;
  readonly at?: string;
  readonly timestamp?: string;
  /** With `fill` and `partial_fill`, as are the price and quantity of this execution and the position after it. */
  readonly execution_id?: string;
  /** With `trade_bust` and `trade_correct`: the execution that it undoes or replaces; a bust has its units as negative `qty`. */
  readonly previous_execution_id?: string;
  readonly price?: string;
  readonly qty?: string;
  readonly position_qty?: string;
  readonly order: WireOrder;
}

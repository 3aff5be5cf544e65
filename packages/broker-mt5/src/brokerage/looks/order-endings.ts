import { type Decimal, OrderStatus } from '@lockstep/core';
import { OrderState } from '../../wire/enums.ts';
import type { WireOrder } from '../../wire/structures.ts';

/** How an order has ended, by its entry in the history; null while that is not settled. */
export function endingOf({
  state,
  comment,
}: WireOrder): { readonly status: OrderStatus; readonly text: string } | null {
  switch (state) {
    case OrderState.Canceled:
      return { status: OrderStatus.Canceled, text: '' };
    case OrderState.Expired:
      return { status: OrderStatus.Canceled, text: 'The order has expired.' };
    case OrderState.Rejected:
      return { status: OrderStatus.Invalid, text: `The broker rejected the order (${comment}).` };
    // In the history: a part was filled and the rest cancelled.
    case OrderState.Partial:
      return { status: OrderStatus.Canceled, text: 'What was not filled was cancelled.' };
    default:
      return null;
  }
}

/** Our status of one of MetaTrader's orders. */
export function statusOf(wire: WireOrder, filled: Decimal): OrderStatus {
  const ended = wire.time_done_msc === 0 ? null : endingOf(wire);
  if (ended !== null) return ended.status;
  if (wire.state === OrderState.Filled) return OrderStatus.Filled;
  return filled.isZero() ? OrderStatus.Submitted : OrderStatus.PartiallyFilled;
}

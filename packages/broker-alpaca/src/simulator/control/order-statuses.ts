import type { WireOrderStatus } from '../../wire/order.ts';
import type { WireTradeEvent } from '../../wire/trade-update.ts';
import { type Refusal, unprocessable } from '../http/reply.ts';
import type { DeskParts } from '../orders/desk-parts.ts';
import type { OrderDesk } from '../orders/order-desk.ts';
import type { SimulatedOrder } from '../orders/simulated-order.ts';

/** Events whose name differs from that of the status. */
const EVENTS: Readonly<Record<string, WireTradeEvent>> = { partially_filled: 'partial_fill', filled: 'fill' };

/**
 * Has the exchange put an order into a status: `canceled`, `expired` and `rejected` end it at the venue, others are only
 * told, known or not.
 */
export function setOrderStatus(
  order: SimulatedOrder,
  status: string,
  { updates, clock }: DeskParts,
  desk: OrderDesk,
): Refusal | null {
  if (order.isClosed) return unprocessable(`order is already in "${order.status}" state`);
  switch (status) {
    case 'canceled':
      desk.cancels.carryOut(order);
      break;
    case 'expired':
      desk.cancels.end(order, 'expired');
      break;
    case 'rejected':
      desk.cancels.end(order, 'rejected');
      break;
    default:
      order.status = status as WireOrderStatus;
      updates.tell(EVENTS[status] ?? (status as WireTradeEvent), order, clock.utcNow());
  }
  return null;
}

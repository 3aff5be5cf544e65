import type { Order } from '../orders/order.ts';
import { OrderEvent } from '../orders/order-event.ts';
import { OrderStatus } from '../orders/order-status.ts';
import type { OrderTicket } from '../orders/order-ticket.ts';

/** Id of what undoes an execution. */
export function takenBackId(executionId: string): string {
  return `${executionId}.taken-back`;
}

/** The opposite of an execution that was taken back, with its fee. @param utcMs when that was told, epoch ms UTC */
export function takenBackEvent(order: Order, executed: OrderEvent, utcMs: number): OrderEvent {
  const text = `The broker took back execution ${executed.executionId}.`;
  const event = new OrderEvent(order, utcMs, OrderStatus.PartiallyFilled, text);
  event.executionId = takenBackId(executed.executionId);
  event.exactFillPrice = executed.exactFillPrice;
  event.exactFillQuantity = executed.exactFillQuantity.negated();
  event.orderFee = { ...executed.orderFee, amount: executed.orderFee.amount.negated() };
  return event;
}

/** An event is the opposite of a fill of its order. */
export function isTakenBack(event: OrderEvent, { exactQuantity }: OrderTicket): boolean {
  return event.isFill && event.exactFillQuantity.sign() === -exactQuantity.sign();
}

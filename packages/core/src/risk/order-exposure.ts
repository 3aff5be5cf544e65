import type { SubmitOrderRequest } from '../orders/order-request.ts';
import type { OrderTicket } from '../orders/order-ticket.ts';
import { OrderType } from '../orders/order-type.ts';
import type { Security } from '../securities/security.ts';

/** What an order would do to a position. Money is in account currency. */
export interface OrderExposure {
  /** It only takes off what is held: no limit ever keeps a position from being closed. */
  readonly reduces: boolean;
  /** Units of the position once the order and those that wait on its side are filled; negative for short. */
  readonly projected: number;
  /** Value of that position, positive. */
  readonly positionValue: number;
  /** Value of the order, positive. */
  readonly orderValue: number;
  /** Price that values are taken at, in the quote currency: the order's, or the market's. */
  readonly price: number;
  /** The order, or one that waits, adds to a position or an entry that is there. */
  readonly adds: boolean;
}

/** What a request would do, given the open orders of its security. */
export function orderExposure(
  request: SubmitOrderRequest,
  security: Security,
  openTickets: readonly OrderTicket[],
): OrderExposure {
  const quantity = request.quantity.toNumber();
  // A market order that waits has as good as filled: what closes the position closes that as well.
  const held = security.holdings.quantityNumber + waitingAtMarket(openTickets);
  const isOpposite = held !== 0 && Math.sign(held) !== Math.sign(quantity);
  const reduces = isOpposite && Math.abs(quantity) <= Math.abs(held);
  const waiting = isOpposite ? 0 : waitingUnits(openTickets, Math.sign(quantity));
  const projected = held + waiting + quantity;
  const price = orderPrice(request, security);
  const unitValue = price * security.contractMultiplierNumber * security.quoteCurrency.conversionRate;
  return {
    reduces,
    projected,
    positionValue: Math.abs(projected) * unitValue,
    orderValue: Math.abs(quantity) * unitValue,
    price,
    adds: !isOpposite && (held !== 0 || waiting !== 0),
  };
}

function waitingAtMarket(tickets: readonly OrderTicket[]): number {
  let units = 0;
  for (const ticket of tickets) if (ticket.orderType === OrderType.Market) units += ticket.quantityRemaining;
  return units;
}

/** Units that open orders of a side have still to fill. */
function waitingUnits(tickets: readonly OrderTicket[], side: number): number {
  let units = 0;
  for (const ticket of tickets) {
    const isOther = ticket.orderType !== OrderType.Market && Math.sign(ticket.quantity) === side;
    if (isOther) units += ticket.quantityRemaining;
  }
  return units;
}

/** The price at which an order is meant to fill: its limit, stop or trigger, else the market's. */
function orderPrice(request: SubmitOrderRequest, security: Security): number {
  const { orderType } = request;
  if (orderType === OrderType.Limit || orderType === OrderType.StopLimit || orderType === OrderType.LimitIfTouched) {
    return request.limitPrice.toNumber();
  }
  if (orderType === OrderType.StopMarket || orderType === OrderType.TrailingStop) return request.stopPrice.toNumber();
  return security.price;
}

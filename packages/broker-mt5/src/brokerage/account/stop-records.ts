import { type BrokerageOrder, Decimal, OrderStatus } from '@lockstep/core';
import type { Instrument } from '../../symbols/instrument.ts';
import type { WireDeal, WireOrder, WirePosition } from '../../wire/structures.ts';
import { wireDecimal } from '../../wire/wire-decimal.ts';
import type { TrackedOrder } from '../orders/tracked-order.ts';
import { isTargetOrder } from '../stops/position-stops.ts';

/** What the stops of an entry are written in: its order while that rests, then its position; null once that is gone. */
export function hostOf(
  entry: TrackedOrder,
  orders: readonly WireOrder[],
  positions: readonly WirePosition[],
): WireOrder | WirePosition | null {
  const position = positions.find(({ ticket }) => ticket === entry.position);
  return position ?? orders.find(({ ticket }) => entry.tickets.includes(ticket)) ?? null;
}

/**
 * A stop of a position as the order that it is to whoever trades.
 *
 * @param price at which it stands; 0 once it is gone
 * @param deals those that were made at it
 */
export function describeStop(
  child: TrackedOrder,
  status: OrderStatus,
  price: number,
  deals: readonly WireDeal[] = [],
  instrument: Instrument | null = null,
): BrokerageOrder {
  const { order, parent, clientOrderId, tickets, symbol } = child;
  const units = ({ volume }: WireDeal): Decimal => instrument?.unitsOf(volume) ?? wireDecimal(volume);
  const filled = deals.reduce((sum, deal) => sum.plus(units(deal)), Decimal.ZERO);
  const paid = deals.reduce((sum, deal) => sum.plus(units(deal).times(wireDecimal(deal.price))), Decimal.ZERO);
  const sold = order.quantity.sign() < 0 ? filled.negated() : filled;
  const stands = price === 0 ? null : wireDecimal(price);
  return {
    clientOrderId,
    brokerIds: tickets,
    parentBrokerId: parent?.ticket ?? null,
    symbol,
    instrument: instrument?.wire.name ?? symbol.value,
    type: order.type,
    quantity: status === OrderStatus.Filled && !sold.isZero() ? sold : (child.target ?? order.quantity),
    filledQuantity: sold,
    averageFillPrice: filled.isZero() ? Decimal.ZERO : paid.dividedBy(filled).normalize(),
    limitPrice: isTargetOrder(child) ? stands : null,
    stopPrice: isTargetOrder(child) ? null : stands,
    trailingAmount: null,
    status,
    updatedAtMs: order.timeMs,
  };
}

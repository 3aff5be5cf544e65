import { Decimal, Order, type OrderHandover, OrderType, UpdateOrderRequest } from '@lockstep/core';
import { isSale } from '../../brokerage/orders/order-terms.ts';
import { Mt5OrderType, OrderReason } from '../../wire/enums.ts';
import type { DeskParts } from './desk-parts.ts';
import type { Ledger } from './ledger.ts';
import type { TradeRequest } from './order-draft.ts';
import { SimulatedOrder } from './simulated-order.ts';

type StopParts = Pick<DeskParts, 'ledger' | 'venue' | 'clock'>;

/** The stop and the target of the position that an order will open, as the venue knows them: children of the order. */
export function stopsOf(entry: SimulatedOrder, ledger: Ledger): SimulatedOrder[] {
  const { sl, tp } = entry.fields;
  return [
    ...(sl > 0 ? [stopOf(entry, OrderReason.StopLoss, sl, ledger)] : []),
    ...(tp > 0 ? [stopOf(entry, OrderReason.TakeProfit, tp, ledger)] : []),
  ];
}

function stopOf({ fields }: SimulatedOrder, reason: number, price: number, ledger: Ledger): SimulatedOrder {
  const { order: entry } = fields;
  const isLoss = reason === OrderReason.StopLoss;
  const order = new Order({
    id: ledger.nextTicket(),
    type: isLoss ? OrderType.StopMarket : OrderType.Limit,
    symbol: entry.symbol,
    quantity: entry.quantity.negated(),
    timeMs: entry.timeMs,
    tag: '',
    properties: entry.properties,
    bracketId: entry.id,
    stopPrice: isLoss ? Decimal.fromNumber(price) : undefined,
    limitPrice: isLoss ? undefined : Decimal.fromNumber(price),
  });
  const stop = new SimulatedOrder({
    ...fields,
    ticket: order.id,
    type: isSale(fields.type) ? Mt5OrderType.Buy : Mt5OrderType.Sell,
    comment: `[${isLoss ? 'sl' : 'tp'} ${price}]`,
    reason,
    position: fields.ticket,
    sl: 0,
    tp: 0,
    order,
  });
  ledger.add(stop);
  return stop;
}

export function handoverOf({ fields: { order } }: SimulatedOrder): OrderHandover {
  return { order, clientOrderId: `mt5-${order.id}`, children: [] };
}

/** Prices at which a position is closed, or one that an order will open; 0 for none. */
export function stopPrices(entry: SimulatedOrder | undefined): { readonly sl: number; readonly tp: number } {
  const price = (reason: number): number => {
    const stop = entry?.stops.find((each) => each.fields.reason === reason && each.doneMs === null);
    return stop === undefined ? 0 : priceOf(stop).toNumber();
  };
  return { sl: price(OrderReason.StopLoss), tp: price(OrderReason.TakeProfit) };
}

/** A stop is asked for where there was none: that this server does not take. */
export function lacksStop(entry: SimulatedOrder, { sl, tp }: TradeRequest): boolean {
  const now = stopPrices(entry);
  return (sl > 0 && now.sl === 0) || (tp > 0 && now.tp === 0);
}

/** Moves stops to other prices, and takes away those of which the price is 0. False: nothing was to be changed. */
export function changeStops(entry: SimulatedOrder, { sl, tp }: TradeRequest, { venue, clock }: StopParts): boolean {
  let isChanged = false;
  for (const stop of entry.stops.filter(({ doneMs }) => doneMs === null)) {
    const { order, reason } = stop.fields;
    const price = reason === OrderReason.StopLoss ? sl : tp;
    if (priceOf(stop).toNumber() === price) continue;
    isChanged = true;
    if (price === 0) venue.cancelOrder(order);
    else {
      const field = reason === OrderReason.StopLoss ? { stopPrice: price } : { limitPrice: price };
      const update = new UpdateOrderRequest(clock.utcNow(), order.id, field);
      if (update.limitPrice !== null) order.limitPrice = update.limitPrice;
      if (update.stopPrice !== null) order.stopPrice = update.stopPrice;
      venue.updateOrder(order, update);
    }
  }
  return isChanged;
}

/** Stops go with their position, and are for as much as is left of it. */
export function followPositions({ ledger, venue, clock }: StopParts): void {
  for (const entry of ledger.orders.values()) {
    if (entry.stops.length === 0 || entry.doneMs === null) continue;
    const left = ledger.positions.find(entry.ticket)?.units ?? Decimal.ZERO;
    for (const { fields, doneMs } of entry.stops) {
      const { order } = fields;
      if (doneMs !== null || order.quantity.minus(order.quantityFilled).equals(left.negated())) continue;
      if (left.isZero()) venue.cancelOrder(order);
      else {
        order.quantity = left.negated().plus(order.quantityFilled);
        venue.updateOrder(
          order,
          new UpdateOrderRequest(clock.utcNow(), order.id, { quantity: order.quantity.toNumber() }),
        );
      }
    }
  }
}

function priceOf({ fields: { order } }: SimulatedOrder): Decimal {
  return order.type === OrderType.Limit ? order.limitPrice : order.stopPrice;
}

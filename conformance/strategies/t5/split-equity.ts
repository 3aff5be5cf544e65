import {
  Algorithm,
  DataNormalizationMode,
  OrderField,
  type OrderTicket,
  OrderType,
  Resolution,
  type Slice,
} from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

/** Open orders of every kind that rests go through the split of AAPL with it. */
export default class SplitEquity extends Algorithm {
  readonly #tickets: OrderTicket[] = [];
  #priceAtSplit = Number.NaN;
  #factor = Number.NaN;

  override initialize(): void {
    this.setStartDate(2014, 6, 5);
    this.setEndDate(2014, 6, 11);
    this.setCash(100_000);
    this.addEquity('AAPL', Resolution.Hour, { dataNormalizationMode: DataNormalizationMode.Raw });
  }

  override onData(slice: Slice): void {
    const split = slice.splits.get('AAPL');
    if (split !== undefined) {
      this.#factor = split.splitFactor.toNumber();
      this.#priceAtSplit = this.securities.get('AAPL').price;
    }
    if (this.transactions.ordersCount > 0) return;
    this.#tickets.push(
      this.limitIfTouchedOrder('AAPL', 10, 10, 10),
      this.limitOrder('AAPL', 10, 5),
      this.stopLimitOrder('AAPL', 10, 15, 15),
      this.trailingStopOrder('AAPL', 10, 1000, 60, false),
      this.trailingStopOrder('AAPL', 10, 1000, 0.1, true),
    );
  }

  override onEndOfAlgorithm(): void {
    const [touched, limit, stopLimit, absolute, relative] = this.#tickets as [
      OrderTicket,
      OrderTicket,
      OrderTicket,
      OrderTicket,
      OrderTicket,
    ];
    for (const { orderId, quantity } of this.#tickets)
      requireThat(quantity === 69, `order ${orderId} is for ${quantity}`);
    requireField(touched, OrderField.TriggerPrice, 1.43);
    requireField(touched, OrderField.LimitPrice, 1.43);
    requireField(limit, OrderField.LimitPrice, 0.7143);
    requireField(stopLimit, OrderField.StopPrice, 2.14);
    requireThat(absolute.orderType === OrderType.TrailingStop, `order ${absolute.orderId} is of another type`);
    requireField(absolute, OrderField.TrailingAmount, 8.57);
    this.#requireNear(absolute, 60 * this.#factor);
    requireField(relative, OrderField.TrailingAmount, 0.1);
    this.#requireNear(relative, 0.1 * relative.get(OrderField.StopPrice));
  }

  #requireNear(ticket: OrderTicket, distance: number): void {
    const stop = ticket.get(OrderField.StopPrice);
    requireThat(Math.abs(stop - this.#priceAtSplit) <= distance, `stop of order ${ticket.orderId}: ${stop}`);
  }
}

function requireField(ticket: OrderTicket, field: OrderField, expected: number): void {
  const value = ticket.get(field);
  requireThat(value === expected, `field ${field} of order ${ticket.orderId} is ${value}, expected ${expected}`);
}

import { Decimal } from '@lockstep/core';
import { notFound, type Refusal } from '../http/reply.ts';
import type { DeskParts } from '../orders/desk-parts.ts';
import type { SimulatedOrder } from '../orders/simulated-order.ts';

/** What an execution becomes: nothing, or another quantity or price. */
export type Correction = { readonly bust: true } | { readonly qty?: string; readonly price?: string };

/** Executions that the market takes back or corrects afterwards: order, position and cash follow. */
export class Corrections {
  readonly #parts: DeskParts;

  constructor(parts: DeskParts) {
    this.#parts = parts;
  }

  apply(id: string, correction: Correction): Refusal | null {
    const { executions, updates, clock } = this.#parts;
    const execution = executions.get(id);
    if (execution === undefined) return notFound(`execution not found for ${id}`);
    const { order, quantity, price } = execution;
    const isBust = 'bust' in correction;
    const newQuantity = isBust ? Decimal.ZERO : Decimal.parse(correction.qty ?? quantity.toString());
    const newPrice = isBust ? price : Decimal.parse(correction.price ?? price.toString());
    const units = newQuantity.minus(quantity);
    const money = newQuantity.times(newPrice).minus(quantity.times(price));
    order.correct(units, money);
    this.#book(order, units, money);
    const corrected = {
      ...execution,
      quantity: newQuantity,
      price: newPrice,
      cumulativeQuantity: order.filledQuantity,
    };
    executions.correct(id, isBust ? null : corrected);
    updates.tell(isBust ? 'trade_bust' : 'trade_correct', order, clock.utcNow(), {
      execution_id: id,
      price: newPrice.toString(),
      qty: (isBust ? quantity : newQuantity).toString(),
      position_qty: order.fields.instrument.security.holdings.exactQuantity.toString(),
    });
    return null;
  }

  #book({ fields }: SimulatedOrder, units: Decimal, money: Decimal): void {
    const { holdings, quoteCurrency } = fields.instrument.security;
    const isSale = fields.side === 'sell';
    const change = isSale ? units.negated() : units;
    const paid = isSale ? money.negated() : money;
    const quantity = holdings.exactQuantity.plus(change);
    const cost = holdings.exactQuantity.times(holdings.exactAveragePrice).plus(paid);
    holdings.setHoldings(quantity.isZero() ? Decimal.ZERO : cost.dividedBy(quantity), quantity);
    quoteCurrency.setAmount(quoteCurrency.exactAmount.minus(paid));
    this.#parts.venue.portfolio.invalidate();
  }
}

import { Decimal } from '@lockstep/core';
import { notFound, type Refusal } from '../http/reply.ts';
import type { DeskParts } from '../orders/desk-parts.ts';

/** What an execution becomes: nothing, or another quantity or price. */
export type Correction = { readonly bust: true } | { readonly qty?: string; readonly price?: string };

/** Has the market take an execution back, or correct it: order, position and cash follow. */
export function correctExecution(
  id: string,
  correction: Correction,
  { executions, venue }: Pick<DeskParts, 'executions' | 'venue'>,
): Refusal | null {
  const execution = executions.get(id);
  if (execution === undefined) return notFound(`execution not found for ${id}`);
  const { order, quantity, price, venueId } = execution;
  if ('bust' in correction) {
    venue.correctExecution(venueId, null);
    return null;
  }
  const units = Decimal.parse(correction.qty ?? quantity.toString());
  venue.correctExecution(venueId, {
    quantity: order.fields.side === 'sell' ? units.negated() : units,
    price: Decimal.parse(correction.price ?? price.toString()),
  });
  return null;
}

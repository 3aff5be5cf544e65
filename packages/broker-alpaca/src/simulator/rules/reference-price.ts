import type { Decimal } from '@lockstep/core';
import type { Instrument } from '../market/instruments.ts';
import type { OrderDraft } from '../orders/order-draft.ts';

/** What a unit of an order is taken to cost: its own price, else the market's. */
export function referencePrice({ limitPrice, stopPrice, side }: OrderDraft, { security }: Instrument): Decimal {
  if (limitPrice !== null) return limitPrice;
  if (stopPrice !== null) return stopPrice;
  return side === 'buy' ? security.exactAskPrice : security.exactBidPrice;
}

import type { Decimal } from '@lockstep/core';
import { forbidden, type Refusal } from '../http/reply.ts';
import type { Instrument } from '../market/instruments.ts';
import type { DeskParts } from '../orders/desk-parts.ts';
import type { OrderDraft } from '../orders/order-draft.ts';
import type { SimulatedOrder } from '../orders/simulated-order.ts';

/** An order that could trade with an open one of the account's own. */
export function washTradeRefusal(draft: OrderDraft, { security }: Instrument, { orders }: DeskParts): Refusal | null {
  // Legs of brackets and pairs are the way out that Alpaca offers.
  if (draft.orderClass !== '' && draft.orderClass !== 'simple') return null;
  const limit = draft.type === 'limit' ? draft.limitPrice : null;
  const existing = orders.open().find((order) => {
    const { fields } = order;
    const isOpposite = fields.instrument.security === security && fields.side !== draft.side;
    return isOpposite && fields.orderClass !== 'bracket' && mayTrade(draft.side, limit, limitOf(order));
  });
  if (existing === undefined) return null;
  return forbidden('potential wash trade detected. use complex orders', {
    existing_order_id: existing.id,
    reject_reason: 'opposite side order exists',
  });
}

/** The price at which an order trades at worst; null where it takes any. */
function limitOf({ fields, values }: SimulatedOrder): Decimal | null {
  return fields.type === 'limit' ? values.limitPrice : null;
}

function mayTrade(side: 'buy' | 'sell', limit: Decimal | null, other: Decimal | null): boolean {
  if (limit === null || other === null) return true;
  return side === 'buy' ? limit.gte(other) : limit.lte(other);
}

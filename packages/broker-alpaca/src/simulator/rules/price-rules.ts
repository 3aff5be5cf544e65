import { Decimal } from '@lockstep/core';
import { type Refusal, unprocessable } from '../http/reply.ts';
import type { OrderDraft } from '../orders/order-draft.ts';

const DECIMALS_FROM_ONE_DOLLAR = 2;
const DECIMALS_BELOW = 4;

/** A price with more decimals than its size allows. */
export function subPennyRefusal(draft: OrderDraft): Refusal | null {
  const { limitPrice, stopPrice, takeProfit, stopLoss } = draft;
  return (
    priceRefusal('limit_price', limitPrice) ??
    priceRefusal('stop_price', stopPrice) ??
    priceRefusal('take_profit.limit_price', takeProfit) ??
    priceRefusal('stop_loss.stop_price', stopLoss?.stopPrice ?? null) ??
    priceRefusal('stop_loss.limit_price', stopLoss?.limitPrice ?? null)
  );
}

export function priceRefusal(name: string, price: Decimal | null): Refusal | null {
  if (price === null) return null;
  const decimals = price.gte(Decimal.ONE) ? DECIMALS_FROM_ONE_DOLLAR : DECIMALS_BELOW;
  if (price.equals(price.round(decimals))) return null;
  return unprocessable(
    `invalid ${name} ${price.toString()}. sub-penny increment does not fulfill minimum pricing criteria`,
  );
}

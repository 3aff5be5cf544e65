import { type Decimal, type Order, SecurityType } from '@lockstep/core';
import type { WireAsset } from '../../wire/account.ts';
import { decimalOf } from '../orders/wire-values.ts';
import { pricesOf, type Refusal } from './order-rules.ts';

/**
 * Why the sizes that Alpaca lists with a pair do not allow an order, or null: its least quantity, and the steps of quantity
 * and price. Stocks have none: their rules are the same for all.
 */
export function assetStepsRefusal(order: Order, asset: WireAsset | null): Refusal | null {
  const { quantity, symbol } = order;
  if (asset === null || symbol.securityType !== SecurityType.Crypto) return null;
  const units = quantity.abs();
  const least = decimalOf(asset.min_order_size);
  if (least !== null && units.lt(least))
    return {
      code: 'INVALID_ORDER',
      text: `${units} ${symbol.value} are ordered; Alpaca's least is ${least.normalize()}.`,
    };
  const refusal = offStep('quantity', units, decimalOf(asset.min_trade_increment));
  if (refusal !== null) return { code: 'INVALID_ORDER', text: refusal };
  const step = decimalOf(asset.price_increment);
  for (const [what, price] of pricesOf(order)) {
    const text = offStep(what, price, step);
    if (text !== null) return { code: 'INVALID_PRICE', text };
  }
  return null;
}

function offStep(what: string, value: Decimal, step: Decimal | null): string | null {
  if (step === null || step.sign() <= 0) return null;
  const below = value.dividedBy(step).truncate().times(step).normalize();
  if (below.equals(value)) return null;
  return `The ${what} ${value.normalize()} is no multiple of ${step.normalize()}, Alpaca's step here; make it ${below.isZero() ? step.normalize() : below} for instance.`;
}

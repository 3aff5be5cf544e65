import { Decimal } from '@lockstep/core';
import { forbidden, type Refusal, unprocessable } from '../http/reply.ts';
import type { Instrument } from '../market/instruments.ts';
import type { DeskParts } from '../orders/desk-parts.ts';
import type { OrderDraft } from '../orders/order-draft.ts';
import { referencePrice } from './reference-price.ts';

const MOST_DECIMALS = 9;
const TYPES: ReadonlySet<string> = new Set(['market', 'limit', 'stop', 'stop_limit']);
const LEAST_VALUE = { us_equity: 1, crypto: 10 } as const;

/** Fractions and amounts of money: for some assets, as simple DAY orders, never short. */
export function fractionRefusal(draft: OrderDraft, instrument: Instrument, { rules }: DeskParts): Refusal | null {
  const { qty, notional, side, type, timeInForce, orderClass, extendedHours } = draft;
  const { traits, assetClass, security } = instrument;
  if (qty !== null && !qty.equals(qty.round(MOST_DECIMALS))) {
    return unprocessable(`qty must have no more than ${MOST_DECIMALS} decimal places`);
  }
  if (assetClass === 'crypto' || (notional === null && isWhole(qty))) return null;
  if (!traits.fractionable) return forbidden(`asset "${instrument.symbol}" is not fractionable`);
  if (notional !== null && notional.lt(Decimal.ONE)) return unprocessable('notional must be >= 1.00');
  if (!TYPES.has(type)) return unprocessable('fractional orders must be market, limit, stop or stop_limit orders');
  if (timeInForce !== 'day') return unprocessable('fractional orders must be DAY orders');
  if (orderClass !== '' && orderClass !== 'simple') return unprocessable('fractional orders must be simple orders');
  const isUnavailable = extendedHours && rules.extendedHours && !traits.attributes.includes('fractional_eh_enabled');
  if (isUnavailable) return unprocessable('fractional orders are not eligible for extended hours trading');
  const isShort = side === 'sell' && security.holdings.exactQuantity.sign() <= 0;
  return isShort ? unprocessable('fractional orders cannot be sold short') : null;
}

export function isWhole(qty: Decimal | null): boolean {
  return qty === null || qty.equals(qty.truncate());
}

/** An order must be worth something. */
export function minimumValueRefusal(draft: OrderDraft, instrument: Instrument): Refusal | null {
  const { qty, notional } = draft;
  const price = referencePrice(draft, instrument);
  if (price.isZero()) return null;
  const least = LEAST_VALUE[instrument.assetClass];
  const value = notional ?? (qty ?? Decimal.ZERO).times(price);
  const isEnough = value.gte(Decimal.fromInteger(least));
  return isEnough ? null : forbidden(`cost basis must be >= minimal amount of order ${least}`);
}

import { Decimal } from '@lockstep/core';
import { malformed, type Refusal, unprocessable } from '../http/reply.ts';
import type { Instrument } from '../market/instruments.ts';
import type { OrderDraft } from '../orders/order-draft.ts';
import { isWhole } from './fraction-rules.ts';
import { referencePrice } from './reference-price.ts';

const LEAST_DISTANCE = Decimal.fromParts(1, 2);

/** Which brackets and pairs are taken. */
export function bracketRefusal(draft: OrderDraft, instrument: Instrument): Refusal | null {
  const { orderClass, takeProfit, stopLoss, timeInForce, qty, notional } = draft;
  if (orderClass === '' || orderClass === 'simple') {
    return takeProfit === null && stopLoss === null
      ? null
      : malformed('order_class is required for take_profit and stop_loss');
  }
  if (timeInForce !== 'day' && timeInForce !== 'gtc')
    return unprocessable(`${orderClass} orders must be DAY or GTC orders`);
  if (notional !== null || !isWhole(qty)) return unprocessable('fractional orders must be simple orders');
  if (orderClass === 'oto') {
    const isOne = (takeProfit === null) !== (stopLoss === null);
    return isOne ? null : malformed('oto orders require one of take_profit and stop_loss');
  }
  if (takeProfit === null && draft.limitPrice === null)
    return malformed(`${orderClass} orders require take_profit.limit_price`);
  if (stopLoss === null) return malformed(`${orderClass} orders require stop_loss.stop_price`);
  return orderClass === 'oco' ? pairRefusal(draft, instrument) : legRefusal(draft, instrument);
}

function pairRefusal(draft: OrderDraft, { security }: Instrument): Refusal | null {
  if (draft.type !== 'limit') return unprocessable('oco orders must be limit orders');
  const held = security.holdings.exactQuantity.sign();
  const isExit = draft.side === 'sell' ? held > 0 : held < 0;
  return isExit ? orderedRefusal(draft, draft.side === 'sell') : unprocessable('oco orders must be exit orders');
}

function legRefusal(draft: OrderDraft, instrument: Instrument): Refusal | null {
  const { side, stopLoss } = draft;
  if (stopLoss === null) return null;
  const base = referencePrice(draft, instrument);
  const { stopPrice } = stopLoss;
  if (!base.isZero() && side === 'buy' && stopPrice.gt(base.minus(LEAST_DISTANCE))) {
    return unprocessable('stop price must be less than base_price - 0.01');
  }
  if (!base.isZero() && side === 'sell' && stopPrice.lt(base.plus(LEAST_DISTANCE))) {
    return unprocessable('stop price must be greater than base_price + 0.01');
  }
  return orderedRefusal(draft, side === 'buy');
}

/** The target lies beyond the stop. */
function orderedRefusal({ takeProfit, limitPrice, stopLoss }: OrderDraft, isLong: boolean): Refusal | null {
  const target = takeProfit ?? limitPrice;
  if (target === null || stopLoss === null) return null;
  if (isLong && target.lte(stopLoss.stopPrice))
    return unprocessable('take_profit.limit_price must be > stop_loss.stop_price');
  if (!isLong && target.gte(stopLoss.stopPrice))
    return unprocessable('take_profit.limit_price must be < stop_loss.stop_price');
  return null;
}

import { Decimal } from '@lockstep/core';
import { buyingPowerOf } from '../account/account-figures.ts';
import { forbidden, type Refusal } from '../http/reply.ts';
import type { Instrument } from '../market/instruments.ts';
import type { DeskParts } from '../orders/desk-parts.ts';
import type { OrderDraft } from '../orders/order-draft.ts';
import { referencePrice } from './reference-price.ts';

/** By how much more than the quote a market order is taken to cost. */
const COLLAR = Decimal.fromParts(104, 2);
/** By how much more than the ask a short sale is taken to be worth. */
const SHORT_COLLAR = Decimal.fromParts(103, 2);
const CENTS = 2;

/** An order whose opening part costs more than the account may spend. */
export function buyingPowerRefusal(draft: OrderDraft, instrument: Instrument, parts: DeskParts): Refusal | null {
  const position = instrument.security.holdings.exactQuantity;
  const isExit = draft.side === 'sell' ? position.sign() > 0 : position.sign() < 0;
  const cost =
    draft.notional ?? opening(draft.qty, isExit ? position.abs() : Decimal.ZERO).times(unitCost(draft, instrument));
  if (isExit && draft.notional !== null) return null;
  const power = buyingPowerOf(parts);
  if (cost.lte(power)) return null;
  return forbidden('insufficient buying power', {
    buying_power: power.round(CENTS).toString(),
    cost_basis: cost.round(CENTS).toString(),
  });
}

/** Units beyond those that close a position. */
function opening(qty: Decimal | null, closing: Decimal): Decimal {
  const rest = (qty ?? Decimal.ZERO).minus(closing);
  return rest.sign() > 0 ? rest : Decimal.ZERO;
}

function unitCost(draft: OrderDraft, instrument: Instrument): Decimal {
  const { security } = instrument;
  if (draft.side === 'sell') {
    const ask = security.exactAskPrice.times(SHORT_COLLAR);
    return draft.limitPrice === null ? ask : Decimal.max(draft.limitPrice, ask);
  }
  const price = referencePrice(draft, instrument);
  return draft.limitPrice === null ? price.times(COLLAR) : price;
}

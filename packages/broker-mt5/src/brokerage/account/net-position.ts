import { Decimal } from '@lockstep/core';
import type { Instrument } from '../../symbols/instrument.ts';
import { DealEntry, DealType } from '../../wire/enums.ts';
import type { WireDeal } from '../../wire/structures.ts';
import { wireDecimal } from '../../wire/wire-decimal.ts';
import { isTrade } from '../looks/deal-reader.ts';

/** A position as a portfolio has it that nets: signed units at their average price. */
export interface NetPosition {
  readonly quantity: Decimal;
  readonly averagePrice: Decimal;
}

/**
 * What a portfolio would have that nets, after these deals of one instrument: what reduces a position leaves its average price
 * as it is, while the account closes one ticket after the other at the price of each.
 *
 * @param deals oldest first
 */
export function netPositionOf(deals: readonly WireDeal[], instrument: Instrument): NetPosition {
  let quantity = Decimal.ZERO;
  let averagePrice = Decimal.ZERO;
  for (const deal of deals) {
    if (!isTrade(deal) || deal.entry === DealEntry.OutBy || deal.symbol !== instrument.wire.name) continue;
    const units = instrument.unitsOf(deal.volume);
    const change = deal.type === DealType.Sell ? units.negated() : units;
    const price = wireDecimal(deal.price);
    const after = quantity.plus(change);
    if (quantity.isZero() || quantity.sign() === change.sign())
      averagePrice = quantity.times(averagePrice).plus(change.times(price)).dividedBy(after);
    else if (after.isZero()) averagePrice = Decimal.ZERO;
    else if (after.sign() !== quantity.sign()) averagePrice = price;
    quantity = after;
  }
  return { quantity: quantity.normalize(), averagePrice: averagePrice.normalize() };
}

import { Decimal, type SimulatedVenue } from '@lockstep/core';
import type { DeskParts } from '../orders/desk-parts.ts';

const HALF = Decimal.fromParts(5, 1);

/** Cash and positions. */
export function equityOf({ portfolio }: SimulatedVenue): Decimal {
  portfolio.invalidate();
  return portfolio.exactTotalPortfolioValue;
}

export function cashOf({ cashBook }: SimulatedVenue): Decimal {
  return cashBook.ensure(cashBook.accountCurrency).exactAmount;
}

/** Value of long positions, and of short ones as a negative number. */
export function marketValuesOf({ securities }: SimulatedVenue): { readonly long: Decimal; readonly short: Decimal } {
  let long = Decimal.ZERO;
  let short = Decimal.ZERO;
  for (const { holdings } of securities.values) {
    const value = holdings.exactHoldingsValue;
    if (value.sign() > 0) long = long.plus(value);
    else short = short.plus(value);
  }
  return { long, short };
}

/** Half of the positions' value, as Regulation T asks. */
export function initialMarginOf(venue: SimulatedVenue): Decimal {
  const { long, short } = marketValuesOf(venue);
  return long.plus(short.abs()).times(HALF);
}

/** What may be spent on new positions: the account's multiple of what is free, less what open orders reserve. */
export function buyingPowerOf({ venue, account, orders }: Pick<DeskParts, 'venue' | 'account' | 'orders'>): Decimal {
  const isCash = account.multiplier === '1';
  const free = isCash ? cashOf(venue) : equityOf(venue).minus(initialMarginOf(venue));
  const all = free.times(Decimal.parse(account.multiplier));
  const reserved = orders.open().reduce((sum, { fields, values, leavesQuantity, status }) => {
    const isEntry = fields.side === 'buy' && status !== 'held' && fields.positionIntent === 'buy_to_open';
    if (!isEntry) return sum;
    const price = values.limitPrice.isZero() ? fields.instrument.security.exactAskPrice : values.limitPrice;
    return sum.plus(leavesQuantity.times(price));
  }, Decimal.ZERO);
  const rest = all.minus(reserved);
  return rest.sign() > 0 ? rest : Decimal.ZERO;
}

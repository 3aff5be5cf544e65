import { Decimal } from '@lockstep/core';
import { equityOf } from '../account/account-figures.ts';
import { forbidden, type Refusal } from '../http/reply.ts';
import type { Instrument } from '../market/instruments.ts';
import type { DeskParts } from '../orders/desk-parts.ts';
import type { OrderDraft } from '../orders/order-draft.ts';
import type { SimulatedOrder } from '../orders/simulated-order.ts';

/** Equity from which on an account may sell short, US dollars. */
const SHORT_EQUITY = Decimal.fromInteger(2_000);

/** Units of a position that open orders hold, and those orders. Of a bracket or pair only one leg counts. */
export function heldForOrders(
  { security }: Instrument,
  orders: readonly SimulatedOrder[],
): { readonly held: Decimal; readonly by: readonly SimulatedOrder[] } {
  const sign = security.holdings.exactQuantity.sign();
  const exits = orders.filter(({ fields }) => {
    const isOfIt = fields.instrument.security === security;
    return isOfIt && fields.venueOrder.quantity.sign() === -sign && sign !== 0;
  });
  const by = exits.filter((order) => order.status !== 'held' && !isSecondLeg(order, exits));
  return { held: by.reduce((sum, order) => sum.plus(order.leavesQuantity), Decimal.ZERO), by };
}

/** Its sibling holds the same shares. */
function isSecondLeg(order: SimulatedOrder, open: readonly SimulatedOrder[]): boolean {
  const { parent } = order;
  if (parent === null) return false;
  if (order.fields.orderClass === 'oco') return open.includes(parent);
  const first = parent.legs.find((leg) => open.includes(leg) && leg.status !== 'held');
  return first !== undefined && first !== order;
}

/** A sale of more than is held and free: held by other orders, or through zero. */
export function heldSharesRefusal(
  draft: OrderDraft,
  instrument: Instrument,
  { orders, rules }: DeskParts,
): Refusal | null {
  const { qty, side } = draft;
  const position = instrument.security.holdings.exactQuantity;
  const isExit = side === 'sell' ? position.sign() > 0 : position.sign() < 0;
  if (qty === null || !isExit) return null;
  const { held, by } = heldForOrders(instrument, orders.open());
  const existing = position.abs();
  const available = existing.minus(held);
  if (qty.lte(available)) return null;
  const isCrossing = qty.gt(existing);
  if (isCrossing ? !rules.crossZero : !rules.heldShares) return null;
  return forbidden(
    `insufficient qty available for order (requested: ${qty.toString()}, available: ${available.toString()})`,
    {
      available: available.toString(),
      existing_qty: position.toString(),
      held_for_orders: held.toString(),
      symbol: instrument.symbol,
      related_orders: by.map(({ id }) => id),
    },
  );
}

/** Who may sell short, and what; a long and a short order are not open together. */
export function shortRefusal(draft: OrderDraft, instrument: Instrument, parts: DeskParts): Refusal | null {
  const { security, symbol, traits, assetClass } = instrument;
  const position = security.holdings.exactQuantity.sign();
  if (draft.side === 'buy') return position === 0 ? oppositeRefusal(instrument, parts, 'sell') : null;
  if (position > 0) return null;
  if (assetClass === 'crypto') return forbidden(`insufficient balance for ${symbol.split('/')[0]}`);
  const { account } = parts;
  const mayShort = account.shortingEnabled && equityOf(parts.venue).gte(SHORT_EQUITY) && account.multiplier !== '1';
  if (!mayShort) return forbidden('account is not allowed to short');
  if (!traits.shortable || !traits.easyToBorrow) return forbidden(`asset "${symbol}" cannot be sold short`);
  return position === 0 ? oppositeRefusal(instrument, parts, 'buy') : null;
}

/** Without a position an open order of the other side would make one of both directions possible. */
function oppositeRefusal({ security }: Instrument, { orders }: DeskParts, side: 'buy' | 'sell'): Refusal | null {
  const isOpen = orders.open().some(({ fields, parent }) => {
    return parent === null && fields.instrument.security === security && fields.side === side;
  });
  if (!isOpen) return null;
  return forbidden(
    side === 'buy'
      ? 'cannot open a short sell while a long buy order is open'
      : 'cannot open a long buy while a short sell order is open',
  );
}

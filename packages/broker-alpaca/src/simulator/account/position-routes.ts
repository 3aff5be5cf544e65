import { Decimal } from '@lockstep/core';
import type { WireOrder } from '../../wire/order.ts';
import { isRefusal, jsonReply, malformed, notFound, type Refusal, type Reply, refusalReply } from '../http/reply.ts';
import type { Route } from '../http/router.ts';
import type { Instrument } from '../market/instruments.ts';
import type { DeskParts } from '../orders/desk-parts.ts';
import type { OrderDesk } from '../orders/order-desk.ts';
import { heldForOrders } from '../rules/position-rules.ts';
import type { DayBefore } from './day-before.ts';

const HUNDRED = Decimal.fromInteger(100);
const RATIO_DECIMALS = 10;
const QUANTITY_DECIMALS = 9;

/** `/v2/positions`. */
export function positionRoutes(parts: DeskParts, desk: OrderDesk, dayBefore: DayBefore): Route[] {
  const find = (name: string): Instrument | Refusal => {
    const instrument = parts.instruments.find(name);
    if (instrument === null) return notFound(`symbol not found: ${name}`);
    return instrument.security.holdings.exactQuantity.isZero() ? notFound('position does not exist') : instrument;
  };
  return [
    {
      method: 'GET',
      path: '/v2/positions',
      answer: () =>
        jsonReply(
          200,
          held(parts).map((instrument) => renderPosition(instrument, parts, dayBefore)),
        ),
    },
    {
      method: 'GET',
      path: '/v2/positions/:name',
      answer: ({ params }) => {
        const found = find(params['name'] ?? '');
        return isRefusal(found) ? refusalReply(found) : jsonReply(200, renderPosition(found, parts, dayBefore));
      },
    },
    {
      method: 'DELETE',
      path: '/v2/positions',
      answer: ({ query }) => closeAll(parts, desk, query.get('cancel_orders') === 'true'),
    },
    {
      method: 'DELETE',
      path: '/v2/positions/:name',
      answer: ({ params, query }) => {
        const found = find(params['name'] ?? '');
        const outcome = isRefusal(found) ? found : close(found, query, desk);
        return isRefusal(outcome) ? refusalReply(outcome) : jsonReply(200, outcome);
      },
    },
  ];
}

function held({ instruments }: DeskParts): Instrument[] {
  return instruments.all().filter(({ security }) => !security.holdings.exactQuantity.isZero());
}

function closeAll(parts: DeskParts, desk: OrderDesk, cancelsOrders: boolean): Reply {
  if (cancelsOrders) for (const order of parts.orders.open()) desk.cancels.request(order);
  const outcomes = held(parts).map((instrument) => {
    const outcome = close(instrument, new URLSearchParams(), desk);
    if (!isRefusal(outcome)) return { symbol: instrument.positionSymbol, status: 200, body: outcome };
    const { status, code, message, fields } = outcome;
    return { symbol: instrument.positionSymbol, status, body: { code, message, ...fields } };
  });
  return jsonReply(207, outcomes);
}

function close(instrument: Instrument, query: URLSearchParams, desk: OrderDesk): WireOrder | Refusal {
  const { security, symbol, assetClass } = instrument;
  const position = security.holdings.exactQuantity;
  const qty = closedQuantity(position.abs(), query);
  if ('status' in qty) return qty;
  return desk.submit({
    symbol,
    qty: qty.toString(),
    side: position.sign() > 0 ? 'sell' : 'buy',
    type: 'market',
    time_in_force: assetClass === 'crypto' ? 'gtc' : 'day',
  });
}

function closedQuantity(position: Decimal, query: URLSearchParams): Decimal | Refusal {
  const qty = numberOf(query.get('qty'));
  const percentage = numberOf(query.get('percentage'));
  if (qty === undefined || percentage === undefined) return malformed('qty and percentage must be numbers');
  if (qty !== null && percentage !== null) return malformed('only one of qty or percentage is accepted');
  if (qty !== null) return qty;
  return percentage === null
    ? position
    : position.times(percentage).dividedBy(HUNDRED).round(QUANTITY_DECIMALS).normalize();
}

/** Undefined for what is no number. */
function numberOf(text: string | null): Decimal | null | undefined {
  if (text === null) return null;
  try {
    return Decimal.parse(text);
  } catch {
    return undefined;
  }
}

function renderPosition(instrument: Instrument, parts: DeskParts, dayBefore: DayBefore): Record<string, unknown> {
  const { security, assetId, assetClass, positionSymbol, traits } = instrument;
  const { holdings } = security;
  const quantity = holdings.exactQuantity;
  const price = security.exactPrice;
  const lastDay = dayBefore.price(security.symbol.id) ?? price;
  const cost = quantity.times(holdings.exactAveragePrice);
  const value = quantity.times(price);
  const gain = value.minus(cost);
  const today = quantity.times(price.minus(lastDay));
  const { held: inOrders } = heldForOrders(instrument, parts.orders.open());
  const available = quantity.abs().minus(inOrders);
  return {
    asset_id: assetId,
    symbol: positionSymbol,
    exchange: traits.exchange,
    asset_class: assetClass,
    asset_marginable: traits.marginable,
    qty: quantity.toString(),
    qty_available: (quantity.sign() < 0 ? available.negated() : available).toString(),
    avg_entry_price: holdings.exactAveragePrice.normalize().toString(),
    side: quantity.sign() < 0 ? 'short' : 'long',
    market_value: value.normalize().toString(),
    cost_basis: cost.normalize().toString(),
    unrealized_pl: gain.normalize().toString(),
    unrealized_plpc: ratio(gain, cost.abs()),
    unrealized_intraday_pl: today.normalize().toString(),
    unrealized_intraday_plpc: ratio(today, quantity.times(lastDay).abs()),
    current_price: price.normalize().toString(),
    lastday_price: lastDay.normalize().toString(),
    change_today: ratio(price.minus(lastDay), lastDay),
  };
}

function ratio(part: Decimal, whole: Decimal): string {
  return whole.isZero() ? '0' : part.dividedBy(whole).round(RATIO_DECIMALS).normalize().toString();
}

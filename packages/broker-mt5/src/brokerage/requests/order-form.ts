import { type Decimal, OrderType } from '@lockstep/core';
import type { Instrument } from '../../symbols/instrument.ts';
import { Execution, ExpirationBit, OrderTime, SymbolTrade } from '../../wire/enums.ts';
import type { WireRequest, WireTick } from '../../wire/structures.ts';
import { wireDecimal, wireText } from '../../wire/wire-decimal.ts';
import { actionOf, isSale, lifetimeOf, type WirePrices, wirePricesOf, wireTypeOf } from '../orders/order-terms.ts';
import type { TrackedOrder } from '../orders/tracked-order.ts';
import { tooNear } from './market-distances.ts';

/** An order that cannot be sent. */
export interface FormRefusal {
  readonly code: string;
  readonly text: string;
}

/** An order as it goes out, but for its filling mode. */
export interface OrderForm {
  readonly request: WireRequest;
  readonly lots: Decimal;
  /** What the broker is asked for where that is not what was wanted: whole steps of volume and price. */
  readonly target: Decimal;
  readonly limitPrice: Decimal | null;
  readonly stopPrice: Decimal | null;
}

export function isRefusal(form: OrderForm | FormRefusal): form is FormRefusal {
  return 'code' in form;
}

const COMMENT = /^[\x20-\x7E]{1,31}$/;

/** The price of the market is needed to fill at it, or to see whether an order is too near. */
export function needsTick({ order }: TrackedOrder, { wire }: Instrument): boolean {
  if (order.type === OrderType.Market)
    return wire.trade_exemode === Execution.Request || wire.trade_exemode === Execution.Instant;
  return wire.trade_stops_level > 0;
}

/** @param tick the market; null where it is not needed */
export function orderForm(
  tracked: TrackedOrder,
  instrument: Instrument,
  tick: WireTick | null,
  own: { readonly magic: number; readonly deviation: number },
): OrderForm | FormRefusal {
  const { order } = tracked;
  const type = wireTypeOf(order);
  if (type === null) return { code: 'UNSUPPORTED', text: 'MetaTrader has no such type of order' };
  const lots = instrument.lotsOf(order.quantity);
  if ('refusal' in lots) return { code: 'VOLUME', text: lots.refusal };
  const { price, stopLimit } = roundedPrices(tracked, instrument);
  const refusal = refusalOf(tracked, instrument, { isSale: isSale(type), price, tick });
  if (refusal !== null) return refusal;
  const market = tick === null || price !== null ? null : wireDecimal(isSale(type) ? tick.bid : tick.ask);
  const sent = price ?? market;
  const units = lots.times(instrument.unitsPerLot).normalize();
  const isLimit = order.type === OrderType.Limit;
  return {
    request: {
      action: actionOf(order),
      symbol: instrument.wire.name,
      volume: wireText(lots),
      type,
      ...(sent === null ? {} : { price: wireText(sent) }),
      ...(stopLimit === null ? {} : { stoplimit: wireText(stopLimit) }),
      ...(market === null ? {} : { deviation: own.deviation }),
      ...lifetimeOf(order),
      magic: String(own.magic),
      comment: tracked.clientOrderId,
    },
    lots,
    target: order.quantity.sign() < 0 ? units.negated() : units,
    limitPrice: isLimit ? price : stopLimit,
    stopPrice: isLimit ? null : price,
  };
}

function roundedPrices({ order }: TrackedOrder, instrument: Instrument): WirePrices {
  const { price, stopLimit } = wirePricesOf(order);
  return {
    price: price === null ? null : instrument.priceOf(price),
    stopLimit: stopLimit === null ? null : instrument.priceOf(stopLimit),
  };
}

/** Why an order of a right volume is not sent all the same. */
function refusalOf(
  tracked: TrackedOrder,
  instrument: Instrument,
  terms: { readonly isSale: boolean; readonly price: Decimal | null; readonly tick: WireTick | null },
): FormRefusal | null {
  const { order, clientOrderId } = tracked;
  if (!COMMENT.test(clientOrderId))
    return {
      code: 'COMMENT',
      text: `the id ${clientOrderId} goes into the comment, which takes 1 to 31 ASCII characters and here would have ${clientOrderId.length}: use shorter ids`,
    };
  const forbidden = direction(instrument, terms.isSale);
  if (forbidden !== null) return { code: 'TRADE_MODE', text: forbidden };
  const lifetime = lifetimeRefusal(tracked, instrument);
  if (lifetime !== null) return { code: 'EXPIRATION', text: lifetime };
  const { price, tick } = terms;
  const near = price === null || tick === null ? null : tooNear(order, instrument, price, tick);
  return near === null ? null : { code: 'STOPS_LEVEL', text: near };
}

function direction({ wire }: Instrument, isSaleOrder: boolean): string | null {
  if (wire.trade_mode === SymbolTrade.Disabled) return `trading in ${wire.name} is disabled`;
  // Whether it closes something, the server knows.
  if (wire.trade_mode === SymbolTrade.ShortOnly && !isSaleOrder) return `${wire.name} may only be sold`;
  return null;
}

/** Why the symbol does not take an order for so long; a market order is over at once. */
function lifetimeRefusal({ order }: TrackedOrder, { wire }: Instrument): string | null {
  if (order.type === OrderType.Market) return null;
  const { type_time } = lifetimeOf(order);
  const bit =
    type_time === OrderTime.Day
      ? ExpirationBit.Day
      : type_time === OrderTime.SpecifiedDay
        ? ExpirationBit.SpecifiedDay
        : 0;
  if ((wire.expiration_mode & bit) === bit) return null;
  return `${wire.name} takes no orders that end with a day: place it good till cancelled, and cancel it yourself`;
}

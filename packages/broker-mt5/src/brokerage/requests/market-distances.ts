import { type Decimal, type Order, OrderType } from '@lockstep/core';
import type { Instrument } from '../../symbols/instrument.ts';
import type { WireTick } from '../../wire/structures.ts';
import { wireDecimal } from '../../wire/wire-decimal.ts';

/** How far an order is away from the market, on the side on which it has to be. */
interface Distance {
  readonly market: Decimal;
  /** Negative on the wrong side. */
  readonly distance: Decimal;
  /** It rests below the market. */
  readonly isBelow: boolean;
}

/** Limits stay below the market when they buy, stops above it; sales the other way round. */
function distanceOf({ type, quantity }: Order, price: Decimal, tick: WireTick): Distance {
  const isSale = quantity.sign() < 0;
  const market = wireDecimal(isSale ? tick.bid : tick.ask);
  const isBelow = (type === OrderType.Limit) !== isSale;
  return { market, isBelow, distance: isBelow ? market.minus(price) : price.minus(market) };
}

/** Why a price is nearer to the market than the symbol's stops level allows; null where it is not. */
export function tooNear(order: Order, instrument: Instrument, price: Decimal, tick: WireTick): string | null {
  const { wire, stopsDistance } = instrument;
  const { market, distance, isBelow } = distanceOf(order, price, tick);
  if (distance.gte(stopsDistance)) return null;
  const furthest = isBelow ? market.minus(stopsDistance) : market.plus(stopsDistance);
  return `${price.toString()} is ${distance.toString()} away from the market (${market.toString()}); ${wire.name} wants ${stopsDistance.toString()} or more, which is ${furthest.toString()} or ${isBelow ? 'lower' : 'higher'}`;
}

/** Why an order that rests is so near to the market that it is frozen; null where it is not. @param price at which it rests */
export function isFrozen(order: Order, instrument: Instrument, price: Decimal, tick: WireTick): string | null {
  const { wire, freezeDistance } = instrument;
  const { market, distance } = distanceOf(order, price, tick);
  if (freezeDistance.isZero() || distance.gt(freezeDistance)) return null;
  return `it rests at ${price.toString()}, ${distance.toString()} away from the market (${market.toString()}); within ${freezeDistance.toString()} ${wire.name} lets nothing be changed: wait until it has filled or the market has gone away`;
}

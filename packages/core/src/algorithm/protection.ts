import { LockstepError } from '../errors/lockstep-error.ts';
import { shownValue } from '../errors/shown-value.ts';
import type { BracketPrices } from '../execution/brackets/bracket.ts';
import type { Indicator } from '../indicators/indicator.ts';
import type { Decimal } from '../numeric/decimal.ts';
import { isOrderNumber, LARGEST_ORDER_NUMBER, orderDecimal } from '../orders/order-request.ts';
import type { Security } from '../securities/security.ts';

const DEFAULT_ATR_PERIOD = 14;

/** A distance in percent of the entry's price. */
export interface PercentDistance {
  /** Above zero; 2 is two percent. */
  readonly percent: number;
}

/** A distance in multiples of the average true range. */
export interface AtrDistance {
  /** Above zero; 2 is twice the range. */
  readonly atr: number;
  /** Bars of the security that the range is averaged over (Wilder's average); 14 unless given. */
  readonly period?: number | undefined;
  /** Takes its value for the range instead: of other bars, another average, another security. */
  readonly indicator?: Indicator | undefined;
}

/** Where a stop or a target stands: a price, or a distance from the price of the entry. */
export type ProtectionLevel = number | PercentDistance | AtrDistance;

/** What protects a position: a stop, a target, or both. */
export interface ProtectionOptions {
  readonly stopLoss?: ProtectionLevel | undefined;
  readonly takeProfit?: ProtectionLevel | undefined;
  /** Tag of both; that of the entry unless given. */
  readonly tag?: string | undefined;
}

/** The entry that levels are counted from. */
export interface ProtectedEntry {
  readonly security: Security;
  /** Units, negative to sell. */
  readonly quantity: Decimal;
  /** Price of the entry in the quote currency. */
  readonly price: number;
  /** The average true range of a security's bars. */
  readonly averageTrueRange: (security: Security, period: number) => number;
}

/**
 * Stop price and limit price of the children: a distance below the entry's price for the stop of a purchase, above it
 * for its target, and the other way round for a sale.
 *
 * @throws LockstepError `ORDER_INVALID` for a level that gives no price, and unless both stand around the entry's
 */
export function protectionPrices(entry: ProtectedEntry, { stopLoss, takeProfit }: ProtectionOptions): BracketPrices {
  const side = entry.quantity.sign();
  const prices = {
    stopLoss: stopLoss === undefined ? null : levelPrice('stopLoss', entry, stopLoss, -side),
    takeProfit: takeProfit === undefined ? null : levelPrice('takeProfit', entry, takeProfit, side),
  };
  checkSides(entry, prices);
  return prices;
}

function levelPrice(name: string, entry: ProtectedEntry, level: ProtectionLevel, direction: number): Decimal {
  const price =
    typeof level === 'object' && level !== null ? entry.price + direction * distanceOf(entry, level) : level;
  if (isOrderNumber(price) && (price > 0 || typeof level === 'number')) return orderDecimal(price);
  throw new LockstepError(
    'ORDER_INVALID',
    `The ${name} of the order for ${entry.security.symbol.value} is ${shownValue(price)}; expected a finite number up to ${LARGEST_ORDER_NUMBER}. Was an indicator or price not ready?`,
  );
}

/** In price units; NaN for one that cannot be told. */
function distanceOf(
  { security, price, averageTrueRange }: ProtectedEntry,
  level: PercentDistance | AtrDistance,
): number {
  if ('percent' in level) return level.percent > 0 ? (price * level.percent) / 100 : Number.NaN;
  const { atr, period = DEFAULT_ATR_PERIOD, indicator } = level;
  if (!(atr > 0)) return Number.NaN;
  if (indicator === undefined) return atr * averageTrueRange(security, period);
  return indicator.isReady ? atr * indicator.current.value : Number.NaN;
}

/** @throws LockstepError `ORDER_INVALID` unless stop and target stand around the price of the entry (0: not known) */
function checkSides({ security, quantity, price }: ProtectedEntry, prices: BracketPrices): void {
  const { stopLoss, takeProfit } = prices;
  const sells = quantity.sign() < 0;
  const [low, high] = sells ? [takeProfit, stopLoss] : [stopLoss, takeProfit];
  const isBelow = low === null || price === 0 || low.toNumber() <= price;
  const isAbove = high === null || price === 0 || price <= high.toNumber();
  if (isBelow && isAbove && (low === null || high === null || low.lt(high))) return;
  const expected = sells
    ? 'the stop above and the target below the entry, to sell'
    : 'the stop below and the target above the entry, to buy';
  throw new LockstepError(
    'ORDER_INVALID',
    `The bracket for ${security.symbol.value} has its stop at ${stopLoss ?? 'no price'}, its entry at ${price} and its target at ${takeProfit ?? 'no price'}; expected ${expected}.`,
  );
}

import {
  type CarriedOrder,
  Decimal,
  type Order,
  OrderType,
  SecurityType,
  type UpdateOrderRequest,
  type WireRules,
} from '@lockstep/core';

/** Why an order cannot go out: a code, and a sentence with the rule and the figure. */
export interface Refusal {
  readonly code: string;
  readonly text: string;
}

const MOST_QUANTITY_DECIMALS = 9;
const SMALLEST_TRAIL_PERCENT = Decimal.parse('0.1');
const HUNDRED = Decimal.fromInteger(100);
const CENTS = 2;
const SUB_DOLLAR_DECIMALS = 4;
const WHOLE_ONLY: ReadonlySet<OrderType> = new Set<OrderType>([
  OrderType.TrailingStop,
  OrderType.MarketOnOpen,
  OrderType.MarketOnClose,
]);
const CRYPTO_TYPES: ReadonlySet<OrderType> = new Set<OrderType>([
  OrderType.Market,
  OrderType.Limit,
  OrderType.StopLimit,
]);

/** Alpaca's rules of which order is taken, whatever the asset, the account and the market are. */
export const ALPACA_RULES_OF_ORDERS: WireRules = {
  orderRefusal: (order) => ruleRefusal(order)?.text ?? null,
  changeRefusal: (order, change) => changeRefusal(change)?.text ?? ruleRefusal(order)?.text ?? null,
};

/** An order as the rules look at it. */
export function carriedOrder(order: Order): CarriedOrder {
  const { symbol, type: orderType, quantity, properties, trailingAmount, trailingAsPercentage } = order;
  return { symbol, orderType, quantity, properties, trailingAmount, trailingAsPercentage };
}

/** Why Alpaca takes no such order, or null. */
export function ruleRefusal(order: CarriedOrder): Refusal | null {
  const isCrypto = order.symbol.securityType === SecurityType.Crypto;
  return (
    decimalsRefusal(order) ??
    (isCrypto
      ? cryptoRefusal(order)
      : (extendedHoursRefusal(order) ?? closeRefusal(order) ?? fractionRefusal(order))) ??
    trailRefusal(order)
  );
}

/** Why Alpaca does not change a working order so, or null. */
export function changeRefusal({ quantity }: Pick<UpdateOrderRequest, 'quantity'>): Refusal | null {
  if (quantity === null || isWhole(quantity)) return null;
  const words = `Alpaca changes quantities to whole shares only, not to ${quantity}`;
  return { code: 'CANNOT_REPLACE', text: `${words}; cancel the order and place another.` };
}

/** Why the prices of an order cannot go over the wire, or null. @param hasCents the market trades in cents */
export function pricesRefusal(order: Order, hasCents: boolean): Refusal | null {
  for (const [what, value] of pricesOf(order)) {
    const refusal = priceRefusal(order, what, value, hasCents);
    if (refusal !== null) return refusal;
  }
  return null;
}

function pricesOf({ type, limitPrice, stopPrice, trailingAmount, trailingAsPercentage }: Order): [string, Decimal][] {
  switch (type) {
    case OrderType.Limit:
      return [['limit price', limitPrice]];
    case OrderType.StopMarket:
      return [['stop price', stopPrice]];
    case OrderType.StopLimit:
      return [
        ['stop price', stopPrice],
        ['limit price', limitPrice],
      ];
    case OrderType.TrailingStop:
      return trailingAsPercentage ? [] : [['trailing amount', trailingAmount]];
    default:
      return [];
  }
}

/** Why a price cannot go over the wire, or null: stocks trade in cents, below a dollar in hundredths of one. */
export function priceRefusal({ symbol }: Order, what: string, value: Decimal, hasCents: boolean): Refusal | null {
  if (value.sign() <= 0) return { code: 'INVALID_PRICE', text: `The ${what} is ${value}; expected more than 0.` };
  if (!hasCents || symbol.securityType === SecurityType.Crypto) return null;
  const decimals = value.gte(Decimal.ONE) ? CENTS : SUB_DOLLAR_DECIMALS;
  if (value.equals(value.round(decimals))) return null;
  return {
    code: 'INVALID_PRICE',
    text: `The ${what} ${value} has more than ${decimals} decimals, the most for a price ${value.gte(Decimal.ONE) ? 'from 1 on' : 'below 1'}.`,
  };
}

function decimalsRefusal({ quantity }: CarriedOrder): Refusal | null {
  if (quantity.equals(quantity.round(MOST_QUANTITY_DECIMALS))) return null;
  return invalid(`The quantity ${quantity} has more than ${MOST_QUANTITY_DECIMALS} decimals.`);
}

function cryptoRefusal(order: CarriedOrder): Refusal | null {
  if (!CRYPTO_TYPES.has(order.orderType))
    return invalid('For crypto Alpaca takes market, limit and stop-limit orders only.');
  return kindOf(order) === 'Day' ? invalid('Crypto has no day: Alpaca takes GTC orders only.') : null;
}

function extendedHoursRefusal(order: CarriedOrder): Refusal | null {
  if (order.properties.outsideRegularTradingHours !== true) return null;
  if (order.orderType === OrderType.Limit && kindOf(order) === 'Day') return null;
  return invalid('Outside regular hours Alpaca takes limit orders for the day only.');
}

/** An order for the close is good until then, and one for the day ends at it: the engine lets it expire unfilled. */
function closeRefusal(order: CarriedOrder): Refusal | null {
  if (order.orderType !== OrderType.MarketOnClose || kindOf(order) !== 'Day') return null;
  return invalid(
    'An order for the close has no other time in force at Alpaca, and Day would end at the close; leave it out.',
  );
}

function fractionRefusal(order: CarriedOrder): Refusal | null {
  const { quantity, orderType } = order;
  if (isWhole(quantity)) return null;
  if (WHOLE_ONLY.has(orderType))
    return invalid(
      `Trailing stops and orders for the auctions are for whole shares only, and the quantity is ${quantity}.`,
    );
  // A market order rests no longer than it takes to fill: it goes out for the day.
  if (orderType === OrderType.Market || kindOf(order) === 'Day') return null;
  return invalid(
    `Orders for a fraction are for the day only, and this one (${quantity}) is GTC; give it the time in force Day.`,
  );
}

function trailRefusal({ orderType, trailingAmount, trailingAsPercentage }: CarriedOrder): Refusal | null {
  if (orderType !== OrderType.TrailingStop || !trailingAsPercentage) return null;
  const percent = trailingAmount.times(HUNDRED);
  if (percent.gte(SMALLEST_TRAIL_PERCENT)) return null;
  return invalid(`The stop trails by ${percent} %; Alpaca's least is ${SMALLEST_TRAIL_PERCENT} %.`);
}

function kindOf({ properties }: CarriedOrder): 'GTC' | 'Day' | 'GTD' {
  return properties.timeInForce?.kind ?? 'GTC';
}

function invalid(text: string): Refusal {
  return { code: 'INVALID_ORDER', text };
}

/** No part of a unit. */
export function isWhole(quantity: Decimal): boolean {
  return quantity.equals(quantity.truncate());
}

import {
  type CarriedOrder,
  Decimal,
  type Order,
  OrderType,
  type RefusedOrders,
  ruleRefusal,
  SecurityType,
} from '@lockstep/core';

/** Why an order cannot go out: a code, and a sentence with the rule and the figure. */
export interface Refusal {
  readonly code: string;
  readonly text: string;
}

const MOST_QUANTITY_DECIMALS = 9;
const SMALLEST_TRAIL = Decimal.parse('0.001');
const HUNDRED = Decimal.fromInteger(100);
const CENTS = 2;
const SUB_DOLLAR_DECIMALS = 4;
const WHOLE_ONLY: ReadonlySet<OrderType> = new Set<OrderType>([
  OrderType.TrailingStop,
  OrderType.MarketOnOpen,
  OrderType.MarketOnClose,
]);
const ALL_BUT_LIMIT: ReadonlySet<OrderType> = new Set<OrderType>([
  ...WHOLE_ONLY,
  OrderType.Market,
  OrderType.StopMarket,
  OrderType.StopLimit,
]);
const OUTSIDE_HOURS =
  'Outside regular hours Alpaca takes limit orders for the day only; give it a limit price and the time in force Day.';
const TRADED = [SecurityType.Equity];
const PAIRS = [SecurityType.Crypto];

/** Orders that Alpaca does not take, whatever the asset, the account and the market are. */
export const REFUSED_ORDERS: readonly RefusedOrders[] = [
  {
    text: `Quantities have ${MOST_QUANTITY_DECIMALS} decimals at most.`,
    decimalsAbove: MOST_QUANTITY_DECIMALS,
  },
  {
    text: 'For crypto Alpaca takes market, limit and stop-limit orders only.',
    securityTypes: PAIRS,
    orderTypes: new Set([...WHOLE_ONLY, OrderType.StopMarket]),
  },
  {
    text: 'Crypto has no day: Alpaca takes GTC orders only.',
    securityTypes: PAIRS,
    timesInForce: new Set(['Day']),
  },
  { text: OUTSIDE_HOURS, securityTypes: TRADED, orderTypes: ALL_BUT_LIMIT, outsideRegularHours: true },
  { text: OUTSIDE_HOURS, securityTypes: TRADED, timesInForce: new Set(['GTC', 'GTD']), outsideRegularHours: true },
  // The engine lets an order for the day expire at the close before it is filled there.
  {
    text: 'An order for the close has no other time in force at Alpaca, and Day would end at the close; leave it out.',
    securityTypes: TRADED,
    orderTypes: new Set([OrderType.MarketOnClose]),
    timesInForce: new Set(['Day']),
  },
  {
    text: 'Trailing stops and orders for the auctions are for whole shares only.',
    securityTypes: TRADED,
    orderTypes: WHOLE_ONLY,
    decimalsAbove: 0,
  },
  // A market order rests no longer than it takes to fill: it goes out for the day.
  {
    text: 'Orders for a fraction are for the day only; give it the time in force Day.',
    securityTypes: TRADED,
    orderTypes: new Set([OrderType.Limit, OrderType.StopMarket, OrderType.StopLimit]),
    timesInForce: new Set(['GTC', 'GTD']),
    decimalsAbove: 0,
  },
  {
    text: `The least by which a stop may trail is ${SMALLEST_TRAIL.times(HUNDRED).normalize()} %.`,
    orderTypes: new Set([OrderType.TrailingStop]),
    trailsBelow: SMALLEST_TRAIL,
  },
  {
    text: 'Alpaca changes quantities to whole shares only; cancel the order and place another.',
    decimalsAbove: 0,
    changesQuantity: true,
  },
];

/** Why Alpaca takes no such order, or null. */
export function orderRuleRefusal(order: Order): Refusal | null {
  const text = ruleRefusal(REFUSED_ORDERS, carriedOrder(order), false);
  return text === null ? null : { code: 'INVALID_ORDER', text };
}

/** Why Alpaca does not change the quantity of a working order so, or null. @param quantity null where it stays */
export function quantityChangeRefusal(order: Order, quantity: Decimal | null): Refusal | null {
  if (quantity === null) return null;
  const text = ruleRefusal(REFUSED_ORDERS, { ...carriedOrder(order), quantity }, true);
  return text === null ? null : { code: 'CANNOT_REPLACE', text };
}

function carriedOrder(order: Order): CarriedOrder {
  const { symbol, type: orderType, quantity, properties, trailingAmount, trailingAsPercentage } = order;
  return { symbol, orderType, quantity, properties, trailingAmount, trailingAsPercentage };
}

/** Why the prices of an order cannot go over the wire, or null. @param hasCents the market trades in cents */
export function pricesRefusal(order: Order, hasCents: boolean): Refusal | null {
  for (const [what, value] of pricesOf(order)) {
    const refusal = priceRefusal(order, what, value, hasCents);
    if (refusal !== null) return refusal;
  }
  return null;
}

/** The prices that an order goes out with, and what each is. */
export function pricesOf({
  type,
  limitPrice,
  stopPrice,
  trailingAmount,
  trailingAsPercentage,
}: Order): [string, Decimal][] {
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
    text: `The ${what} ${value} has more than ${decimals} decimals, the most for a price ${value.gte(Decimal.ONE) ? 'from 1 on' : 'below 1'}; round it, to ${value.round(decimals)} for instance.`,
  };
}

/** No part of a unit. */
export function isWhole(quantity: Decimal): boolean {
  return quantity.equals(quantity.truncate());
}

import { type BrokerageCapabilities, Decimal, OrderType, SecurityType } from '@lockstep/core';
import { REFUSED_ORDERS } from './requests/order-rules.ts';

/** What Alpaca's wire can carry. */
export const ALPACA_CAPABILITIES: BrokerageCapabilities = {
  orderTypes: new Set<OrderType>([
    OrderType.Market,
    OrderType.Limit,
    OrderType.StopMarket,
    OrderType.StopLimit,
    OrderType.MarketOnOpen,
    OrderType.MarketOnClose,
    OrderType.TrailingStop,
  ]),
  timesInForce: new Set(['GTC', 'Day'] as const),
  fractionalQuantities: true,
  notionalOrders: true,
  outsideRegularHours: true,
  updates: new Set(['quantity', 'limitPrice', 'stopPrice', 'trailingAmount'] as const),
  // Its own mark of the market decides, at first and later.
  trailingStops: 'market',
  nativeBrackets: 'fromCompleteFill',
  nativeOco: true,
  replaceKeepsId: false,
  enforcesUniqueClientOrderId: true,
  // Of 128, some are kept for replacements.
  clientOrderIdLength: 112,
  executionFees: 'none',
  booksCorporateActions: true,
  positions: 'netting',
  refusedOrders: REFUSED_ORDERS,
  // Nine decimals, where the asset is traded in fractions.
  quantitySteps: [{ securityType: SecurityType.Equity, step: Decimal.parse('0.000000001') }],
};

import { type BrokerageCapabilities, OrderType } from '@lockstep/core';

/** What the wire to a MetaTrader terminal can carry. */
export const MT5_CAPABILITIES: BrokerageCapabilities = {
  orderTypes: new Set<OrderType>([OrderType.Market, OrderType.Limit, OrderType.StopMarket, OrderType.StopLimit]),
  timesInForce: new Set(['GTC', 'Day', 'GTD'] as const),
  fractionalQuantities: true,
  notionalOrders: false,
  outsideRegularHours: false,
  // The volume of an order cannot be changed.
  updates: new Set(['limitPrice', 'stopPrice'] as const),
  // The stop of a netting account's position belongs to all of it, not to what one entry has filled.
  nativeBrackets: false,
  nativeOco: false,
  replaceKeepsId: true,
  enforcesUniqueClientOrderId: false,
  clientOrderIdLength: 27,
  executionFees: 'included',
  positions: 'netting',
};

/** The same, to an account that has a position of each order, whose stop and target are that position's own. */
export const MT5_HEDGING_CAPABILITIES: BrokerageCapabilities = {
  ...MT5_CAPABILITIES,
  nativeBrackets: 'fromFirstFill',
  positions: 'hedging',
};

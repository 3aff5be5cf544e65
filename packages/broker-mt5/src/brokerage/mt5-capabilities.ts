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
  // Stops of MetaTrader belong to the whole position of a symbol, not to what one entry has filled.
  nativeBrackets: false,
  nativeOco: false,
  replaceKeepsId: true,
  enforcesUniqueClientOrderId: false,
  clientOrderIdLength: 27,
  executionFees: 'included',
  positions: 'netting',
};

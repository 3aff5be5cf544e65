import { type BrokerageCapabilities, OrderType } from '@lockstep/core';

/** What goes over TWS's wire. */
export const IB_CAPABILITIES: BrokerageCapabilities = {
  orderTypes: new Set([
    OrderType.Market,
    OrderType.Limit,
    OrderType.StopMarket,
    OrderType.StopLimit,
    OrderType.TrailingStop,
    OrderType.LimitIfTouched,
    OrderType.MarketOnOpen,
    OrderType.MarketOnClose,
  ]),
  timesInForce: new Set(['GTC', 'Day', 'GTD']),
  refusedOrders: [
    {
      text: 'At IB an order for the open or the close ends with that auction, and has no other time in force; leave it out.',
      orderTypes: new Set([OrderType.MarketOnOpen, OrderType.MarketOnClose]),
      timesInForce: new Set(['Day', 'GTD']),
    },
  ],
  // IB refuses fractions of shares through the API; crypto needs `fractionalQuantities` of the adapter's options.
  fractionalQuantities: false,
  notionalOrders: false,
  outsideRegularHours: true,
  updates: new Set(['quantity', 'limitPrice', 'stopPrice', 'trailingAmount']),
  // Of what children do when their entry has filled in part, IB says nothing that could be relied on.
  nativeBrackets: 'fromCompleteFill',
  nativeOco: true,
  replaceKeepsId: true,
  // It has no name of ours that it would keep unique: `orderRef` is free text.
  enforcesUniqueClientOrderId: false,
  clientOrderIdLength: 40,
  executionFees: 'later',
  positions: 'netting',
};

import type {
  CommissionReport,
  Contract,
  ContractDescription,
  ContractDetails,
  Execution,
  HistoricalTick,
  HistoricalTickBidAsk,
  HistoricalTickLast,
  Order,
  OrderState,
} from '@stoqey/ib';

/** An error or a notice of TWS; `id` is that of the order or request that it is about, -1 for none. */
export interface IbNotice {
  readonly id: number;
  readonly code: number;
  readonly text: string;
  /** What came in the field for advanced rejects of orders. */
  readonly advancedReject: unknown;
}

/** Attributes of trades, tick by tick. */
export interface TradeTickAttributes {
  readonly pastLimit?: boolean;
  readonly unreported?: boolean;
}

/**
 * What TWS tells, by the client's name of the event, with its arguments. Where the first is a request's, it is named
 * `reqId`; -1 is none.
 */
export interface IbEvents {
  nextValidId: [orderId: number];
  managedAccounts: [accounts: string];
  currentTime: [epochSeconds: number];

  contractDetails: [reqId: number, details: ContractDetails];
  contractDetailsEnd: [reqId: number];
  marketRule: [ruleId: number, increments: readonly { readonly lowEdge: number; readonly increment: number }[]];
  symbolSamples: [reqId: number, contracts: readonly ContractDescription[]];

  openOrder: [orderId: number, contract: Contract, order: Order, state: OrderState];
  openOrderEnd: [];
  orderStatus: [
    orderId: number,
    status: string,
    filled: number,
    remaining: number,
    averagePrice: number,
    permId: number | undefined,
    parentId: number | undefined,
    lastPrice: number | undefined,
    clientId: number | undefined,
    whyHeld: string | undefined,
    capPrice: number | undefined,
  ];
  orderBound: [permId: number, clientId: number, orderId: number];
  completedOrder: [contract: Contract, order: Order, state: OrderState];
  completedOrdersEnd: [];
  execDetails: [reqId: number, contract: Contract, execution: Execution];
  execDetailsEnd: [reqId: number];
  commissionReport: [report: CommissionReport];

  position: [account: string, contract: Contract, position: number, averageCost: number | undefined];
  positionEnd: [];
  updateAccountValue: [key: string, value: string, currency: string, account: string];
  updatePortfolio: [
    contract: Contract,
    position: number,
    marketPrice: number,
    marketValue: number,
    averageCost: number | undefined,
    unrealizedPnl: number | undefined,
    realizedPnl: number | undefined,
    account: string | undefined,
  ];
  updateAccountTime: [time: string];
  accountDownloadEnd: [account: string];
  accountSummary: [reqId: number, account: string, tag: string, value: string, currency: string];
  accountSummaryEnd: [reqId: number];

  marketDataType: [reqId: number, type: number];
  tickPrice: [reqId: number, tickType: number, price: number, attributes: unknown];
  tickSize: [reqId: number, tickType: number | undefined, size: number | undefined];
  tickString: [reqId: number, tickType: number, value: string];
  tickGeneric: [reqId: number, tickType: number, value: number];
  tickReqParams: [reqId: number, minTick: number, bboExchange: string, snapshotPermissions: number];
  tickSnapshotEnd: [reqId: number];
  tickByTickAllLast: [
    reqId: number,
    tickType: number,
    time: string,
    price: number,
    size: number,
    attributes: TradeTickAttributes,
    exchange: string,
    conditions: string,
  ];
  tickByTickBidAsk: [
    reqId: number,
    time: number | string,
    bid: number,
    ask: number,
    bidSize: number,
    askSize: number,
    attributes: unknown,
  ];
  tickByTickMidPoint: [reqId: number, time: number | string, midPoint: number];
  realtimeBar: [
    reqId: number,
    epochSeconds: number,
    open: number,
    high: number,
    low: number,
    close: number,
    volume: number,
    wap: number,
    count: number,
  ];
  historicalData: [
    reqId: number,
    date: string,
    open: number,
    high: number,
    low: number,
    close: number,
    volume: number,
    count: number | undefined,
    wap: number,
    hasGaps: boolean | undefined,
  ];
  historicalDataUpdate: [
    reqId: number,
    date: string,
    open: number,
    high: number,
    low: number,
    close: number,
    volume: number,
    count: number,
    wap: number,
  ];
  historicalTicks: [reqId: number, ticks: readonly HistoricalTick[], done: boolean];
  historicalTicksBidAsk: [reqId: number, ticks: readonly HistoricalTickBidAsk[], done: boolean];
  historicalTicksLast: [reqId: number, ticks: readonly HistoricalTickLast[], done: boolean];
  headTimestamp: [reqId: number, time: string];
}

export type IbEventName = keyof IbEvents;

/** Events whose first argument is the id of the request that they answer. */
export type AnswerName = {
  [E in IbEventName]: IbEvents[E] extends [reqId: number, ...rest: unknown[]]
    ? E extends 'nextValidId' | 'currentTime' | 'openOrder' | 'orderStatus' | 'orderBound' | 'marketRule'
      ? never
      : E
    : never;
}[IbEventName];

export type IbListener<E extends IbEventName> = (...values: IbEvents[E]) => void;

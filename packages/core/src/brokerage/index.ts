// The contract of a brokerage, and its use without a strategy.

export {
  BrokerAccount,
  type BrokerAccountOptions,
  type BrokerAccountParts,
  requireMoneyAskedFor,
} from './broker-account.ts';
export type {
  Brokerage,
  BrokerageCapabilities,
  BrokerageCash,
  BrokerageExecution,
  BrokerageExecutions,
  BrokerageHolding,
  BrokerageInbox,
  BrokerageInstrument,
  BrokerageMessage,
  BrokerageOrder,
  CarriedOrder,
  HandedOver,
  OrderHandover,
  RefusedOrders,
  SendOutcome,
} from './brokerage.ts';
export { ruleRefusal } from './capability-refusal.ts';
export { concludedExecutionId, concludedQuantity, isConcluded } from './concluded-execution.ts';
export { DelegatingBrokerage } from './delegating-brokerage.ts';
export { PlacedOrder, type PlacedOrderActions } from './placed-order.ts';
export { PlacedOrders, type PlacedOrdersOptions } from './placed-orders.ts';
export {
  type Amount,
  OrderNumbers,
  type PlainOrder,
  type PlainOrderFacts,
  type PlainOrderKind,
  plainAmount,
  plainHandover,
} from './plain-order.ts';

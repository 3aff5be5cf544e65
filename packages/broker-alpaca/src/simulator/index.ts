export type { WireOrder, WireOrderRequest, WireReplaceRequest } from '../wire/order.ts';
export type { WireTradeEvent, WireTradeUpdate } from '../wire/trade-update.ts';
export type { AccountSettings } from './account/account-settings.ts';
export { alpacaRehearsal } from './alpaca-rehearsal.ts';
export {
  AlpacaSimulator,
  type AlpacaSimulatorOptions,
  type MarketDataSection,
  type SimulatorSaid,
} from './alpaca-simulator.ts';
export { type DeskFate, DeskFaults } from './faults/desk-faults.ts';
export { type ArrivedRequest, type FaultyReply, type RequestFault, RequestFaults } from './faults/request-faults.ts';
export { type NetworkState, SimulatorFaults } from './faults/simulator-faults.ts';
export { type ConnectionFate, StreamFaults, type UpdateFate, type UpdateFault } from './faults/stream-faults.ts';
export type { Turns } from './faults/turns.ts';
export type { Reply } from './http/reply.ts';
export type { Route, RoutedRequest } from './http/router.ts';
export type { AssetTraits, InstrumentReference } from './market/instruments.ts';
export type { SimulatedCorporateActions, WireCorporateAction } from './market-data/corporate-action-routes.ts';
export type { StreamMessage } from './market-data/data-messages.ts';
export type { MarketDataFaults } from './market-data/market-data-faults.ts';
export type { MarketDataPlan, MarketDataSource } from './market-data/market-data-source.ts';
export { SimulatedMarketData, type SimulatedMarketDataOptions } from './market-data/simulated-market-data.ts';
export { ALPACA_VENUE } from './orders/alpaca-venue.ts';
export type { LegName, ParentName } from './orders/desk-parts.ts';
export { ALPACA_RULES, type SimulatorRules, VENUE_RULES } from './rules/simulator-rules.ts';

export { AlpacaBroker, type AlpacaBrokerOptions, createAlpacaBroker } from './api/create-alpaca-broker.ts';
export { credentialsOf } from './api/credentials.ts';
export type { AlpacaOrderRequest } from './api/order-request.ts';
export { AlpacaBrokerage } from './brokerage/alpaca-brokerage.ts';
export type { AlpacaBrokerageOptions } from './brokerage/alpaca-brokerage-options.ts';
export { ALPACA_CAPABILITIES } from './brokerage/alpaca-capabilities.ts';
export {
  ALPACA_ERRORS,
  type AlpacaErrorAction,
  type AlpacaErrorClass,
  type AlpacaErrorRule,
} from './brokerage/calls/alpaca-error.ts';
export type { ValueHandover } from './brokerage/requests/order-form.ts';
export { type AlpacaCalendar, type AlpacaCalendarOptions, alpacaCalendar } from './calendar/alpaca-calendar.ts';
export { type AlpacaData, type AlpacaDataOptions, alpacaData } from './data/alpaca-data.ts';
export { AlpacaDataFeed, type AlpacaDataFeedOptions, type PriceRevision } from './data/alpaca-data-feed.ts';
export {
  type AlpacaFeed,
  type AlpacaHistoryOptions,
  AlpacaHistoryProvider,
  type RecentSip,
} from './data/alpaca-history-provider.ts';
export { DataRequests, type DataRequestsOptions } from './data/data-requests.ts';
export { type AlpacaConnection, type AlpacaCredentials, alpacaClient } from './wire/alpaca-client.ts';
export { type AlpacaEndpoints, alpacaEndpoints, LIVE_ENDPOINTS, PAPER_ENDPOINTS } from './wire/endpoints.ts';
export type {
  WireOrder,
  WireOrderClass,
  WireOrderRequest,
  WireOrderStatus,
  WireOrderType,
  WireReplaceRequest,
  WireTimeInForce,
} from './wire/order.ts';
export type { WireTradeEvent, WireTradeUpdate } from './wire/trade-update.ts';

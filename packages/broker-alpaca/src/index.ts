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

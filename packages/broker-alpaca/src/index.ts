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

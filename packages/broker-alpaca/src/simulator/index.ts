export type { WireOrder, WireOrderRequest, WireReplaceRequest } from '../wire/order.ts';
export type { WireTradeEvent, WireTradeUpdate } from '../wire/trade-update.ts';

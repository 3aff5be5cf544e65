import { Decimal, Order, type OrderProperties, OrderType, TimeInForce } from '@lockstep/core';
import { isSale, orderTypeOf } from '../../brokerage/orders/order-terms.ts';
import { OrderTime, TradeAction } from '../../wire/enums.ts';
import type { Instruments, SimulatedInstrument } from '../market/instruments.ts';

/** The whole dictionary of `order_send`: what was not given is zero or empty. */
export interface TradeRequest {
  readonly action: number;
  readonly magic: number;
  readonly order: number;
  readonly symbol: string;
  readonly volume: number;
  readonly price: number;
  readonly stoplimit: number;
  readonly sl: number;
  readonly tp: number;
  readonly deviation: number;
  readonly type: number;
  readonly type_filling: number;
  readonly type_time: number;
  readonly expiration: number;
  readonly comment: string;
  /** Ticket of the position that it closes; 0 for none. */
  readonly position: number;
  readonly position_by: number;
}

/** What nothing was said of. */
export const NOTHING_SAID: TradeRequest = {
  action: TradeAction.Deal,
  magic: 0,
  order: 0,
  symbol: '',
  volume: 0,
  price: 0,
  stoplimit: 0,
  sl: 0,
  tp: 0,
  deviation: 0,
  type: 0,
  type_filling: 0,
  type_time: 0,
  expiration: 0,
  comment: '',
  position: 0,
  position_by: 0,
};

/** A request for a new order, with the venue's order that it would become. */
export interface OrderDraft {
  readonly request: TradeRequest;
  readonly type: number;
  readonly instrument: SimulatedInstrument;
  readonly order: Order;
}

const SECONDS_PER_DAY = 86_400;
const MS_PER_DAY = 86_400_000;

/** The return code of a request that makes no sense instead, where it does not. */
export function readOrder(
  request: TradeRequest,
  instruments: Instruments,
  { ticket, nowMs }: { readonly ticket: number; readonly nowMs: number },
): OrderDraft | number {
  const instrument = instruments.find(request.symbol);
  const type = orderTypeOf(request.type);
  if (instrument === null || type === null) return 10_013;
  if ((request.action === TradeAction.Deal) !== (type === OrderType.Market)) return 10_013;
  if (!(request.volume > 0)) return 10_014;
  if (type !== OrderType.Market && !(request.price > 0)) return 10_015;
  if (type === OrderType.StopLimit && !(request.stoplimit > 0)) return 10_015;
  const units = instrument.unitsOf(request.volume);
  const price = Decimal.fromNumber(request.price);
  const limit = type === OrderType.Limit ? price : Decimal.fromNumber(request.stoplimit);
  const order = new Order({
    id: ticket,
    type,
    symbol: instrument.security.symbol,
    quantity: isSale(request.type) ? units.negated() : units,
    timeMs: nowMs,
    tag: '',
    properties: propertiesOf(request),
    limitPrice: type === OrderType.Limit || type === OrderType.StopLimit ? limit : undefined,
    stopPrice: type === OrderType.StopMarket || type === OrderType.StopLimit ? price : undefined,
  });
  return { request, type: request.type, instrument, order };
}

function propertiesOf({ type_time, expiration }: TradeRequest): OrderProperties {
  if (type_time === OrderTime.Gtc) return { timeInForce: TimeInForce.GoodTilCanceled };
  if (type_time === OrderTime.Day) return { timeInForce: TimeInForce.Day };
  return { timeInForce: { kind: 'GTD', expiryLocalMs: Math.floor(expiration / SECONDS_PER_DAY) * MS_PER_DAY } };
}

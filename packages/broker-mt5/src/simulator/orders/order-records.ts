import { Decimal } from '@lockstep/core';
import { OrderState } from '../../wire/enums.ts';
import type { ServerTime } from '../../wire/server-time.ts';
import type { SimulatedDeal } from './ledger.ts';
import { stopPrices } from './position-stops.ts';
import type { SimulatedOrder } from './simulated-order.ts';
import { pricesOfTerms } from './wire-prices.ts';

/** A record as the stand-in of the package expects it: tickets as numbers. */
export type TerminalRecord = Readonly<Record<string, string | number | boolean>>;

export function orderRecord(order: SimulatedOrder, server: ServerTime): TerminalRecord {
  const { ticket, type, typeTime, filling, expiration, magic, comment, reason, instrument, setupMs, position } =
    order.fields;
  const setup = server.toServer(setupMs);
  const done = order.doneMs === null ? 0 : server.toServer(order.doneMs);
  const left = order.state === OrderState.Filled ? Decimal.ZERO : order.volume.minus(order.filled);
  return {
    ticket,
    time_setup: Math.floor(setup / 1000),
    time_setup_msc: setup,
    time_done: Math.floor(done / 1000),
    time_done_msc: done,
    time_expiration: expiration,
    type,
    type_time: typeTime,
    type_filling: filling,
    state: order.state,
    magic,
    position_id: position,
    position_by_id: 0,
    reason,
    volume_initial: order.volume.toNumber(),
    volume_current: left.toNumber(),
    ...pricesOfTerms(order.fields.order),
    ...stopPrices(order),
    price_current: instrument.security.price,
    symbol: instrument.name,
    comment: order.note === '' ? comment : order.note.slice(0, 31),
    external_id: '',
  };
}

export function dealRecord(deal: SimulatedDeal, server: ServerTime): TerminalRecord {
  const time = server.toServer(deal.timeMs);
  const { timeMs: _time, positionId, ...same } = deal;
  return { ...same, position_id: positionId, time: Math.floor(time / 1000), time_msc: time, fee: 0, external_id: '' };
}

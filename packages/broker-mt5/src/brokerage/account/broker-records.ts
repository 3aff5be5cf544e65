import { type BrokerageExecution, type BrokerageOrder, Decimal, isClosedStatus, OrderStatus } from '@lockstep/core';
import type { Instrument } from '../../symbols/instrument.ts';
import type { ServerTime } from '../../wire/server-time.ts';
import type { WireDeal, WireOrder } from '../../wire/structures.ts';
import { wireDecimal } from '../../wire/wire-decimal.ts';
import { isTrade, readDeal } from '../looks/deal-reader.ts';
import { statusOf } from '../looks/order-endings.ts';
import { isSale, orderTypeOf, pricesOf } from '../orders/order-terms.ts';

/** What is known beside a record of the wire. */
export interface RecordContext {
  /** Null for a symbol that is no security here; its volume is then in lots. */
  readonly instrument: Instrument | null;
  readonly server: ServerTime;
  readonly clientOrderId: string | null;
}

/** A deal as the engine knows executions. */
export function describeDeal(
  deal: WireDeal,
  context: RecordContext & { readonly currency: string },
): BrokerageExecution {
  const { instrument, server, clientOrderId, currency } = context;
  const lots = wireDecimal(deal.volume);
  const told = instrument === null ? null : readDeal(deal, instrument, server, currency);
  return {
    id: deal.ticket,
    clientOrderId,
    brokerIds: [deal.order],
    symbol: instrument?.symbol ?? null,
    instrument: deal.symbol,
    quantity: told?.quantity ?? (isSale(deal.type) ? lots.negated() : lots),
    price: wireDecimal(deal.price),
    timeMs: server.toUtc(deal.time_msc),
    fee: told?.fee ?? { amount: wireDecimal(deal.commission).plus(wireDecimal(deal.fee)).negated(), currency },
  };
}

/** @param deals those of the order, where some are known */
export function describeOrder(
  wire: WireOrder,
  { instrument, server, clientOrderId, deals }: RecordContext & { readonly deals: readonly WireDeal[] },
): BrokerageOrder {
  const units = (lots: number): Decimal => instrument?.unitsOf(lots) ?? wireDecimal(lots);
  const signed = (quantity: Decimal): Decimal => (isSale(wire.type) ? quantity.negated() : quantity);
  const own = deals.filter((deal) => deal.order === wire.ticket && isTrade(deal));
  const filled = own.reduce((sum, { volume }) => sum.plus(units(volume)), Decimal.ZERO);
  const paid = own.reduce((sum, { volume, price }) => sum.plus(units(volume).times(wireDecimal(price))), Decimal.ZERO);
  return {
    clientOrderId,
    brokerIds: [wire.ticket],
    parentBrokerId: null,
    symbol: instrument?.symbol ?? null,
    instrument: wire.symbol,
    type: orderTypeOf(wire.type),
    quantity: signed(units(wire.volume_initial)),
    filledQuantity: signed(filled),
    averageFillPrice: filled.isZero() ? Decimal.ZERO : paid.dividedBy(filled).normalize(),
    ...pricesOf(wire),
    trailingAmount: null,
    status: statusOf(wire, filled),
    updatedAtMs: server.toUtc(Math.max(wire.time_setup_msc, wire.time_done_msc)),
  };
}

/**
 * The parts of an order that was sent in several, as the one that it is.
 *
 * @param wanted units of the whole, where they are known: what was never sent is missing for good once nothing is under way
 */
export function joinParts(
  parts: readonly BrokerageOrder[],
  wanted: Decimal | null,
  isUnderWay: boolean,
): BrokerageOrder {
  const last = parts.at(-1)!;
  const sum = (of: (part: BrokerageOrder) => Decimal): Decimal =>
    parts.reduce((total, part) => total.plus(of(part)), Decimal.ZERO);
  const filled = sum(({ filledQuantity }) => filledQuantity);
  const paid = sum(({ filledQuantity, averageFillPrice }) => filledQuantity.times(averageFillPrice));
  const quantity = wanted ?? sum((part) => part.quantity);
  return {
    ...last,
    brokerIds: parts.flatMap(({ brokerIds }) => brokerIds),
    quantity,
    filledQuantity: filled,
    averageFillPrice: filled.isZero() ? Decimal.ZERO : paid.dividedBy(filled).normalize(),
    status: statusOfParts(parts, filled.abs().gte(quantity.abs()), isUnderWay),
  };
}

function statusOfParts(parts: readonly BrokerageOrder[], isWhole: boolean, isUnderWay: boolean): OrderStatus {
  const open = parts.find(({ status }) => !isClosedStatus(status));
  if (open !== undefined) return open.status;
  if (isWhole) return OrderStatus.Filled;
  if (isUnderWay) return OrderStatus.PartiallyFilled;
  const [first] = parts;
  return parts.length === 1 && first !== undefined && first.status !== OrderStatus.Filled
    ? first.status
    : OrderStatus.Canceled;
}

import { type Clock, Decimal, OrderType, type Security, type SimulatedVenue } from '@lockstep/core';
import { isSale } from '../../brokerage/orders/order-terms.ts';
import { Execution, FillingBit, OrderFilling, SymbolTrade, TradeAction } from '../../wire/enums.ts';
import type { SimulatedAccount } from '../account/account-desk.ts';
import type { SimulatorFaults } from '../faults/simulator-faults.ts';
import type { SimulatedInstrument } from '../market/instruments.ts';
import type { Ledger } from '../orders/ledger.ts';
import type { OrderDraft } from '../orders/order-draft.ts';
import { closeRefusal } from './close-refusal.ts';
import type { SimulatorRules } from './simulator-rules.ts';

/** What refusing depends on. */
export interface RefusalParts {
  readonly venue: SimulatedVenue;
  readonly clock: Clock;
  readonly rules: SimulatorRules;
  readonly faults: SimulatorFaults;
  readonly ledger: Ledger;
  readonly account: SimulatedAccount;
}

/** The return code with which a trade server refuses a new order; null when it takes it. */
export function orderRefusal(draft: OrderDraft, parts: RefusalParts): number | null {
  return (
    permissionRefusal(draft, parts) ??
    termsRefusal(draft, parts) ??
    closeRefusal(draft, parts.ledger, parts.account.fifoClose) ??
    marginRefusal(draft, parts)
  );
}

function permissionRefusal(draft: OrderDraft, { faults }: RefusalParts): number | null {
  const { wire, security } = draft.instrument;
  if (!faults.connected) return 10_031;
  if (!faults.autoTrading) return 10_027;
  if (!faults.expertAllowed) return 10_026;
  if (!faults.tradeAllowed || wire.trade_mode === SymbolTrade.Disabled) return 10_017;
  if (wire.trade_mode === SymbolTrade.LongOnly && isSale(draft.type) && !security.holdings.isLong) return 10_042;
  if (wire.trade_mode === SymbolTrade.ShortOnly && !isSale(draft.type)) return 10_043;
  if (wire.trade_mode === SymbolTrade.CloseOnly && !closes(draft)) return 10_044;
  return null;
}

function termsRefusal(draft: OrderDraft, { clock, rules, faults }: RefusalParts): number | null {
  const { instrument, order, request } = draft;
  const { security } = instrument;
  if (rules.volumes && !isVolume(instrument, request.volume)) return 10_014;
  if (rules.hours && !isOpen(security, clock.utcNow())) return 10_018;
  if (request.action === TradeAction.Deal && !security.hasData) return 10_021;
  if (rules.fillings && !takesFilling(instrument, request.action, request.type_filling, faults)) return 10_030;
  if (rules.prices && order.type !== OrderType.Market && isOnWrongSide(draft)) return 10_015;
  return null;
}

function marginRefusal({ instrument: { security }, order }: OrderDraft, { venue, rules }: RefusalParts): number | null {
  if (!rules.margin) return null;
  const power = security.buyingPowerModel.hasSufficientBuyingPowerForOrder(venue.portfolio, security, order);
  return power.isSufficient ? null : 10_019;
}

function isOpen({ exchange: { hours } }: Security, utcMs: number): boolean {
  return hours.isOpen(hours.timeZone.toLocal(utcMs), false);
}

function closes({ instrument, type }: OrderDraft): boolean {
  const { holdings } = instrument.security;
  return isSale(type) ? holdings.isLong : holdings.isShort;
}

function isVolume({ wire }: SimulatedInstrument, volume: number): boolean {
  const isStep = Decimal.fromNumber(volume).isMultipleOf(Decimal.fromNumber(wire.volume_step));
  return isStep && volume >= wire.volume_min && volume <= wire.volume_max;
}

function takesFilling(
  { wire }: SimulatedInstrument,
  action: number,
  filling: number,
  faults: SimulatorFaults,
): boolean {
  if (faults.fillings !== null) return faults.fillings.has(filling);
  if (action === TradeAction.Pending) return filling === OrderFilling.Return;
  if (wire.trade_exemode === Execution.Request || wire.trade_exemode === Execution.Instant)
    return filling === OrderFilling.Fok;
  if (filling === OrderFilling.Return) return wire.trade_exemode === Execution.Exchange;
  return (wire.filling_mode & (filling === OrderFilling.Fok ? FillingBit.Fok : FillingBit.Ioc)) !== 0;
}

/** Purchases at a limit stay below the market, at a stop above it, by the stops level; sales the other way. */
function isOnWrongSide({ instrument, order, type }: OrderDraft): boolean {
  const { security, wire } = instrument;
  const level = wire.trade_stops_level * wire.point;
  const price = (order.type === OrderType.Limit ? order.limitPrice : order.stopPrice).toNumber();
  const market = isSale(type) ? security.bidPrice : security.askPrice;
  const isBelow = (order.type === OrderType.Limit) !== isSale(type);
  return (isBelow ? market - price : price - market) < level;
}

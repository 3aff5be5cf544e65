import type { Instrument } from '../../symbols/instrument.ts';
import type { SymbolBook } from '../../symbols/symbol-book.ts';
import { DealType } from '../../wire/enums.ts';
import type { ServerTime } from '../../wire/server-time.ts';
import type { WireDeal } from '../../wire/structures.ts';
import { wireDecimal } from '../../wire/wire-decimal.ts';
import type { ToldDeal } from '../orders/tracked-order.ts';

/** Deals that change a position; others are money that comes or goes. */
export function isTrade({ type }: WireDeal): boolean {
  return type === DealType.Buy || type === DealType.Sell;
}

/** A trade that the broker has taken back: its deal has got another type, and its profit is booked back by itself. */
export function isCanceled({ type }: WireDeal): boolean {
  return type === DealType.BuyCanceled || type === DealType.SellCanceled;
}

/** A deal as an execution: signed units, UTC, and what it costs. */
export function readDeal(deal: WireDeal, instrument: Instrument, server: ServerTime, currency: string): ToldDeal {
  const units = instrument.unitsOf(deal.volume);
  const paid = wireDecimal(deal.commission).plus(wireDecimal(deal.fee));
  return {
    ticket: deal.ticket,
    quantity: deal.type === DealType.Sell ? units.negated() : units,
    price: wireDecimal(deal.price),
    timeMs: server.toUtc(deal.time_msc),
    fee: { amount: paid.negated().normalize(), currency },
  };
}

/** The instrument of a deal or a position; null when no security here is known by its name. */
export async function instrumentOf(symbols: SymbolBook, name: string): Promise<Instrument | null> {
  const symbol = symbols.find(name);
  return symbol === null ? null : symbols.instrument(symbol);
}

import { Decimal } from '@lockstep/core';
import { DealEntry } from '../../wire/enums.ts';
import type { SimulatedInstrument } from '../market/instruments.ts';
import type { PositionChange, PositionFill, SimulatedPosition, SimulatedPositions } from './simulated-positions.ts';

/** One position of a hedging account. */
interface Ticket {
  readonly ticket: number;
  readonly instrument: SimulatedInstrument;
  readonly openedMs: number;
  updatedMs: number;
  readonly magic: number;
  readonly comment: string;
  units: Decimal;
  price: Decimal;
}

/** A position of each order that has opened one; closed only by orders that name it. The venue holds their sum. */
export class HedgingPositions implements SimulatedPositions {
  readonly #tickets = new Map<number, Ticket>();

  all(): SimulatedPosition[] {
    return [...this.#tickets.values()].map((ticket) => ({ ...ticket, profit: openProfit(ticket) }));
  }

  find(ticket: number): SimulatedPosition | null {
    return this.all().find((position) => position.ticket === ticket) ?? null;
  }

  fill({ order, units, price, timeMs }: PositionFill): PositionChange {
    const { instrument, magic, comment, position } = order.fields;
    const closed = this.#tickets.get(position);
    if (closed !== undefined) return this.#close(closed, units, price, timeMs);
    // What was to be closed is there no more, or nothing was: a position of its own.
    const known = this.#tickets.get(order.ticket);
    if (known === undefined) {
      const fresh = { ticket: order.ticket, instrument, openedMs: timeMs, updatedMs: timeMs, magic, comment };
      this.#tickets.set(order.ticket, { ...fresh, units, price });
    } else if (known.units.plus(units).isZero()) {
      // It was taken back.
      this.#tickets.delete(order.ticket);
    } else {
      const value = known.units.times(known.price).plus(units.times(price));
      known.units = known.units.plus(units);
      known.price = value.dividedBy(known.units).normalize();
      known.updatedMs = timeMs;
    }
    return { entry: DealEntry.In, ticket: order.ticket, profit: Decimal.ZERO };
  }

  /** Closes two opposite positions by each other, as much as both have. @returns units, and what came of it */
  closeBy(one: number, other: number, timeMs: number): { readonly units: Decimal; readonly profit: Decimal } | null {
    const first = this.#tickets.get(one);
    const second = this.#tickets.get(other);
    if (first === undefined || second === undefined) return null;
    if (first.instrument !== second.instrument || first.units.sign() === second.units.sign()) return null;
    const least = first.units.abs().lt(second.units.abs()) ? first.units.abs() : second.units.abs();
    const sold = first.units.sign() > 0 ? least.negated() : least;
    const { profit } = this.#close(first, sold, second.price, timeMs);
    this.#close(second, sold.negated(), second.price, timeMs);
    return { units: least, profit };
  }

  #close(ticket: Ticket, units: Decimal, price: Decimal, timeMs: number): PositionChange {
    const profit = inAccount(ticket, price.minus(ticket.price).times(units.negated()));
    ticket.units = ticket.units.plus(units);
    ticket.updatedMs = timeMs;
    if (ticket.units.isZero()) this.#tickets.delete(ticket.ticket);
    return { entry: DealEntry.Out, ticket: ticket.ticket, profit };
  }
}

function openProfit(ticket: Ticket): Decimal {
  const { bidPrice, askPrice } = ticket.instrument.security;
  const market = Decimal.fromNumber(ticket.units.sign() > 0 ? bidPrice : askPrice);
  return inAccount(ticket, market.minus(ticket.price).times(ticket.units));
}

function inAccount({ instrument: { security } }: Ticket, value: Decimal): Decimal {
  const { contractMultiplier } = security.symbolProperties;
  return value.times(contractMultiplier).times(security.quoteCurrency.exactConversionRate).normalize();
}

import { Decimal } from '@lockstep/core';
import { DealEntry } from '../../wire/enums.ts';
import type { SimulatedInstrument } from '../market/instruments.ts';
import type { PositionChange, PositionFill, SimulatedPosition, SimulatedPositions } from './simulated-positions.ts';

interface Netted {
  readonly ticket: number;
  readonly instrument: SimulatedInstrument;
  readonly openedMs: number;
  updatedMs: number;
  readonly magic: number;
  readonly comment: string;
}

/** One position of each symbol: that of the venue. */
export class NettingPositions implements SimulatedPositions {
  readonly #bySymbol = new Map<string, Netted>();
  /** Signed units of each position before the fill that is told. */
  readonly #held = new Map<string, Decimal>();

  all(): SimulatedPosition[] {
    return [...this.#bySymbol.values()].map((position) => {
      const { holdings } = position.instrument.security;
      return {
        ...position,
        units: holdings.exactQuantity,
        price: holdings.exactAveragePrice,
        profit: holdings.exactUnrealizedProfit,
      };
    });
  }

  find(ticket: number): SimulatedPosition | null {
    return this.all().find((position) => position.ticket === ticket) ?? null;
  }

  fill({ order, units, timeMs }: PositionFill): PositionChange {
    const { instrument, magic, comment } = order.fields;
    const before = this.#held.get(instrument.name) ?? Decimal.ZERO;
    const after = before.plus(units);
    this.#held.set(instrument.name, after);
    const known = this.#bySymbol.get(instrument.name);
    const turns = !before.isZero() && !after.isZero() && before.sign() !== after.sign();
    const ticket = known?.ticket ?? order.ticket;
    if (after.isZero()) this.#bySymbol.delete(instrument.name);
    else if (known === undefined)
      this.#bySymbol.set(instrument.name, { ticket, instrument, openedMs: timeMs, updatedMs: timeMs, magic, comment });
    else known.updatedMs = timeMs;
    const closes = !before.isZero() && before.sign() !== units.sign();
    const entry = turns ? DealEntry.InOut : closes ? DealEntry.Out : DealEntry.In;
    const profit = closes ? instrument.security.holdings.exactLastTradeProfit : Decimal.ZERO;
    return { entry, ticket, profit };
  }
}

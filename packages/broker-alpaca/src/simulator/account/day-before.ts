import { type Clock, type Decimal, dayOf, type SimulatedVenue, TimeZone } from '@lockstep/core';
import { equityOf } from './account-figures.ts';

const NEW_YORK = TimeZone.of('America/New_York');

/** What was known last on the day before: figures "since yesterday" begin there. */
export class DayBefore {
  /** Null on the first day. */
  equity: Decimal | null = null;
  readonly #venue: SimulatedVenue;
  readonly #clock: Clock;
  readonly #prices = new Map<string, Decimal>();
  readonly #latest = new Map<string, Decimal>();
  #latestEquity: Decimal | null = null;
  #day = Number.NEGATIVE_INFINITY;

  constructor(venue: SimulatedVenue, clock: Clock) {
    this.#venue = venue;
    this.#clock = clock;
  }

  /** Takes in the state as of now. */
  look(): void {
    const day = dayOf(NEW_YORK.toLocal(this.#clock.utcNow()));
    if (day > this.#day) {
      this.equity = this.#latestEquity;
      for (const [id, price] of this.#latest) this.#prices.set(id, price);
      this.#day = day;
    }
    this.#latestEquity = equityOf(this.#venue);
    for (const { symbol, hasData, exactPrice } of this.#venue.securities.values) {
      if (hasData) this.#latest.set(symbol.id, exactPrice);
    }
  }

  /** The last price of a security on the day before; null while it is not known. */
  price(symbolId: string): Decimal | null {
    return this.#prices.get(symbolId) ?? null;
  }
}

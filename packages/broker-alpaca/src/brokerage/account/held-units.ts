import { Decimal, type SecuritySymbol } from '@lockstep/core';
import type { WirePosition } from '../../wire/account.ts';
import { wireSymbol, withoutSlash } from '../../wire/symbol-form.ts';
import { heldOf } from './account-answers.ts';

/** Units held of each security, as they were read or told last. */
export class HeldUnits {
  /** By Alpaca's symbol of the position. */
  readonly #units = new Map<string, Decimal>();

  /** All positions, as they were read. */
  take(positions: readonly WirePosition[]): void {
    this.#units.clear();
    for (const position of positions) this.#units.set(position.symbol, heldOf(position));
  }

  /** A position was told. Gives by how much it has changed. */
  set(symbol: string, units: Decimal): Decimal {
    const change = units.minus(this.#units.get(symbol) ?? Decimal.ZERO);
    this.#units.set(symbol, units);
    return change;
  }

  /** Negative for a short position. */
  of(symbol: SecuritySymbol): Decimal {
    return this.#units.get(withoutSlash(wireSymbol(symbol))) ?? Decimal.ZERO;
  }
}

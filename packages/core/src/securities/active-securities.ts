import type { SecuritySymbol } from '../market/symbol.ts';
import type { Securities, SymbolLike } from './securities.ts';
import type { Security } from './security.ts';

/** The securities of a run that are subscribed now: LEAN's `ActiveSecurities`. */
export class ActiveSecurities implements Iterable<Security> {
  readonly #securities: Securities;

  constructor(securities: Securities) {
    this.#securities = securities;
  }

  /** The security, or undefined when it is not active. */
  find(symbol: SymbolLike): Security | undefined {
    const security = this.#securities.find(symbol);
    return security?.isTradable === true ? security : undefined;
  }

  has(symbol: SymbolLike): boolean {
    return this.find(symbol) !== undefined;
  }

  /** LEAN's name for `has`. */
  containsKey(symbol: SymbolLike): boolean {
    return this.has(symbol);
  }

  get count(): number {
    return [...this].length;
  }

  get keys(): SecuritySymbol[] {
    return [...this].map(({ symbol }) => symbol);
  }

  *[Symbol.iterator](): Iterator<Security> {
    for (const security of this.#securities) if (security.isTradable) yield security;
  }
}

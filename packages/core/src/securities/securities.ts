import { LockstepError } from '../errors/lockstep-error.ts';
import { SecurityType } from '../market/security-type.ts';
import type { SecuritySymbol } from '../market/symbol.ts';
import type { Security } from './security.ts';

/** A symbol, a security, or the ticker of one that was added. */
export type SymbolLike = SecuritySymbol | Security | string;

/** The securities of a run, by symbol or ticker. */
export class Securities implements Iterable<Security> {
  readonly #byId = new Map<string, Security>();
  readonly #byTicker = new Map<string, Security>();
  #list: readonly Security[] = [];
  /** What was asked for last, and found: the steps of an order all ask for the same. */
  #lastAsked: SymbolLike | null = null;
  #lastFound: Security | undefined = undefined;
  #held: readonly Security[] = [];

  get size(): number {
    return this.#list.length;
  }

  /** In the order in which they were added. */
  get values(): readonly Security[] {
    return this.#list;
  }

  /** Those with a position, in the order in which they were added. */
  get held(): readonly Security[] {
    return this.#held;
  }

  /** @param value ticker under which it is found as well: one that the security had before, for example */
  add(security: Security, value: string = security.symbol.value): void {
    const { permtick } = security.symbol;
    // Custom data is found as TICKER.TYPE, and as the ticker where no other security has it.
    if (security.type === SecurityType.Base) this.#byTicker.set(permtick, security);
    if (security.type !== SecurityType.Base || !this.#byTicker.has(value)) this.#byTicker.set(value, security);
    this.addInternal(security);
  }

  /** Adds a security of the engine's own: it is found by its symbol only. */
  addInternal(security: Security): void {
    this.#byId.set(security.symbol.id, security);
    security.holdings.onHeld = () => this.#findHeld();
    this.#onChanged();
  }

  #findHeld(): void {
    this.#held = this.#list.filter(({ holdings }) => holdings.quantityNumber !== 0);
  }

  remove(symbol: SecuritySymbol): void {
    this.#byId.delete(symbol.id);
    if (this.#byTicker.get(symbol.value)?.symbol.id === symbol.id) this.#byTicker.delete(symbol.value);
    this.#onChanged();
  }

  #onChanged(): void {
    this.#list = [...this.#byId.values()];
    this.#findHeld();
    this.#lastAsked = null;
  }

  has(symbol: SymbolLike): boolean {
    return this.find(symbol) !== undefined;
  }

  containsKey(symbol: SymbolLike): boolean {
    return this.has(symbol);
  }

  /** The security, or undefined when it was never added. */
  find(symbol: SymbolLike): Security | undefined {
    if (symbol === this.#lastAsked && symbol !== null) return this.#lastFound;
    const found = this.#lookUp(symbol);
    this.#lastAsked = symbol;
    this.#lastFound = found;
    return found;
  }

  #lookUp(symbol: SymbolLike): Security | undefined {
    if (typeof symbol === 'string') return this.#byTicker.get(symbol.toUpperCase());
    if (symbol === undefined || symbol === null) {
      throw new LockstepError(
        'SECURITY_UNKNOWN',
        `Received ${String(symbol)} instead of a security; expected a symbol, a Security or the ticker of one that was added. Is a field not set yet?`,
      );
    }
    return this.#byId.get('id' in symbol ? symbol.id : symbol.symbol.id);
  }

  /** The security. @throws LockstepError `SECURITY_UNKNOWN` when it was never added. */
  get(symbol: SymbolLike): Security {
    const security = this.find(symbol);
    if (security === undefined) {
      const name = typeof symbol === 'string' ? symbol : 'id' in symbol ? symbol.value : symbol.symbol.value;
      const known = this.#list.map((each) => each.symbol.value).join(', ') || 'none';
      throw new LockstepError(
        'SECURITY_UNKNOWN',
        `The algorithm has no security '${name}'. It has: ${known}. Add it in initialize, for example with addEquity('${name}').`,
      );
    }
    return security;
  }

  [Symbol.iterator](): Iterator<Security> {
    return this.#list[Symbol.iterator]();
  }
}

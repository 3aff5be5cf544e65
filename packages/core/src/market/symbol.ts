import { type SecurityIdentity, securityIdentifier } from './security-identifier.ts';
import { SecurityType } from './security-type.ts';

/**
 * Identifies a security within a run. LEAN calls it `Symbol`; JavaScript owns that name.
 * Two symbols are the same security when their `id` is equal.
 */
export class SecuritySymbol {
  /** Ticker under which the security was added, for example `SPY`. */
  readonly value: string;
  /** Printed security identifier, for example `SPY R735QTJ8XC9X`. */
  readonly id: string;
  readonly securityType: SecurityType;
  readonly market: string;
  /** Ticker under which the security first traded; names its map and factor files. */
  readonly permtick: string;
  /** Letter of the exchange that lists an equity, as in map files; empty where that is not known. */
  readonly primaryExchange: string;
  /** What custom data is about; null for other securities, and for custom data about nothing else. */
  readonly underlying: SecuritySymbol | null;
  readonly #identity: SecurityIdentity;

  constructor(value: string, identity: SecurityIdentity) {
    this.#identity = identity;
    this.value = value.toUpperCase();
    this.id = securityIdentifier(identity);
    this.securityType = identity.securityType;
    this.market = identity.market;
    this.permtick = identity.ticker.toUpperCase();
    this.primaryExchange = identity.primaryExchange ?? '';
    this.underlying = identity.underlying === undefined ? null : new SecuritySymbol(value, identity.underlying);
  }

  /** The same security under another ticker. */
  withTicker(ticker: string): SecuritySymbol {
    return ticker === this.value ? this : new SecuritySymbol(ticker, this.#identity);
  }

  /** The symbol of custom data about this security. @param type name of the custom type */
  customData(type: string): SecuritySymbol {
    return new SecuritySymbol(this.value, {
      ...this.#identity,
      ticker: `${this.permtick}.${type}`,
      securityType: SecurityType.Base,
      underlying: this.#identity,
    });
  }

  equals(other: SecuritySymbol): boolean {
    return this.id === other.id;
  }

  /** The ticker. */
  toString(): string {
    return this.value;
  }

  toJSON(): string {
    return this.value;
  }
}

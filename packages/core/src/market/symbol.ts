import { type BaseDataClass, typeNameOf } from './base-data.ts';
import { parseSecurityIdentifier, type SecurityIdentity, securityIdentifier } from './security-identifier.ts';
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
  /** Type of custom data; null for other securities. */
  readonly customType: BaseDataClass | null;
  readonly #identity: SecurityIdentity;

  constructor(value: string, identity: SecurityIdentity, customType: BaseDataClass | null = null) {
    this.#identity = identity;
    this.customType = customType;
    this.value = value.toUpperCase();
    this.id = securityIdentifier(identity);
    this.securityType = identity.securityType;
    this.market = identity.market;
    this.permtick = identity.ticker.toUpperCase();
    this.primaryExchange = identity.primaryExchange ?? '';
    this.underlying = identity.underlying === undefined ? null : new SecuritySymbol(value, identity.underlying);
  }

  /**
   * The security of a printed identifier, as files of universes have it.
   *
   * @param ticker under which it trades at the time
   * @throws LockstepError `SECURITY_ID_INVALID`
   */
  static parse(id: string, ticker: string): SecuritySymbol {
    return new SecuritySymbol(ticker, parseSecurityIdentifier(id));
  }

  /**
   * The symbol of custom data about another security, which a universe may choose.
   *
   * @example
   * fundamentals.flatMap(({ symbol }) => [symbol, SecuritySymbol.createBase(Weather, symbol)]);
   */
  static createBase(type: BaseDataClass, underlying: SecuritySymbol): SecuritySymbol {
    return underlying.dataSymbol(`${underlying.permtick}.${typeNameOf(type)}`, SecurityType.Base, type);
  }

  /** The symbol, under a name, of data about this security. */
  dataSymbol(name: string, securityType: SecurityType, type: BaseDataClass): SecuritySymbol {
    const identity = { ...this.#identity, ticker: name, securityType, underlying: this.#identity };
    return new SecuritySymbol(this.value, identity, type);
  }

  /** The same security under another ticker. */
  withTicker(ticker: string): SecuritySymbol {
    return ticker === this.value ? this : new SecuritySymbol(ticker, this.#identity, this.customType);
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

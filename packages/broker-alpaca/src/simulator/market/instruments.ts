import {
  Market,
  type MarketHoursDatabase,
  type Security,
  type SecurityIdentity,
  SecuritySymbol,
  SecurityType,
  type SimulatedVenue,
} from '@lockstep/core';
import type { WireIds } from '../wire-ids.ts';

/** What the simulator must know about instruments; a `ReferenceData` has it. */
export interface InstrumentReference {
  readonly marketHours: MarketHoursDatabase;
  identify(ticker: string, securityType: SecurityType, market: string): SecurityIdentity;
}

/** What an account may do with an asset. */
export interface AssetTraits {
  readonly tradable: boolean;
  readonly fractionable: boolean;
  readonly marginable: boolean;
  readonly shortable: boolean;
  readonly easyToBorrow: boolean;
  readonly name: string;
  readonly exchange: string;
  readonly attributes: readonly string[];
}

/** Something that is traded at the simulator's venue. */
export interface Instrument {
  readonly security: Security;
  /** As orders name it: `BRK.B`, `BTC/USD`. */
  readonly symbol: string;
  /** As positions name it: crypto without a slash. */
  readonly positionSymbol: string;
  readonly assetId: string;
  readonly assetClass: 'us_equity' | 'crypto';
  readonly traits: AssetTraits;
}

const USUAL_TRAITS: AssetTraits = {
  tradable: true,
  fractionable: true,
  marginable: true,
  shortable: true,
  easyToBorrow: true,
  name: '',
  exchange: 'NASDAQ',
  attributes: [],
};
const CRYPTO_TRAITS: Partial<AssetTraits> = {
  marginable: false,
  shortable: false,
  easyToBorrow: false,
  exchange: 'CRYPTO',
};
/** The market whose crypto pairs are looked for. */
const CRYPTO_MARKET = Market.Coinbase;

/** The instruments of a venue by the names that they have on the wire. */
export class Instruments {
  /** Traits that differ from the usual ones, by the wire's symbol; may be changed. */
  readonly traits: Map<string, Partial<AssetTraits>>;
  readonly #venue: SimulatedVenue;
  readonly #reference: InstrumentReference;
  readonly #ids: WireIds;

  constructor(
    venue: SimulatedVenue,
    reference: InstrumentReference,
    ids: WireIds,
    traits: Readonly<Record<string, Partial<AssetTraits>>>,
  ) {
    this.#venue = venue;
    this.#reference = reference;
    this.#ids = ids;
    this.traits = new Map(Object.entries(traits));
  }

  /** By a symbol of an order, a position or by an asset id; null for what is not traded. */
  find(name: string): Instrument | null {
    const known = this.#venue.securities.values.find((security) => this.#isNamed(security, name));
    if (known !== undefined) return this.of(known);
    const security = this.#venue.securityOf(this.#symbolOf(name));
    return security === null ? null : this.of(security);
  }

  /** Those that have been asked for, or were there from the beginning. */
  all(): Instrument[] {
    return this.#venue.securities.values.map((security) => this.of(security));
  }

  of(security: Security): Instrument {
    const isCrypto = security.type === SecurityType.Crypto;
    const symbol = wireSymbolOf(security);
    return {
      security,
      symbol,
      positionSymbol: symbol.replace('/', ''),
      assetId: this.#assetIdOf(security),
      assetClass: isCrypto ? 'crypto' : 'us_equity',
      traits: { ...USUAL_TRAITS, name: symbol, ...(isCrypto && CRYPTO_TRAITS), ...this.traits.get(symbol) },
    };
  }

  #isNamed(security: Security, name: string): boolean {
    const symbol = wireSymbolOf(security);
    return symbol === name || symbol.replace('/', '') === name || this.#assetIdOf(security) === name;
  }

  #assetIdOf({ symbol }: Security): string {
    return this.#ids.uuid('asset', symbol.id);
  }

  #symbolOf(name: string): SecuritySymbol {
    const isCrypto = name.includes('/');
    const [type, market] = isCrypto
      ? ([SecurityType.Crypto, CRYPTO_MARKET] as const)
      : ([SecurityType.Equity, Market.USA] as const);
    const ticker = name.replace('/', '');
    return new SecuritySymbol(ticker, this.#reference.identify(ticker, type, market));
  }
}

/** The name of a security in orders. */
function wireSymbolOf(security: Security): string {
  const { value } = security.symbol;
  if (security.type !== SecurityType.Crypto) return value;
  const base = security.baseCurrency?.symbol ?? '';
  return value.startsWith(base) && base !== '' ? `${base}/${value.slice(base.length)}` : value;
}

import {
  LockstepError,
  Market,
  type MarketHoursDatabase,
  type Security,
  type SecurityIdentity,
  SecuritySymbol,
  SecurityType,
  type SimulatedVenue,
} from '@lockstep/core';
import type { ContractDefinition, GivenContract } from './contract-definition.ts';
import { contractOfSecurity, filledContract } from './contract-of-security.ts';
import { type ContractQuery, isMatch } from './contract-query.ts';

/** What the simulator must know about instruments; a `ReferenceData` has it. */
export interface InstrumentReference {
  readonly marketHours: MarketHoursDatabase;
  identify(ticker: string, securityType: SecurityType, market: string): SecurityIdentity;
}

/** A contract, and what the venue trades for it. */
export interface Instrument {
  readonly contract: ContractDefinition;
  /** Null for what is known and not traded. */
  readonly security: Security | null;
}

/** Where the venue's symbol of a kind of contract may be at home. */
const MARKETS: Readonly<Record<string, readonly [type: SecurityType, ...markets: string[]]>> = {
  STK: [SecurityType.Equity, Market.USA],
  CASH: [SecurityType.Forex, Market.Oanda, Market.FXCM, Market.InteractiveBrokers],
  CFD: [SecurityType.Cfd, Market.InteractiveBrokers, Market.Oanda, Market.FXCM],
  CRYPTO: [SecurityType.Crypto, Market.Coinbase, Market.Bitfinex, Market.Binance],
  IND: [SecurityType.Index, Market.USA],
};

/** The instruments of a venue by the contracts that IB has for them. */
export class Instruments {
  readonly #venue: SimulatedVenue;
  readonly #reference: InstrumentReference;
  readonly #given: readonly ContractDefinition[];
  readonly #bySymbol = new Map<string, Instrument>();
  readonly #byConId = new Map<number, Instrument>();
  /** Contracts of which IB says that they do not exist (any more), by number. */
  readonly delisted = new Set<number>();

  constructor(venue: SimulatedVenue, reference: InstrumentReference, given: readonly GivenContract[]) {
    this.#venue = venue;
    this.#reference = reference;
    this.#given = given.map((contract) => filledContract(contract, (conId) => this.#byConId.has(conId)));
    for (const contract of this.#given) this.#add(contract, null);
  }

  /** All that match a query; none for what is not traded here. */
  find(query: ContractQuery): Instrument[] {
    this.#discover(query);
    const found = [...this.#byConId.values()].filter(({ contract }) => isMatch(query, contract));
    return found.filter(({ contract }) => !this.delisted.has(contract.conId)).map((each) => this.#listed(each));
  }

  /** A US stock by its ticker; null for what is not traded here. */
  findStock(ticker: string): Instrument | null {
    return this.find({ ...ANYTHING, symbol: ticker.replace('.', ' '), secType: 'STK', currency: 'USD' })[0] ?? null;
  }

  withConId(conId: number): Instrument | undefined {
    this.#discoverListed();
    const found = this.#byConId.get(conId);
    return found === undefined ? undefined : this.#listed(found);
  }

  /** What the venue has listed. */
  traded(): Instrument[] {
    this.#discoverListed();
    return [...this.#bySymbol.values()];
  }

  /** Those that have been asked for, or were given, whose name begins so. */
  startingWith(pattern: string): Instrument[] {
    this.#discoverListed();
    const upper = pattern.toUpperCase();
    return [...this.#byConId.values()].filter(({ contract }) => contract.symbol.toUpperCase().startsWith(upper));
  }

  of(security: Security): Instrument {
    const known = this.#bySymbol.get(security.symbol.id);
    if (known !== undefined) return known;
    const given = this.#given.find(({ traded }) => traded?.id === security.symbol.id);
    return this.#add(given ?? contractOfSecurity(security, (conId) => this.#byConId.has(conId)), security);
  }

  #add(contract: ContractDefinition, security: Security | null): Instrument {
    const instrument = { contract, security };
    this.#byConId.set(contract.conId, instrument);
    if (security !== null) this.#bySymbol.set(security.symbol.id, instrument);
    return instrument;
  }

  /** With its security, where the venue trades it. */
  #listed(instrument: Instrument): Instrument {
    const { contract, security } = instrument;
    if (security !== null || contract.traded === null) return instrument;
    const listed = this.#securityOf(contract.traded);
    return listed === null ? instrument : this.#add(contract, listed);
  }

  #discoverListed(): void {
    for (const security of this.#venue.securities.values) this.of(security);
  }

  /** Has the venue list what a query may be about. */
  #discover(query: ContractQuery): void {
    this.#discoverListed();
    if (Number(query.conId) > 0) return;
    const [type, ...markets] = MARKETS[query.secType === '' ? 'STK' : query.secType] ?? [];
    if (type === undefined) return;
    const isKnown = [...this.#byConId.values()].some(
      ({ contract }) => contract.traded !== null && isMatch(query, contract),
    );
    if (isKnown) return;
    for (const ticker of tickersOf(query)) {
      for (const market of markets) {
        const security = this.#securityOf(this.#symbolOf(ticker, type, market));
        if (security !== null) {
          this.of(security);
          return;
        }
      }
    }
  }

  #symbolOf(ticker: string, type: SecurityType, market: string): SecuritySymbol | null {
    try {
      return new SecuritySymbol(ticker, this.#reference.identify(ticker, type, market));
    } catch (error) {
      return noneFor(error);
    }
  }

  #securityOf(symbol: SecuritySymbol | null): Security | null {
    try {
      return symbol === null ? null : this.#venue.securityOf(symbol);
    } catch (error) {
      return noneFor(error);
    }
  }
}

/** A query for whatever there is. */
const ANYTHING: ContractQuery = {
  conId: '',
  symbol: '',
  secType: '',
  lastTradeDate: '',
  strike: '',
  right: '',
  multiplier: '',
  exchange: '',
  primaryExchange: '',
  currency: '',
  localSymbol: '',
  tradingClass: '',
};

/** What the data has no entry for is not traded. */
function noneFor(error: unknown): null {
  if (error instanceof LockstepError) return null;
  throw error;
}

/** Names under which the venue may have what a query is about. */
function tickersOf({ symbol, localSymbol, secType, currency }: ContractQuery): readonly string[] {
  const name = symbol === '' ? localSymbol : symbol;
  if (name === '') return [];
  if (secType === 'STK' || secType === '') return [name.replace(' ', '.')];
  const pair = `${name}${currency}`.replaceAll('.', '');
  return secType === 'CASH' || secType === 'CRYPTO' ? [pair] : [name, pair];
}

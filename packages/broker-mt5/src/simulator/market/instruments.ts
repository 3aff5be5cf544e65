import {
  Decimal,
  Market,
  type ReferenceData,
  type Security,
  SecuritySymbol,
  SecurityType,
  type SimulatedVenue,
} from '@lockstep/core';
import { Execution, ExpirationBit, FillingBit, SymbolTrade } from '../../wire/enums.ts';
import type { WireSymbol } from '../../wire/structures.ts';

/** In what a symbol differs from the usual. */
export type SymbolTraits = Partial<WireSymbol>;

/** A security of the venue as a symbol of the terminal. */
export interface SimulatedInstrument {
  readonly name: string;
  readonly security: Security;
  readonly wire: WireSymbol;
  lotsOf(units: Decimal): Decimal;
  unitsOf(lots: number): Decimal;
}

export interface InstrumentsOptions {
  readonly venue: SimulatedVenue;
  readonly reference: Pick<ReferenceData, 'identify'>;
  /** By the terminal's name. */
  readonly traits: Readonly<Record<string, SymbolTraits>>;
  /** The broker's name of a ticker where it is another: `{ EURUSD: 'EURUSD.m' }`. */
  readonly names: Readonly<Record<string, string>>;
}

/** Kinds and markets in which a name is looked for, one after the other. */
const PLACES: readonly (readonly [SecurityType, Market])[] = [
  [SecurityType.Forex, Market.Oanda],
  [SecurityType.Forex, Market.FXCM],
  [SecurityType.Cfd, Market.Oanda],
  [SecurityType.Cfd, Market.FXCM],
  [SecurityType.Cfd, Market.InteractiveBrokers],
  [SecurityType.Equity, Market.USA],
];
/** Units in a lot of currency. */
const FOREX_LOT = 100_000;
/** Bits of `order_mode`: every kind of order, stops of positions, and closing one by another. */
const EVERY_ORDER = 127;
const MOST_LOTS = 1_000_000;

/** The securities of a venue by the names that the terminal has for them. */
export class Instruments {
  readonly #options: InstrumentsOptions;
  readonly #known = new Map<string, SimulatedInstrument>();
  readonly #tickers: ReadonlyMap<string, string>;
  /** Names in the Market Watch. */
  readonly selected = new Set<string>();

  constructor(options: InstrumentsOptions) {
    this.#options = options;
    this.#tickers = new Map(Object.entries(options.names).map(([ticker, name]) => [name, ticker]));
  }

  /** Null for a name that the broker does not have. */
  find(name: string): SimulatedInstrument | null {
    const known = this.#known.get(name);
    if (known !== undefined) return known;
    const ticker = this.#tickers.get(name) ?? name;
    if (this.#options.names[ticker] !== undefined && this.#options.names[ticker] !== name) return null;
    const security = this.#security(ticker);
    if (security === null) return null;
    const instrument = describe(name, security, this.#options.traits[name] ?? {});
    this.#known.set(name, instrument);
    return instrument;
  }

  /** The instrument of a security of the venue. */
  of({ symbol }: Security): SimulatedInstrument | null {
    return this.find(this.#options.names[symbol.value] ?? symbol.value);
  }

  names(): string[] {
    for (const security of this.#options.venue.securities.values) this.of(security);
    return [...this.#known.keys()];
  }

  #security(ticker: string): Security | null {
    const { venue, reference } = this.#options;
    const listed = venue.securities.values.find(({ symbol }) => symbol.value === ticker);
    if (listed !== undefined) return listed;
    for (const [type, market] of PLACES) {
      const security = venue.securityOf(new SecuritySymbol(ticker, reference.identify(ticker, type, market)));
      if (security !== null) return security;
    }
    return null;
  }
}

function describe(name: string, security: Security, traits: SymbolTraits): SimulatedInstrument {
  const wire = { ...usualTraits(name, security, traits.trade_contract_size), ...traits };
  const size = Decimal.fromNumber(wire.trade_contract_size);
  return {
    name,
    security,
    wire,
    lotsOf: (units) => units.dividedBy(size).normalize(),
    unitsOf: (lots) => Decimal.fromNumber(lots).times(size).normalize(),
  };
}

/** A symbol whose smallest step is the venue's own, so that whatever the venue takes can be said in lots. */
function usualTraits(name: string, security: Security, contractSize: number | undefined): WireSymbol {
  const { symbolProperties, baseCurrency, quoteCurrency, type } = security;
  const tick = symbolProperties.minimumPriceVariation.normalize();
  const size = contractSize ?? (type === SecurityType.Forex ? FOREX_LOT : 1);
  const step = symbolProperties.lotSize.dividedBy(Decimal.fromNumber(size)).toNumber();
  const [, decimals = ''] = tick.toString().split('.');
  return {
    name,
    digits: decimals.length,
    point: 10 ** -decimals.length,
    trade_mode: SymbolTrade.Full,
    trade_stops_level: 0,
    trade_freeze_level: 0,
    trade_exemode: Execution.Exchange,
    filling_mode: FillingBit.Fok | FillingBit.Ioc,
    order_mode: EVERY_ORDER,
    expiration_mode: ExpirationBit.Gtc | ExpirationBit.Day | ExpirationBit.Specified | ExpirationBit.SpecifiedDay,
    trade_tick_size: tick.toNumber(),
    trade_contract_size: size,
    volume_min: step,
    volume_max: MOST_LOTS,
    volume_step: step,
    currency_base: baseCurrency?.symbol ?? quoteCurrency.symbol,
    currency_profit: quoteCurrency.symbol,
    currency_margin: baseCurrency?.symbol ?? quoteCurrency.symbol,
  };
}

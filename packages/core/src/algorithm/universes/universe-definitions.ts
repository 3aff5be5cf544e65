import { SecurityType } from '../../market/security-type.ts';
import type { SecuritySymbol } from '../../market/symbol.ts';
import type { ETFConstituentUniverse } from '../../market/universe-data.ts';
import type { RunServices } from '../run-services.ts';
import { ETFConstituentsUniverse } from './constituents-universe.ts';
import type { DataSelector } from './func-universe.ts';
import { FundamentalUniverse } from './fundamental-universe.ts';
import { type Selection, Universe } from './universe.ts';
import { UniverseSettings } from './universe-settings.ts';

/** What `etf` and `index` take after the ticker: market, settings and filter, each of which may be left out. */
type CompositeArguments =
  | readonly [filter?: ConstituentsFilter | null]
  | readonly [settings: UniverseSettings | null, filter?: ConstituentsFilter | null]
  | readonly [market: string | null, filter?: ConstituentsFilter | null]
  | readonly [market: string | null, settings: UniverseSettings | null, filter?: ConstituentsFilter | null];

type ConstituentsFilter = DataSelector<ETFConstituentUniverse>;

/** Universes that are ready to be added, as `this.addUniverse(this.universe.etf('SPY'))`. */
export class UniverseDefinitions {
  readonly #run: RunServices;
  /** Universes by the dollars that are traded. */
  readonly dollarVolume = { top: (count: number, settings?: UniverseSettings) => this.top(count, settings) };

  constructor(run: RunServices) {
    this.#run = run;
  }

  /** The answer of a selector that leaves its securities as they are. */
  get unchanged(): Selection {
    return Universe.unchanged;
  }

  /** The US equities that the most dollars were traded of on the day before. */
  top(count: number, settings: UniverseSettings | null = null): FundamentalUniverse {
    return new FundamentalUniverse(
      (fundamentals) =>
        [...fundamentals]
          .sort((a, b) => b.dollarVolume - a.dollarVolume)
          .slice(0, count)
          .map(({ symbol }) => symbol),
      settings,
    );
  }

  /** What SPY holds. */
  get qc500(): ETFConstituentsUniverse {
    return this.etf('SPY');
  }

  /**
   * What a fund holds.
   *
   * @param etf its ticker or symbol
   * @example this.universe.etf('SPY', (held) => held.filter(({ weight }) => (weight ?? 0) > 0.01).map(({ symbol }) => symbol));
   */
  etf(etf: string | SecuritySymbol, ...args: CompositeArguments): ETFConstituentsUniverse {
    return this.#constituents(SecurityType.Equity, etf, args);
  }

  /** What an index has. @param index its ticker or symbol */
  index(index: string | SecuritySymbol, ...args: CompositeArguments): ETFConstituentsUniverse {
    return this.#constituents(SecurityType.Index, index, args);
  }

  #constituents(type: SecurityType, of: string | SecuritySymbol, args: readonly unknown[]): ETFConstituentsUniverse {
    const market = args.find((each): each is string => typeof each === 'string');
    const settings = args.find((each): each is UniverseSettings => each instanceof UniverseSettings) ?? null;
    const filter = args.find((each): each is ConstituentsFilter => typeof each === 'function') ?? null;
    const symbol = typeof of === 'string' ? this.#run.symbol(of, type, market) : of;
    return new ETFConstituentsUniverse(symbol, settings, filter);
  }
}

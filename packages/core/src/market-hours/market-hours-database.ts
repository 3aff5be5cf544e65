import { LockstepError } from '../errors/lockstep-error.ts';
import { SecurityType, securityTypeName } from '../market/security-type.ts';
import { builtInMarketHours } from './built-in-market-hours.ts';
import { databaseKey, securityTypeOfName, WILDCARD } from './database-key.ts';
import { ExchangeHours } from './exchange-hours.ts';
import type { MarketHoursEntry } from './market-hours-entry.ts';
import { invalidMarketHours, isJsonObject, MarketHoursReader } from './market-hours-json.ts';

/** Index options that do not carry the ticker of their index. */
const INDEX_OF_OPTION: Readonly<Record<string, string>> = {
  RUTW: 'RUT',
  SPXW: 'SPX',
  VIXW: 'VIX',
  NDXP: 'NDX',
  NQX: 'NDX',
};
const UNDERLYING_TYPE: Partial<Readonly<Record<SecurityType, SecurityType>>> = {
  [SecurityType.Option]: SecurityType.Equity,
  [SecurityType.IndexOption]: SecurityType.Index,
  [SecurityType.FutureOption]: SecurityType.Future,
};

/** One raw entry of a file. Its rank is LEAN's processing order: entries inherit only from those before them. */
interface RawEntry {
  readonly name: string;
  readonly rank: number;
  readonly market: string;
  readonly ticker: string;
  readonly securityType: SecurityType;
  readonly json: unknown;
}

/** Time zones and exchange hours by market, ticker and security type; LEAN's `MarketHoursDatabase`. */
export class MarketHoursDatabase {
  private readonly entries: Map<string, MarketHoursEntry>;
  private readonly raw: Map<string, RawEntry>;
  private readonly file: string;
  /** Asked for what this database does not hold itself. */
  private readonly parent: MarketHoursDatabase | null;

  private constructor(file: string, parent: MarketHoursDatabase | null = null) {
    this.entries = new Map();
    this.raw = new Map();
    this.file = file;
    this.parent = parent;
  }

  /** A database that begins as this one; entries that are set in it stay in it. */
  fork(): MarketHoursDatabase {
    return new MarketHoursDatabase(this.file, this);
  }

  /**
   * Reads the parsed JSON of LEAN's `market-hours-database.json`. Entries of unknown security types are left out. Each
   * entry is read when it is first asked for; `entry` then throws `MARKET_HOURS_INVALID` if it is malformed.
   * @throws DataError `MARKET_HOURS_INVALID` when there is no list of entries or a key is malformed
   */
  static parse(json: unknown, fileName: string): MarketHoursDatabase {
    const entries = isJsonObject(json) ? json['entries'] : undefined;
    if (!isJsonObject(entries)) throw invalidMarketHours(fileName, 'the database', 'expected an object "entries".');
    const database = new MarketHoursDatabase(fileName);
    let rank = 0;
    for (const [name, value] of Object.entries(entries)) {
      const [typeName, market, ...rest] = name.split('-');
      const ticker = rest.join('-');
      if (!typeName || !market || ticker === '') {
        throw invalidMarketHours(fileName, `"${name}"`, 'expected a key as Equity-usa-[*] or Cfd-oanda-XAUUSD.');
      }
      const securityType = securityTypeOfName(typeName);
      if (securityType === undefined) continue;
      const isOption = UNDERLYING_TYPE[securityType] !== undefined;
      const raw = { name, rank: rank + (isOption ? 1e9 : 0), market, ticker, securityType, json: value };
      database.raw.set(databaseKey(market, ticker, securityType), raw);
      rank++;
    }
    return database;
  }

  /** Calendars for use without a LEAN data folder: US equities and indices, forex, metals and index CFDs, crypto. */
  static builtIn(): MarketHoursDatabase {
    const database = new MarketHoursDatabase('built-in market hours');
    for (const { market, ticker, securityType, entry } of builtInMarketHours()) {
      database.entries.set(databaseKey(market, ticker, securityType), entry);
    }
    return database;
  }

  /**
   * The entry of a ticker, else of its market's wildcard.
   * @throws LockstepError `MARKET_HOURS_MISSING`, `MARKET_HOURS_INVALID`
   */
  entry(market: string, ticker: string | null, securityType: SecurityType): MarketHoursEntry {
    const found = this.tryEntry(market, ticker, securityType);
    if (found !== undefined) return found;
    const wanted = `${securityTypeName(securityType)}-${market}-${ticker ?? WILDCARD}`;
    throw new LockstepError(
      'MARKET_HOURS_MISSING',
      `No market hours for ${wanted} in ${this.file}, which has ${this.marketsOf(securityType)}. Check market and security type, or add the entry.`,
      { details: { market, ticker, securityType: securityTypeName(securityType), file: this.file } },
    );
  }

  /** The markets that have hours for a security type, in words. */
  private marketsOf(securityType: SecurityType): string {
    const markets = [...this.keys()]
      .map((key) => key.split('|'))
      .filter(([type]) => type === String(securityType))
      .map(([, market]) => market);
    return markets.length === 0 ? 'none for this type' : `${[...new Set(markets)].join(', ')} for this type`;
  }

  private *keys(): Generator<string> {
    yield* this.entries.keys();
    yield* this.raw.keys();
    if (this.parent !== null) yield* this.parent.keys();
  }

  /** As {@link entry}, undefined when there is none. */
  tryEntry(market: string, ticker: string | null, securityType: SecurityType): MarketHoursEntry | undefined {
    return (
      this.get(databaseKey(market, ticker, securityType)) ??
      this.get(databaseKey(market, null, securityType)) ??
      this.tryRelatedEntry(market, ticker, securityType)
    );
  }

  /** Sets or replaces an entry, for custom data and markets that the database does not have; no ticker sets the wildcard. */
  setEntry(market: string, ticker: string | null, securityType: SecurityType, entry: MarketHoursEntry): void {
    this.entries.set(databaseKey(market, ticker, securityType), entry);
  }

  /** Options on futures trade as their future; custom data may have an entry by its type, `TYPE.Name` for `TICKER.Name`. */
  private tryRelatedEntry(market: string, ticker: string | null, type: SecurityType): MarketHoursEntry | undefined {
    if (type === SecurityType.FutureOption) return this.tryEntry(market, ticker, SecurityType.Future);
    const dot = ticker === null ? -1 : ticker.lastIndexOf('.');
    if (type !== SecurityType.Base || ticker === null || dot < 0) return undefined;
    return this.get(databaseKey(market, `TYPE.${ticker.slice(dot + 1)}`, type));
  }

  private get(key: string): MarketHoursEntry | undefined {
    const ready = this.entries.get(key);
    if (ready !== undefined) return ready;
    if (this.parent !== null) return this.parent.get(key);
    const raw = this.raw.get(key);
    if (raw === undefined) return undefined;
    const entry = this.build(raw);
    this.entries.set(key, entry);
    return entry;
  }

  /**
   * Exceptional days of a specific entry are joined with its market's wildcard, its own times winning. An option whose
   * own list is empty takes its underlying's.
   */
  private build(raw: RawEntry): MarketHoursEntry {
    const own = new MarketHoursReader(this.file, raw.name, raw.json).read();
    const underlying = this.underlyingHours(raw);
    const common = this.hoursBefore(raw, databaseKey(raw.market, null, raw.securityType));
    const exchangeHours = new ExchangeHours({
      timeZone: own.exchangeTimeZone,
      week: own.week,
      holidays: joinDays(firstFilled(own.holidays, underlying?.holidays), common?.holidays),
      bankHolidays: joinDays(firstFilled(own.bankHolidays, underlying?.bankHolidays), common?.bankHolidays),
      earlyCloses: joinTimes(firstFilled(own.earlyCloses, underlying?.earlyCloses), common?.earlyCloses),
      lateOpens: joinTimes(firstFilled(own.lateOpens, underlying?.lateOpens), common?.lateOpens),
    });
    return { dataTimeZone: own.dataTimeZone, exchangeHours };
  }

  private underlyingHours(raw: RawEntry): ExchangeHours | undefined {
    const type = UNDERLYING_TYPE[raw.securityType];
    if (type === undefined) return undefined;
    const index = raw.securityType === SecurityType.IndexOption ? INDEX_OF_OPTION[raw.ticker.toUpperCase()] : undefined;
    const ticker = index ?? raw.ticker;
    return (
      this.hoursBefore(raw, databaseKey(raw.market, ticker, type)) ??
      this.hoursBefore(raw, databaseKey(raw.market, null, type))
    );
  }

  private hoursBefore(raw: RawEntry, key: string): ExchangeHours | undefined {
    const other = this.raw.get(key);
    if (other === undefined || other.rank >= raw.rank) return undefined;
    return this.get(key)?.exchangeHours;
  }
}

function firstFilled<T extends { readonly size: number }>(own: T, underlying: T | undefined): T {
  return own.size === 0 && underlying !== undefined ? underlying : own;
}

function joinDays(own: ReadonlySet<number>, common: ReadonlySet<number> | undefined): ReadonlySet<number> {
  if (common === undefined || common.size === 0) return own;
  return own.size === 0 ? common : new Set([...common, ...own]);
}

function joinTimes(
  own: ReadonlyMap<number, number>,
  common: ReadonlyMap<number, number> | undefined,
): ReadonlyMap<number, number> {
  if (common === undefined || common.size === 0) return own;
  return own.size === 0 ? common : new Map([...common, ...own]);
}

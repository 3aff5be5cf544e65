import { DataError } from '../errors/lockstep-error.ts';
import { SecurityType, securityTypeName } from '../market/security-type.ts';
import { databaseKey, securityTypeOfName } from '../market-hours/database-key.ts';
import { Decimal } from '../numeric/decimal.ts';
import { builtInSymbolProperties } from './built-in-symbol-properties.ts';
import { defaultSymbolProperties, type SymbolProperties } from './symbol-properties.ts';

/** Where the columns of the CSV stand. */
const COLUMN = {
  description: 3,
  quoteCurrency: 4,
  contractMultiplier: 5,
  minimumPriceVariation: 6,
  lotSize: 7,
  marketTicker: 8,
  minimumOrderSize: 9,
  priceMagnifier: 10,
  strikeMultiplier: 11,
} as const;

/** A row that has been split off but not yet read. */
interface RawRow {
  readonly market: string;
  readonly ticker: string;
  readonly securityType: SecurityType;
  readonly text: string;
  readonly line: number;
}

/** One entry of the database. */
export interface SymbolPropertiesEntry {
  /** `[*]` for the market's wildcard. */
  readonly ticker: string;
  readonly properties: SymbolProperties;
}

/** Quote currency, tick, lot and more by market, ticker and security type; LEAN's `SymbolPropertiesDatabase`. */
export class SymbolPropertiesDatabase {
  private readonly file: string;
  private readonly rows: Map<string, RawRow>;
  private readonly read: Map<string, SymbolProperties>;

  private constructor(file: string, rows: Map<string, RawRow> = new Map()) {
    this.file = file;
    this.rows = rows;
    this.read = new Map();
  }

  /** A database that begins as this one; entries that are set in it stay in it. */
  fork(): SymbolPropertiesDatabase {
    const fork = new SymbolPropertiesDatabase(this.file, this.rows);
    for (const [key, properties] of this.read) fork.read.set(key, properties);
    return fork;
  }

  /** Sets or replaces an entry; no ticker sets the wildcard of the market and type. */
  setEntry(market: string, ticker: string | null, securityType: SecurityType, properties: SymbolProperties): void {
    this.read.set(databaseKey(market, ticker, securityType), properties);
  }

  /**
   * Reads the text of LEAN's `symbol-properties-database.csv`: one header line, `#` starts a comment line, `[*]` stands
   * for every ticker of a market and type. Rows of unknown security types are left out. Numbers of a row are read when
   * it is first asked for; then `SYMBOL_PROPERTIES_INVALID` is thrown if they are malformed.
   * @throws DataError `SYMBOL_PROPERTIES_INVALID` for rows that are too short or occur twice
   */
  static parse(csvText: string, fileName: string): SymbolPropertiesDatabase {
    const database = new SymbolPropertiesDatabase(fileName);
    const lines = csvText.split('\n');
    let headerSeen = false;
    for (const [index, raw] of lines.entries()) {
      const text = raw.endsWith('\r') ? raw.slice(0, -1) : raw;
      if (text.startsWith('#') || text.trim() === '') continue;
      if (headerSeen) database.addRow(text, index + 1);
      headerSeen = true;
    }
    return database;
  }

  /** Properties for use without a LEAN data folder: US equities, main forex pairs, metals, index CFDs and crypto pairs. */
  static builtIn(): SymbolPropertiesDatabase {
    return SymbolPropertiesDatabase.parse(builtInSymbolProperties(), 'built-in symbol properties');
  }

  /**
   * Properties of a ticker, else of its market's wildcard, else the default in a currency (a backtest's account
   * currency). Options on futures without an own row take their future's.
   * @throws DataError `SYMBOL_PROPERTIES_INVALID`
   */
  properties(
    market: string,
    ticker: string | null,
    securityType: SecurityType,
    defaultQuoteCurrency: string,
  ): SymbolProperties {
    const future =
      securityType === SecurityType.FutureOption ? databaseKey(market, ticker, SecurityType.Future) : undefined;
    return (
      this.get(databaseKey(market, ticker, securityType)) ??
      (future === undefined ? undefined : this.get(future)) ??
      this.get(databaseKey(market, null, securityType)) ??
      defaultSymbolProperties(defaultQuoteCurrency)
    );
  }

  /** Whether a ticker has a row of its own. */
  has(market: string, ticker: string, securityType: SecurityType): boolean {
    return this.rows.has(databaseKey(market, ticker, securityType));
  }

  /** All rows of a market and type in the order of the file. */
  *entries(market: string, securityType: SecurityType): Iterable<SymbolPropertiesEntry> {
    const wanted = market.toLowerCase();
    for (const [key, row] of this.rows) {
      if (row.securityType !== securityType || row.market.toLowerCase() !== wanted) continue;
      const properties = this.get(key);
      if (properties !== undefined) yield { ticker: row.ticker, properties };
    }
  }

  /** Ticker and quote currency of all rows of a market and type, in the order of the file. */
  *quotes(market: string, securityType: SecurityType): Iterable<{ ticker: string; quoteCurrency: string }> {
    const wanted = market.toLowerCase();
    for (const row of this.rows.values()) {
      if (row.securityType !== securityType || row.market.toLowerCase() !== wanted) continue;
      const quoteCurrency = row.text.split(',', COLUMN.quoteCurrency + 1)[COLUMN.quoteCurrency] ?? '';
      yield { ticker: row.ticker, quoteCurrency: quoteCurrency.toUpperCase() };
    }
  }

  private addRow(text: string, line: number): void {
    const [market = '', ticker = '', type = '', ...rest] = text.split(',', COLUMN.lotSize + 1);
    if (COLUMN.lotSize >= rest.length + 3) {
      throw this.invalid(line, `expected at least ${COLUMN.lotSize + 1} columns in "${text}"`);
    }
    const securityType = securityTypeOfName(type);
    if (securityType === undefined) return;
    const key = databaseKey(market, ticker, securityType);
    const earlier = this.rows.get(key);
    if (earlier !== undefined) {
      throw this.invalid(
        line,
        `${securityTypeName(securityType)} ${market} ${ticker} stands already in line ${earlier.line}`,
      );
    }
    this.rows.set(key, { market, ticker, securityType, text, line });
  }

  private get(key: string): SymbolProperties | undefined {
    const known = this.read.get(key);
    if (known !== undefined) return known;
    const row = this.rows.get(key);
    if (row === undefined) return undefined;
    const properties = this.parseRow(row);
    this.read.set(key, properties);
    return properties;
  }

  private parseRow(row: RawRow): SymbolProperties {
    const cells = row.text.split(',');
    const number = (column: keyof typeof COLUMN, fallback: string): Decimal => {
      try {
        return Decimal.parse(cells[COLUMN[column]] || fallback);
      } catch (cause) {
        throw this.invalid(row.line, `${column} "${cells[COLUMN[column]]}" is not a number`, cause);
      }
    };
    const positive = (column: keyof typeof COLUMN, fallback: string): Decimal => {
      const value = number(column, fallback);
      if (value.isZero() || value.toString().startsWith('-')) {
        throw this.invalid(row.line, `${column} must be above zero, not ${value.toString()}`);
      }
      return value;
    };
    return {
      description: cells[COLUMN.description] ?? '',
      quoteCurrency: (cells[COLUMN.quoteCurrency] ?? '').toUpperCase(),
      contractMultiplier: number('contractMultiplier', ''),
      minimumPriceVariation: number('minimumPriceVariation', ''),
      lotSize: positive('lotSize', ''),
      marketTicker: cells[COLUMN.marketTicker] ?? '',
      minimumOrderSize: cells[COLUMN.minimumOrderSize] ? number('minimumOrderSize', '') : null,
      priceMagnifier: positive('priceMagnifier', '1'),
      strikeMultiplier: positive('strikeMultiplier', '1'),
    };
  }

  private invalid(line: number, problem: string, cause?: unknown): DataError {
    return new DataError(
      'SYMBOL_PROPERTIES_INVALID',
      `Symbol properties: ${problem}`,
      { file: this.file, line },
      cause,
    );
  }
}

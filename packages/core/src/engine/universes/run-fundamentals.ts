import type { ReferenceData } from '../../data/reference-data.ts';
import type { FineFundamentalProvider } from '../../market/fine-fundamentals.ts';
import { Fundamental, fundamentalFile } from '../../market/fundamental.ts';
import { SecurityType } from '../../market/security-type.ts';
import type { SecuritySymbol } from '../../market/symbol.ts';
import { dayOf } from '../../time/calendar.ts';
import { toDateTime } from '../../time/date-time.ts';
import { MS_PER_DAY } from '../../time/resolution.ts';
import { TimeZone } from '../../time/time-zone.ts';

/** Zone of the days of fundamental data. */
const NEW_YORK = 'America/New_York';

/** What is known of companies on a day of a run. */
export class RunFundamentals {
  readonly #reference: ReferenceData;
  readonly #fineFundamentals: FineFundamentalProvider;
  /** Rows of the day asked for last, by identifier. */
  #day = Number.NaN;
  #rows: ReadonlyMap<string, readonly string[]> = new Map();

  constructor(reference: ReferenceData, fineFundamentals: FineFundamentalProvider = () => null) {
    this.#reference = reference;
    this.#fineFundamentals = fineFundamentals;
  }

  /** Of the day, on the clock of the data, before a time: what may be seen then. @param localMs wall-clock time */
  asOf(symbol: SecuritySymbol, localMs: number): Fundamental {
    const fundamental = this.on(symbol, dayOf(localMs) - 1);
    fundamental.endTimeMs = TimeZone.of(NEW_YORK).toUtc(localMs);
    return fundamental;
  }

  /** Of a day, as days since 1970-01-01. */
  on(symbol: SecuritySymbol, day: number): Fundamental {
    const row = symbol.securityType === SecurityType.Equity ? this.#rowsOf(day).get(symbol.id) : undefined;
    const dataTimeZone = TimeZone.of(NEW_YORK);
    return Fundamental.on(day, symbol, row ?? null, { dataTimeZone, fineFundamentals: this.#fineFundamentals });
  }

  #rowsOf(day: number): ReadonlyMap<string, readonly string[]> {
    if (day === this.#day) return this.#rows;
    const zone = TimeZone.of(NEW_YORK);
    const text = this.#reference.dataFile(fundamentalFile(toDateTime(zone.toUtc(day * MS_PER_DAY), zone)));
    const rows = new Map<string, readonly string[]>();
    for (const line of text?.split('\n') ?? []) {
      const columns = line.trim().split(',');
      if (columns.length > 1) rows.set(columns[0] ?? '', columns);
    }
    this.#day = day;
    this.#rows = rows;
    return rows;
  }
}

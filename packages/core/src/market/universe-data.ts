import type { DateTime } from 'luxon';
import { Decimal } from '../numeric/decimal.ts';
import { daysFromCivil, formatDay } from '../time/calendar.ts';
import { dayOfDateTime } from '../time/date-time.ts';
import { MS_PER_DAY, Resolution } from '../time/resolution.ts';
import { BaseData, type CustomDataConfig, FileFormat, type SubscriptionDataSource } from './base-data.ts';
import { BaseDataCollection } from './base-data-collection.ts';
import { Fundamental, fundamentalFile } from './fundamental.ts';
import { type SecurityType, securityTypeName } from './security-type.ts';
import { SecuritySymbol } from './symbol.ts';

/** Symbols by the text that names them in files, so that each is made once. */
class SymbolTexts {
  readonly #symbols = new Map<string, SecuritySymbol>();

  /** @throws LockstepError `SECURITY_ID_INVALID` */
  symbol(id: string, ticker: string): SecuritySymbol {
    const key = `${id},${ticker}`;
    let symbol = this.#symbols.get(key);
    if (symbol === undefined) {
      symbol = SecuritySymbol.parse(id, ticker);
      this.#symbols.set(key, symbol);
    }
    return symbol;
  }
}

/** The fundamentals of all US equities on a day, as one. */
export class FundamentalUniverseData extends BaseDataCollection<Fundamental> {
  readonly #symbols = new SymbolTexts();

  override defaultResolution(): Resolution {
    return Resolution.Daily;
  }

  override getSource(_config: CustomDataConfig, date: DateTime): SubscriptionDataSource {
    return { source: fundamentalFile(date), format: FileFormat.FoldingCollection };
  }

  override reader(config: CustomDataConfig, line: string, date: DateTime): Fundamental {
    const columns = line.split(',');
    const symbol = this.#symbols.symbol(columns[0] ?? '', columns[1] ?? '');
    return Fundamental.on(dayOfDateTime(date), symbol, columns, config);
  }
}

/** A security that a fund holds, or an index has, on a day. It may be seen from the midnight after the day on. */
export class ETFConstituentUniverse extends BaseDataCollection<ETFConstituentUniverse> {
  readonly #symbols = new SymbolTexts();
  /** Day as of which the fund told, as days since 1970-01-01; null where that is not known. */
  lastUpdateDay: number | null = null;
  /** Part of the fund, as a fraction. */
  weight: number | null = null;
  sharesHeld: number | null = null;
  /** In dollars. */
  marketValue: number | null = null;

  override defaultResolution(): Resolution {
    return Resolution.Daily;
  }

  /** It lies under the ticker that the fund has on the day. */
  override requiresMapping(): boolean {
    return true;
  }

  override getSource(config: CustomDataConfig, date: DateTime): SubscriptionDataSource {
    const { market, securityType } = config.symbol.underlying ?? config.symbol;
    const folder = `${folderOf(securityType)}/${market}/universes/etf/${config.mappedTicker.toLowerCase()}`;
    return { source: `${folder}/${formatDay(dayOfDateTime(date))}.csv`, format: FileFormat.FoldingCollection };
  }

  override reader(config: CustomDataConfig, line: string, date: DateTime): ETFConstituentUniverse {
    const [ticker = '', id = '', update = '', weight, sharesHeld, marketValue] = line.split(',');
    const point = new ETFConstituentUniverse();
    point.symbol = this.#symbols.symbol(id, ticker);
    spanDay(point, config, date);
    point.lastUpdateDay = dayFromText(update);
    point.weight = numberOrNull(weight);
    point.sharesHeld = numberOrNull(sharesHeld);
    point.marketValue = numberOrNull(marketValue);
    return point;
  }
}

/** A security that a file of constituents names for a day: `equity/usa/universes/daily/<name>/<yyyyMMdd>.csv`. */
export class ConstituentsUniverseData extends BaseData {
  readonly #symbols = new SymbolTexts();

  override defaultResolution(): Resolution {
    return Resolution.Daily;
  }

  getSource(config: CustomDataConfig, date: DateTime): SubscriptionDataSource {
    const { market, securityType, permtick } = config.symbol;
    const name = permtick.slice(permtick.lastIndexOf('-') + 1).toLowerCase();
    return {
      source: `${folderOf(securityType)}/${market}/universes/daily/${name}/${formatDay(dayOfDateTime(date))}.csv`,
    };
  }

  reader(config: CustomDataConfig, line: string, date: DateTime): ConstituentsUniverseData {
    const [ticker = '', id = ''] = line.split(',');
    const point = new ConstituentsUniverseData();
    point.symbol = this.#symbols.symbol(id, ticker);
    spanDay(point, config, date);
    return point;
  }
}

/** Gives a point the day of its file: from midnight to midnight. */
function spanDay(point: BaseData, { dataTimeZone }: CustomDataConfig, date: DateTime): void {
  const localMs = dayOfDateTime(date) * MS_PER_DAY;
  point.timeMs = dataTimeZone.toUtc(localMs);
  point.endTimeMs = dataTimeZone.toUtc(localMs + MS_PER_DAY);
}

function folderOf(type: SecurityType): string {
  return securityTypeName(type).toLowerCase();
}

/** Days since 1970-01-01 of `yyyyMMdd`; null for another text. */
function dayFromText(text: string): number | null {
  const [, year, month, day] = /^(\d{4})(\d{2})(\d{2})$/.exec(text) ?? [];
  return year === undefined ? null : daysFromCivil(Number(year), Number(month), Number(day));
}

/** @throws LockstepError `DECIMAL_FORMAT` */
function numberOrNull(text: string | undefined): number | null {
  return text === undefined || text === '' ? null : Decimal.parse(text).toNumber();
}

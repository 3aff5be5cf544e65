import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { crc32 } from 'node:zlib';
import {
  DataError,
  type Decimal,
  MarketHoursDatabase,
  type ReferenceData,
  type SecurityIdentity,
  type SecuritySymbol,
  SecurityType,
  SymbolPropertiesDatabase,
} from '@lockstep/core';
import type { DataRead } from '../data-read.ts';
import { readFirstZipEntry } from '../zip/zip-reader.ts';
import { assertFolder } from './assert-folder.ts';
import { CorporateFiles } from './corporate-files.ts';
import { InterestRates } from './interest-rates.ts';

/** 2050-12-31, the last day in map files: tickers are looked up as of today. */
const TODAY = 29_584;

/** Reference data of a LEAN data folder; what the folder lacks is built in. */
export class LeanReferenceData implements ReferenceData {
  readonly marketHours: MarketHoursDatabase;
  readonly symbolProperties: SymbolPropertiesDatabase;
  readonly #folder: string;
  readonly #corporateFiles: CorporateFiles;
  readonly #interestRates: InterestRates;
  readonly #files: readonly TextFile[];

  /**
   * @throws LockstepError `DATA_FOLDER_MISSING`
   * @throws DataError for a malformed database
   */
  constructor(dataFolder: string) {
    assertFolder(dataFolder);
    const folder = resolve(dataFolder);
    this.#folder = folder;
    this.#corporateFiles = new CorporateFiles(folder);
    const hours = readIfPresent(join(folder, 'market-hours', 'market-hours-database.json'));
    const properties = readIfPresent(join(folder, 'symbol-properties', 'symbol-properties-database.csv'));
    const rates = readIfPresent(join(folder, 'alternative', 'interest-rate', 'usa', 'interest-rate.csv'));
    this.marketHours =
      hours === null ? MarketHoursDatabase.builtIn() : MarketHoursDatabase.parse(parseJson(hours), hours.path);
    this.symbolProperties =
      properties === null
        ? SymbolPropertiesDatabase.builtIn()
        : SymbolPropertiesDatabase.parse(properties.text, properties.path);
    this.#files = [hours, properties, rates].filter((file) => file !== null);
    this.#interestRates = rates === null ? InterestRates.none : InterestRates.parse(rates.text, rates.path);
  }

  /** Notes the folder's databases. */
  noteFiles(read: DataRead): void {
    for (const { path, text } of this.#files) read.add(path, () => crc32(text));
  }

  identify(ticker: string, securityType: SecurityType, market: string): SecurityIdentity {
    if (securityType !== SecurityType.Equity) return { ticker, securityType, market };
    const mapFile = this.#corporateFiles.resolver(market).resolve(ticker, TODAY);
    if (mapFile.rows.length === 0) return { ticker, securityType, market };
    const { firstTicker, firstDay, primaryExchange } = mapFile;
    return { ticker: firstTicker, securityType, market, firstDay, primaryExchange };
  }

  riskFreeRate(day: number): Decimal {
    return this.#interestRates.rateOn(day);
  }

  dataFile(path: string): string | null {
    return dataFile(this.#folder, path);
  }

  textOf(bytes: Uint8Array, name: string): string {
    return textOf(bytes, name);
  }

  tickerOn(symbol: SecuritySymbol, day: number): string | null {
    const mapFile = this.#corporateFiles.mapFile(symbol);
    return mapFile.hasData(day) ? mapFile.tickerOn(day, symbol.value) : null;
  }

  delistingDay(symbol: SecuritySymbol): number | null {
    const { delistingDay } = this.#corporateFiles.mapFile(symbol);
    return delistingDay < TODAY ? delistingDay : null;
  }
}

/**
 * Reference data for use without a LEAN folder: built-in calendars and properties, no map files, LEAN's default rate of 1 %.
 *
 * @param folder where custom data is; none unless given
 */
export function builtInReferenceData(folder?: string): ReferenceData {
  return {
    marketHours: MarketHoursDatabase.builtIn(),
    symbolProperties: SymbolPropertiesDatabase.builtIn(),
    identify: (ticker, securityType, market) => ({ ticker, securityType, market }),
    riskFreeRate: (day) => InterestRates.none.rateOn(day),
    dataFile: (path) => (folder === undefined ? null : dataFile(folder, path)),
    tickerOn: (symbol) => symbol.value,
    delistingDay: () => null,
    textOf,
  };
}

interface TextFile {
  readonly path: string;
  readonly text: string;
}

/** Text of a file of a folder, or null. @param path what follows a `#` names the file in an archive that has only one */
function dataFile(folder: string, path: string): string | null {
  const [file = ''] = path.split('#');
  const bytes = bytesIfPresent(join(folder, file));
  return bytes === null ? null : textOf(bytes, file);
}

/** Text of bytes; of a zip archive that of its first file. */
function textOf(bytes: Uint8Array, name: string): string {
  const content = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return (name.endsWith('.zip') ? readFirstZipEntry(content, name).bytes : content).toString('utf8');
}

function readIfPresent(path: string): TextFile | null {
  const bytes = bytesIfPresent(path);
  return bytes === null ? null : { path, text: bytes.toString('utf8') };
}

function bytesIfPresent(path: string): Buffer | null {
  try {
    return readFileSync(path);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw new DataError('DATA_FILE_CORRUPT', 'Cannot read the file', { file: path }, cause);
  }
}

function parseJson({ path, text }: TextFile): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (cause) {
    throw new DataError('DATA_FILE_CORRUPT', 'The file is not valid JSON', { file: path }, cause);
  }
}

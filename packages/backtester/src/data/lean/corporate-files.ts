import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { type SecuritySymbol, SecurityType } from '@lockstep/core';
import type { DataRead } from '../data-read.ts';
import { FactorFile } from './factor-file.ts';
import { MapFile } from './map-file.ts';
import { MapFileResolver } from './map-file-resolver.ts';

const DATE_POSITION = 100_000_000_000_000n;
const OLE_EPOCH_OFFSET_DAYS = 25_569;

/** Map and factor files of a LEAN folder; folders are read when first needed. */
export class CorporateFiles {
  readonly #folder: string;
  readonly #resolvers = new Map<string, MapFileResolver>();
  readonly #factorFiles = new Map<string, FactorFile | null>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Map files of a market's equities. */
  resolver(market: string): MapFileResolver {
    let resolver = this.#resolvers.get(market);
    if (resolver === undefined) {
      resolver = MapFileResolver.read(join(this.#folder, 'equity', market, 'map_files'));
      this.#resolvers.set(market, resolver);
    }
    return resolver;
  }

  /** Map file of a symbol; an empty one for other types than equities. */
  mapFile(symbol: SecuritySymbol): MapFile {
    if (symbol.securityType !== SecurityType.Equity) return new MapFile(symbol.value, []);
    return this.resolver(symbol.market).resolve(symbol.permtick, firstDayOf(symbol));
  }

  /** Factor file of an equity; null when there is none. */
  factorFile(symbol: SecuritySymbol, mapFile: MapFile): FactorFile | null {
    if (symbol.securityType !== SecurityType.Equity) return null;
    const permtick = mapFile.rows.length === 0 ? symbol.value : mapFile.permtick;
    const path = join(this.#folder, 'equity', symbol.market, 'factor_files', `${permtick.toLowerCase()}.csv`);
    let file = this.#factorFiles.get(path);
    if (file === undefined) {
      file = existsSync(path) ? FactorFile.parse(readFileSync(path, 'utf8'), path) : null;
      this.#factorFiles.set(path, file);
    }
    return file;
  }
}

/** Notes what map and factor file tell of a security. */
export function noteCorporateRows(
  symbol: SecuritySymbol,
  mapFile: MapFile,
  factorFile: FactorFile | null,
  read: DataRead,
): void {
  read.add(`tickers and factors of ${symbol.id}`, () =>
    crc32(
      JSON.stringify([mapFile.rows, factorFile?.rows.map((row) => ({ ...row, scaleFactor: String(row.scaleFactor) }))]),
    ),
  );
}

/** First trading day in a symbol's printed identifier; undefined when it holds none. */
function firstDayOf(symbol: SecuritySymbol): number | undefined {
  const printed = symbol.id.slice(symbol.id.lastIndexOf(' ') + 1);
  let properties = 0n;
  for (const digit of printed) properties = properties * 36n + BigInt(Number.parseInt(digit, 36));
  const oleDay = Number((properties / DATE_POSITION) % 100_000n);
  return oleDay === 0 ? undefined : oleDay - OLE_EPOCH_OFFSET_DAYS;
}

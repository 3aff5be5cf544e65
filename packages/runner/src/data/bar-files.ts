import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { readFirstZipEntry } from '@lockstep/backtester';
import { DataError, daysFromCivil, SecurityType, securityTypeName } from '@lockstep/core';
import { RESOLUTIONS, type ResolutionName } from './data-target.ts';

/** Kind of bars or ticks in a file. */
export type BarKind = 'trade' | 'quote';

/** Resolution of files that are there: bars, or ticks. */
export type FileResolution = ResolutionName | 'tick';

/** The files of one kind of bars or ticks of a security, as they lie in a LEAN folder. */
export interface DataFileSet {
  /** Upper case. */
  readonly symbol: string;
  readonly securityType: SecurityType;
  readonly market: string;
  readonly resolution: FileResolution;
  readonly kind: BarKind;
  /** In time order; `day` is null for a file of all history. */
  readonly files: readonly { readonly path: string; readonly day: number | null }[];
}

/** Files of bars. */
export type BarFileSet = DataFileSet & { readonly resolution: ResolutionName };

const TYPES: readonly SecurityType[] = [
  SecurityType.Equity,
  SecurityType.Forex,
  SecurityType.Cfd,
  SecurityType.Crypto,
  SecurityType.CryptoFuture,
  SecurityType.Index,
];
/** Types whose prices are quotes alone. */
export const QUOTED: readonly SecurityType[] = [SecurityType.Forex, SecurityType.Cfd];
const FILE_RESOLUTIONS: readonly FileResolution[] = ['tick', ...(Object.keys(RESOLUTIONS) as ResolutionName[])];
const DAY_FILE = /^(\d{4})(\d{2})(\d{2})_(trade|quote)\.zip$/;

/**
 * All files of bars and ticks of a LEAN folder by security, resolution and kind, in alphabetical order.
 *
 * @throws DataError `DATA_FOLDER_MISSING`
 */
export function findDataFiles(dataFolder: string): DataFileSet[] {
  if (statSync(dataFolder, { throwIfNoEntry: false })?.isDirectory() !== true) {
    throw new DataError(
      'DATA_FOLDER_MISSING',
      'There is no such data folder. Check the path, or fill it with `lockstep data import` or `generate`',
      {
        file: dataFolder,
      },
    );
  }
  const sets: DataFileSet[] = [];
  for (const securityType of TYPES) {
    const typeFolder = join(dataFolder, securityTypeName(securityType).toLowerCase());
    for (const market of folders(typeFolder)) {
      for (const resolution of FILE_RESOLUTIONS) {
        const folder = join(typeFolder, market, resolution);
        const isDated = resolution === 'hour' || resolution === 'daily';
        const base = { securityType, market, resolution };
        sets.push(...(isDated ? historyFiles(folder, base) : dayFiles(folder, base)));
      }
    }
  }
  return sets;
}

/**
 * The files of bars alone.
 *
 * @throws DataError `DATA_FOLDER_MISSING`
 */
export function findBarFiles(dataFolder: string): BarFileSet[] {
  return findDataFiles(dataFolder).filter((set): set is BarFileSet => set.resolution !== 'tick');
}

type SetBase = Pick<DataFileSet, 'securityType' | 'market' | 'resolution'>;

function historyFiles(folder: string, base: SetBase): DataFileSet[] {
  return names(folder)
    .filter((name) => name.endsWith('.zip'))
    .map((name) => {
      const [, ticker = '', kind] = /^(.+?)(?:_(trade|quote))?\.zip$/.exec(name) ?? [];
      const usual: BarKind = QUOTED.includes(base.securityType) ? 'quote' : 'trade';
      return {
        ...base,
        symbol: ticker.toUpperCase(),
        kind: (kind as BarKind | undefined) ?? usual,
        files: [{ path: join(folder, name), day: null }],
      };
    });
}

function dayFiles(folder: string, base: SetBase): DataFileSet[] {
  return folders(folder).flatMap((ticker) => {
    const files: Record<BarKind, { path: string; day: number }[]> = { trade: [], quote: [] };
    for (const name of names(join(folder, ticker))) {
      const [, year, month, day, kind] = DAY_FILE.exec(name) ?? [];
      if (kind === undefined) continue;
      const path = join(folder, ticker, name);
      files[kind as BarKind].push({ path, day: daysFromCivil(Number(year), Number(month), Number(day)) });
    }
    return (['trade', 'quote'] as const)
      .filter((kind) => files[kind].length > 0)
      .map((kind) => ({ ...base, symbol: ticker.toUpperCase(), kind, files: files[kind] }));
  });
}

/**
 * Lines of the text inside a bar file.
 *
 * @throws DataError `DATA_FILE_CORRUPT`
 */
export function readBarLines(path: string): string[] {
  const { bytes } = readFirstZipEntry(readFileSync(path), basename(path));
  return bytes.toString('latin1').split('\n');
}

function names(folder: string): string[] {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) return [];
  return readdirSync(folder).sort();
}

function folders(folder: string): string[] {
  return names(folder).filter((name) => statSync(join(folder, name)).isDirectory());
}

import { relative } from 'node:path';
import { DataError, LockstepError, securityTypeName } from '@lockstep/core';
import { type DataFileSet, findDataFiles } from '../bar-files.ts';
import { marketHoursOf } from '../data-target.ts';
import type { DataInspection, InspectedSeries } from './data-inspection.ts';
import { SeriesInspector } from './series-inspector.ts';

/**
 * Reads a LEAN data folder and reports what is there: ranges, gaps against the market calendar, duplicates, bad prices
 * and bars without volume. Damaged files are reported, not thrown.
 *
 * @throws DataError `DATA_FOLDER_MISSING`; LockstepError `DATA_SYMBOL_MISSING` when nothing is there for the symbol
 */
export function inspectData(folder: string, options: { readonly symbol?: string } = {}): DataInspection {
  const all = findDataFiles(folder);
  const wanted = options.symbol?.toUpperCase();
  const sets = wanted === undefined ? all : all.filter((set) => set.symbol === wanted);
  if (sets.length === 0) throw nothingThere(folder, wanted, all);
  const hours = marketHoursOf(folder);
  const series = sets.map((set) => {
    const entry = hours.entry(set.market, set.symbol, set.securityType);
    const inspector = new SeriesInspector(set, entry);
    for (const file of set.files) inspector.readFile(file.path, relative(folder, file.path), file.day);
    return { ...describe(set), ...inspector.summary() };
  });
  return { folder, series };
}

function describe(
  set: DataFileSet,
): Pick<InspectedSeries, 'symbol' | 'type' | 'market' | 'resolution' | 'kind' | 'files'> {
  const { symbol, securityType, market, resolution, kind, files } = set;
  return { symbol, type: securityTypeName(securityType).toLowerCase(), market, resolution, kind, files: files.length };
}

function nothingThere(folder: string, symbol: string | undefined, all: readonly DataFileSet[]): LockstepError {
  const symbols = [...new Set(all.map((set) => set.symbol))];
  const shown = symbols.slice(0, 20).join(', ') + (symbols.length > 20 ? ` and ${symbols.length - 20} more` : '');
  if (symbol !== undefined && symbols.length > 0) {
    return new LockstepError('DATA_SYMBOL_MISSING', `${folder} holds nothing for ${symbol}. It holds ${shown}.`, {
      details: { folder, symbol, symbols },
    });
  }
  return new DataError(
    'DATA_SYMBOL_MISSING',
    'The folder holds no bars in LEAN layout (such as equity/usa/daily/spy.zip). Check the path, or fill it with `lockstep data import` or `generate`',
    { file: folder },
  );
}

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { DataFeed, HistoryProvider, ReferenceData } from '@lockstep/core';
import { CsvDataFeed } from './data/csv/csv-data-feed.ts';
import { assertFolder } from './data/lean/assert-folder.ts';
import { describeLeanTicker } from './data/lean/describe-ticker.ts';
import { LeanDataFeed } from './data/lean/lean-data-feed.ts';
import { builtInReferenceData, LeanReferenceData } from './data/lean/lean-reference-data.ts';

/** Where a backtest's data comes from. */
export interface DataSource {
  readonly feed: DataFeed;
  readonly history: HistoryProvider;
  readonly reference: ReferenceData;
  /** What the source holds for a ticker, in words for a warning; empty when nothing. */
  describe?(ticker: string): string;
}

const LEAN_FOLDERS = ['equity', 'forex', 'crypto', 'cfd', 'index', 'market-hours'];

/**
 * Opens a data folder: one in LEAN's layout (it has a folder such as `equity` or `crypto`), else one of CSV files.
 *
 * @param cacheFolder folder of parsed columns; false for none; undefined: beside the data
 * @throws LockstepError `DATA_FOLDER_MISSING`
 */
export function openDataFolder(folder: string, cacheFolder: string | false | undefined): DataSource {
  assertFolder(folder);
  if (LEAN_FOLDERS.some((name) => existsSync(join(folder, name)))) {
    const options = cacheFolder === undefined ? {} : { cacheFolder: cacheFolder === false ? null : cacheFolder };
    const feed = new LeanDataFeed(folder, options);
    const describe = (ticker: string): string => describeLeanTicker(folder, ticker);
    return { feed, history: feed, reference: new LeanReferenceData(folder), describe };
  }
  const reference = builtInReferenceData();
  const feed = new CsvDataFeed(folder);
  return { feed, history: feed, reference, describe: (ticker) => feed.describe(ticker) };
}

import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { DataFeed, HistoryProvider, ReferenceData } from '@lockstep/core';
import { CsvDataFeed } from './data/csv/csv-data-feed.ts';
import { DataRead } from './data/data-read.ts';
import { assertFolder } from './data/lean/assert-folder.ts';
import { describeLeanTicker } from './data/lean/describe-ticker.ts';
import { LeanDataFeed } from './data/lean/lean-data-feed.ts';
import { builtInReferenceData, LeanReferenceData } from './data/lean/lean-reference-data.ts';
import { noteDataFiles } from './data/note-data-files.ts';

/** Where a backtest's data comes from. */
export interface DataSource {
  readonly feed: DataFeed;
  readonly history: HistoryProvider;
  readonly reference: ReferenceData;
  /** What the source holds for a ticker, in words for a warning; empty when nothing. */
  describe?(ticker: string): string;
  /** The source for one run: it can tell what that run has read. Several runs may share a source. */
  forRun?(): RunDataSource;
}

/** A data source that serves one run. */
export interface RunDataSource extends DataSource {
  /** SHA-256 of what the run has read so far, hexadecimal; empty when that is nothing. */
  dataHash(): string;
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
  if (!LEAN_FOLDERS.some((name) => existsSync(join(folder, name)))) {
    const feed = new CsvDataFeed(folder);
    return openSource(folder, feed, builtInReferenceData(folder), (ticker) => feed.describe(ticker));
  }
  const options = cacheFolder === undefined ? {} : { cacheFolder: cacheFolder === false ? null : cacheFolder };
  const reference = new LeanReferenceData(folder);
  const describe = (ticker: string): string => describeLeanTicker(folder, ticker);
  return openSource(folder, new LeanDataFeed(folder, options), reference, describe, (read) =>
    reference.noteFiles(read),
  );
}

function openSource(
  folder: string,
  feed: LeanDataFeed | CsvDataFeed,
  reference: ReferenceData,
  describe: (ticker: string) => string,
  noteReference: (read: DataRead) => void = () => undefined,
): DataSource {
  const forRun = (): RunDataSource => {
    const read = new DataRead(resolve(folder));
    noteReference(read);
    return {
      feed: { subscribe: (request) => feed.subscribe(request, read) },
      history: { getHistory: (request) => feed.getHistory(request, read) },
      reference: noteDataFiles(reference, read, folder),
      describe,
      dataHash: () => read.hash(),
    };
  };
  return { feed, history: feed, reference, describe, forRun };
}

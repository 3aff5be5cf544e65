import { statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import {
  type DataBatch,
  type DataFeed,
  type HistoryProvider,
  type HistoryRequest,
  LockstepError,
  type SubscriptionRequest,
  type SubscriptionSource,
} from '@lockstep/core';
import { BarStore } from '../bars/bar-store.ts';
import { CorporateFiles } from './corporate-files.ts';
import { LeanBarSource } from './lean-bar-source.ts';

/** Options of a `LeanDataFeed`. */
export interface LeanDataFeedOptions {
  /**
   * Folder of parsed columns, so that a second run does not parse again; null for none. Default: the environment's
   * `LOCKSTEP_CACHE`, else `.lockstep-cache` beside the data folder. It may be deleted at any time.
   */
  readonly cacheFolder?: string | null;
}

/**
 * Market data of a LEAN data folder: bars of equities, forex, CFDs, crypto and indices with corporate events and price
 * adjustment, as a feed and as history. Missing files mean no data; damaged ones are a `DataError`.
 */
export class LeanDataFeed implements DataFeed, HistoryProvider {
  readonly #dataFolder: string;
  readonly #store: BarStore;
  readonly #corporateFiles: CorporateFiles;

  /** @throws LockstepError `DATA_FOLDER_MISSING` */
  constructor(dataFolder: string, options: LeanDataFeedOptions = {}) {
    assertFolder(dataFolder);
    this.#dataFolder = resolve(dataFolder);
    this.#store = new BarStore(cacheFolderOf(this.#dataFolder, options.cacheFolder));
    this.#corporateFiles = new CorporateFiles(this.#dataFolder);
  }

  subscribe(request: SubscriptionRequest): SubscriptionSource {
    return this.#source(request, false);
  }

  getHistory(request: HistoryRequest): readonly DataBatch[] {
    const source = this.#source(request, true);
    const batches: DataBatch[] = [];
    for (let batch = source.next(); batch !== null; batch = source.next()) batches.push(batch);
    return batches;
  }

  #source(request: SubscriptionRequest, isHistory: boolean): LeanBarSource {
    return new LeanBarSource(request, {
      dataFolder: this.#dataFolder,
      store: this.#store,
      corporateFiles: this.#corporateFiles,
      isHistory,
    });
  }
}

/** @throws LockstepError `DATA_FOLDER_MISSING` */
export function assertFolder(path: string): void {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() === true) return;
  throw new LockstepError('DATA_FOLDER_MISSING', `There is no data folder "${path}". Pass the path of a folder that exists.`, {
    details: { path },
  });
}

function cacheFolderOf(dataFolder: string, option: string | null | undefined): string | null {
  if (option !== undefined) return option;
  return process.env['LOCKSTEP_CACHE'] ?? join(dataFolder, '..', '.lockstep-cache');
}

import { join, resolve } from 'node:path';
import {
  type DataBatch,
  type DataFeed,
  type HistoryProvider,
  type HistoryRequest,
  LockstepError,
  Resolution,
  type SubscriptionRequest,
  type SubscriptionSource,
  TickType,
} from '@lockstep/core';
import { BarStore } from '../bars/bar-store.ts';
import { DataRead } from '../data-read.ts';
import { TickStore } from '../ticks/tick-store.ts';
import { assertFolder } from './assert-folder.ts';
import { CorporateFiles } from './corporate-files.ts';
import { LeanBarSource } from './lean-bar-source.ts';
import { LeanTickSource } from './lean-tick-source.ts';

/** Options of a `LeanDataFeed`. */
export interface LeanDataFeedOptions {
  /**
   * Folder of parsed columns, so that a second run does not parse again; null for none. Default: the environment's
   * `LOCKSTEP_CACHE` (empty: none), else `.lockstep/cache` beside the data folder. It may be deleted at any time.
   */
  readonly cacheFolder?: string | null;
}

/**
 * Market data of a LEAN data folder: bars and ticks of equities, forex, CFDs, crypto and indices with corporate events and price
 * adjustment, as a feed and as history. Missing files mean no data; damaged ones are a `DataError`.
 */
export class LeanDataFeed implements DataFeed, HistoryProvider {
  readonly #dataFolder: string;
  readonly #store: BarStore;
  readonly #tickStore: TickStore;
  readonly #corporateFiles: CorporateFiles;

  /** @throws LockstepError `DATA_FOLDER_MISSING` */
  constructor(dataFolder: string, options: LeanDataFeedOptions = {}) {
    assertFolder(dataFolder);
    this.#dataFolder = resolve(dataFolder);
    const cacheFolder = cacheFolderOf(this.#dataFolder, options.cacheFolder);
    this.#store = new BarStore(cacheFolder);
    this.#tickStore = new TickStore(cacheFolder);
    this.#corporateFiles = new CorporateFiles(this.#dataFolder);
  }

  /**
   * @param read notes what is read, where given
   * @throws LockstepError `DATA_KIND_UNSUPPORTED` for open interest
   */
  subscribe(request: SubscriptionRequest, read?: DataRead): SubscriptionSource {
    return this.#source(request, false, read);
  }

  /**
   * @param read notes what is read, where given
   * @throws LockstepError `DATA_KIND_UNSUPPORTED` for open interest; DataError for a damaged file
   */
  getHistory(request: HistoryRequest, read?: DataRead): readonly DataBatch[] {
    const source = this.#source(request, true, read);
    const batches: DataBatch[] = [];
    for (let batch = source.next(); batch !== null; batch = source.next()) batches.push(batch);
    return batches;
  }

  #source(
    request: SubscriptionRequest,
    isHistory: boolean,
    read: DataRead | undefined,
  ): LeanBarSource | LeanTickSource {
    const { symbol, resolution, tickType } = request.config;
    if (tickType === TickType.OpenInterest) {
      throw new LockstepError(
        'DATA_KIND_UNSUPPORTED',
        `Received a subscription of ${symbol.value} to open interest; data folders are read as trades and quotes.`,
      );
    }
    const options = {
      dataFolder: this.#dataFolder,
      store: this.#store,
      tickStore: this.#tickStore,
      corporateFiles: this.#corporateFiles,
      isHistory,
      read: read ?? new DataRead(this.#dataFolder),
    };
    return resolution === Resolution.Tick ? new LeanTickSource(request, options) : new LeanBarSource(request, options);
  }
}

function cacheFolderOf(dataFolder: string, option: string | null | undefined): string | null {
  if (option !== undefined) return option;
  const fromEnvironment = process.env['LOCKSTEP_CACHE'];
  if (fromEnvironment === '') return null;
  return fromEnvironment ?? join(dataFolder, '..', '.lockstep', 'cache');
}

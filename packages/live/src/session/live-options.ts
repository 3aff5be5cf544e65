import type {
  Algorithm,
  AlgorithmRun,
  Brokerage,
  Clock,
  DataFeed,
  HistoryProvider,
  LogLine,
  MarketCalendar,
  ObjectStorage,
  ParameterValue,
  ReferenceData,
  RiskLimits,
} from '@lockstep/core';
import type { Alerts } from '../alerts/alerts.ts';
import type { Heartbeat } from '../alerts/heartbeat.ts';
import type { LiveSettings } from '../config/lockstep-config.ts';
import type { SecretScrubber } from '../config/secret-scrubber.ts';
import type { JsonLog } from '../logging/json-log.ts';
import type { StoreOptions } from '../store/store.ts';
import type { Notice } from './notices.ts';

/** What a live session is made of. */
export interface LiveOptions {
  /** Name under which journal, client order ids and lock are kept: letters, digits, `.`, `_` and `-`. */
  readonly deployment: string;
  /** Folder of the deployment: its store is `store.db` in it. */
  readonly folder: string;
  /** Where market data and history come from, and what is known of markets and symbols. */
  readonly data: {
    readonly feed: DataFeed;
    readonly history: HistoryProvider;
    readonly reference: ReferenceData;
    /** Days that the broker's calendar has otherwise than the reference data. */
    readonly calendar?: MarketCalendar | undefined;
  };
  /** Where orders go; `paperVenue` for a paper account. */
  readonly brokerage: (run: AlgorithmRun) => Brokerage;
  /** @defaultValue the machine's */
  readonly clock?: Clock;
  /** Of what looks after the session now and then, and decides nothing in it. @defaultValue `clock` */
  readonly watchClock?: Clock | undefined;
  readonly settings?: LiveSettings | undefined;
  readonly risk?: RiskLimits | undefined;
  readonly parameters?: Readonly<Record<string, ParameterValue>> | undefined;
  /** What the journal calls the strategy. @defaultValue the class name */
  readonly strategyName?: string;
  /** SHA-256 of the strategy's bundle, hex: a changed strategy does not take up open orders unless `adopt` is set. */
  readonly strategyHash?: string;
  readonly adopt?: boolean;
  /** For the record. @defaultValue `development`, `paper` */
  readonly environment?: string;
  readonly account?: string;
  readonly money?: 'paper' | 'real';
  readonly versions?: Readonly<Record<string, string>>;
  readonly log?: JsonLog;
  /** Takes the secrets out of whatever the store keeps. */
  readonly scrubber?: SecretScrubber;
  readonly alerts?: Alerts;
  /** Where the strategy's object store keeps its content. @defaultValue the deployment's store */
  readonly objectStorage?: ObjectStorage;
  /** How the store works; its file, clock and backups come from elsewhere. */
  readonly store?: Pick<StoreOptions, 'busyTimeoutMs' | 'maxPages' | 'sync'>;
  /** Makes the heartbeat; it beats while all is well. */
  readonly heartbeat?: (isWell: () => boolean) => Heartbeat | undefined;
  /** Last day, as days since 1970-01-01; the session ends with it. Without it only a person ends it. */
  readonly endDay?: number;
  /** How long after its end a bar is waited for, ms. @defaultValue 2000 */
  readonly graceMs?: number;
  /** Time after which an unanswered request to the broker is asked about, ms. @defaultValue 10000 */
  readonly inFlightDeadlineMs?: number;
  /** Starting cash of a paper account, in account currency; the strategy's unless given. */
  readonly cash?: number | undefined;
  readonly onLog?: (line: LogLine) => void;
  readonly onNotice?: (notice: Notice) => void;
}

/** A strategy class. */
export type StrategyClass = new () => Algorithm;

import type { ObjectStorage } from '../algorithm/object-store.ts';
import type { ParameterValue } from '../algorithm/parameters.ts';
import type { LogLine } from '../algorithm/run-log.ts';
import type { SignalSender } from '../algorithm/signal-export.ts';
import type { Brokerage } from '../brokerage/brokerage.ts';
import type { DataFeed, HistoryProvider } from '../data/data-feed.ts';
import type { ReferenceData } from '../data/reference-data.ts';
import type { FillTiming } from '../execution/fill-timing.ts';
import type { InboxQueue } from '../execution/inbox-queue.ts';
import type { FineFundamentalProvider } from '../market/fine-fundamentals.ts';
import type { MarketCalendar } from '../market-hours/market-calendar.ts';
import type { RiskLimits } from '../risk/risk-limits.ts';
import type { RiskState } from '../risk/risk-state.ts';
import type { Clock } from '../time/clock.ts';
import type { AlgorithmRun } from './algorithm-run.ts';
import type { Recorder } from './recorder.ts';
import type { RuntimeFailure } from './runtime-failure.ts';
import type { Pace } from './step/pace.ts';

/** The swapped parts of a run, and what it is told from outside. */
export interface EngineOptions {
  readonly feed: DataFeed;
  readonly history: HistoryProvider;
  readonly reference: ReferenceData;
  /** Days that a broker's calendar has otherwise than the reference data. */
  readonly calendar?: MarketCalendar | null | undefined;
  /** Sends what strategies want to hold to services outside; unless given, nothing is sent. */
  readonly signalSender?: SignalSender | undefined;
  /** What is known of companies, for universes that choose by it; nothing unless given. */
  readonly fineFundamentals?: FineFundamentalProvider | undefined;
  /** What the strategy's object store keeps its content in; in memory, for this run alone, unless given. */
  readonly objectStorage?: ObjectStorage | undefined;
  /** Makes the brokerage; the run's securities, portfolio and clock are there, its orders not yet. */
  readonly brokerage: (run: AlgorithmRun) => Brokerage;
  /**
   * Sets the pace: a step is taken when the clock has come to it. Without one the run goes as fast as its data comes, and
   * ends with it.
   */
  readonly clock?: Clock | undefined;
  /** With a clock: how long after its end a bar is waited for, ms; two seconds unless set. */
  readonly graceMs?: number | undefined;
  /** Gives the slices in the place of a clock's time: a pace that is recorded, or that of a record. */
  readonly pace?: ((run: AlgorithmRun) => Pace) | undefined;
  /** Where what comes from outside waits; one of the run's own unless given. */
  readonly inbox?: InboxQueue | undefined;
  /** First instant of the run, epoch ms UTC, when it does not begin with its first day. */
  readonly startUtc?: number | undefined;
  /**
   * Scheduled events of today that had a time since then, epoch ms UTC, fire once at the start: an earlier process was not
   * there for them. Without it they are skipped.
   */
  readonly missedEventsSinceUtc?: number | undefined;
  /** When requests are handed over; `immediate` unless set. */
  readonly fillTiming?: FillTiming | undefined;
  /**
   * Gives the run the account as it is (`adoptAccount`) when it starts in the middle of its life; called once the broker is
   * connected, before any data. Without it the account has the strategy's cash, and nothing else.
   */
  readonly takeUpAccount?: ((run: AlgorithmRun) => Promise<void>) | undefined;
  /** A handler of the strategy has failed; true lets the run go on, with what comes after the handler. */
  readonly onFailure?: ((failure: RuntimeFailure) => boolean) | undefined;
  /** What the strategy's `state` was when an earlier process of the same deployment wrote it down. */
  readonly state?: object | undefined;
  /** Keeps a record of the run. */
  readonly recorder?: Recorder | undefined;
  /** Limits that orders have to pass beside LEAN's own checks; without them nothing is limited. */
  readonly risk?: RiskLimits | undefined;
  /** Counters of the limits as an earlier process of the same deployment left them. */
  readonly riskState?: RiskState | undefined;
  /** Our id of an order at the broker, which goes onto the wire: unique in the account. The order's number unless set. */
  readonly clientOrderId?: ((orderId: number) => string) | undefined;
  /**
   * How long a partly filled entry may be without its stop where the broker places it with the complete fill only, ms of
   * engine time; then its rest is cancelled and the stop placed for what has filled. Five seconds unless set.
   */
  readonly protectionDeadlineMs?: number | undefined;
  /** Yesterday, as days since 1970-01-01: the latest end of a run. */
  readonly lastPossibleDay: number;
  /** Dates and cash that win over the strategy's own. */
  readonly startDay?: number | undefined;
  readonly endDay?: number | undefined;
  readonly cash?: number | undefined;
  readonly parameters?: Readonly<Record<string, ParameterValue>> | undefined;
  readonly logLimit?: number | undefined;
  readonly onLog?: ((line: LogLine) => void) | undefined;
  /**
   * Called every few thousand time steps with the engine's time. May return a promise to wait for (the host does its own
   * work meanwhile), or false to end the run early.
   */
  readonly onProgress?: ((utcMs: number) => Promise<boolean> | boolean) | undefined;
}

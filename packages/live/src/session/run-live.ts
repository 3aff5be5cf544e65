import { join } from 'node:path';
import {
  type AlgorithmRun,
  adoptAccount,
  type Clock,
  Engine,
  type EngineOptions,
  type LockstepError,
  type LogLine,
  type ObjectStorage,
  type Order,
  PacedSlices,
} from '@lockstep/core';
import type { RunOperation, SessionStart } from '../inputs/input-line.ts';
import { RecordedFeed, RecordedHistory, RecordedStorage } from '../inputs/recorded-data.ts';
import { RecordedBrokerage, RecordedInbox } from '../inputs/recorded-orders.ts';
import { SessionInputs } from '../inputs/session-inputs.ts';
import { ClientOrderIds } from '../orders/client-order-ids.ts';
import type { ExecutionLedger } from '../orders/execution-ledger.ts';
import { JournaledBrokerage, type SendRefusal } from '../orders/journaled-brokerage.ts';
import { OverdueRequests } from '../orders/overdue-requests.ts';
import { MissingExecutions } from '../reconciliation/missing-executions.ts';
import { OrderInquiry } from '../reconciliation/order-inquiry.ts';
import { Reconciler } from '../reconciliation/reconciler.ts';
import { CommandWatch } from '../store/command-watch.ts';
import { Store } from '../store/store.ts';
import { systemClock } from '../system-clock.ts';
import { beginSession, refuseChangedStrategy, showEarlierStatus, takeUpAccount } from './begin-session.ts';
import { BrokerWatch } from './broker-watch.ts';
import { FeedWatch, type FeedWatchOptions } from './feed-watch.ts';
import { JournalRecorder } from './journal-recorder.ts';
import type { LiveOptions, StrategyClass } from './live-options.ts';
import { LiveSession } from './live-session.ts';
import { Notices } from './notices.ts';
import { Operator } from './operator.ts';
import { type RestoredRun, restoreRun } from './restore-run.ts';
import { restoredLedger } from './restored-ledger.ts';
import { showPause } from './run-operations.ts';
import { StartPatience } from './start-patience.ts';
import { StoreObjectStorage } from './store-object-storage.ts';
import { TradingSwitch } from './trading-switch.ts';
import { onInputsHealth, onStoreHealth, onStrategyFailure } from './troubles.ts';
import { Upkeep } from './upkeep.ts';

const MS_PER_DAY = 86_400_000;
/** A live session has no last day: a hundred years from now. */
const NO_LAST_DAY = 36_525;
/** Time after which an unanswered request is asked about, unless said otherwise. */
export const IN_FLIGHT_DEADLINE_MS = 10_000;
const BROKER_WAIT_MINUTES = 60;
/** Name of the store in the deployment's folder. */
export const STORE_FILE = 'store.db';

/**
 * Runs a strategy live: on a paper venue, or at a broker. It goes on where an earlier process of the deployment stood, and
 * trades once what it holds true was compared with the broker.
 *
 * @throws LockstepError `STORE_IN_USE`, `STORE_CORRUPT`, … as `Store.open`; `STRATEGY_CHANGED`
 */
export async function runLive(strategy: StrategyClass, options: LiveOptions): Promise<LiveSession> {
  const { folder, clock = systemClock, settings = {} } = options;
  let onHealth: (error: LockstepError | null) => void = () => undefined;
  const store = await Store.open({
    ...options.store,
    file: join(folder, STORE_FILE),
    scrubber: options.scrubber,
    clock,
    ...(settings.keepBackups === undefined ? {} : { keepBackups: settings.keepBackups }),
    observer: { onHealth: (error) => onHealth(error) },
  });
  try {
    const restored = await restoreRun(store, clock.utcNow());
    refuseChangedStrategy(restored, options);
    const { seq, timeMs } = await beginSession(store, strategy, options, restored);
    const ids = new ClientOrderIds(options.deployment, restored.bornMs ?? timeMs);
    const objectStorage = options.objectStorage ?? (await StoreObjectStorage.open(store));
    const house = new SessionHouse(strategy, options, { store, clock, restored, ids, objectStorage, session: seq });
    onHealth = (error) => onStoreHealth(error, house.trading, house.notices);
    await showEarlierStatus(store, house.trading);
    return house.open();
  } catch (error) {
    await store.close();
    throw error;
  }
}

/** What a session begins with. */
interface Beginnings {
  readonly store: Store;
  readonly clock: Clock;
  readonly restored: RestoredRun;
  readonly ids: ClientOrderIds;
  readonly objectStorage: ObjectStorage;
  /** Its id in the store. */
  readonly session: number;
}

/** Puts the parts of a session together; each knows only what it needs of the others. */
class SessionHouse {
  readonly trading: TradingSwitch;
  readonly notices: Notices;
  readonly #options: LiveOptions;
  readonly #beginnings: Beginnings;
  readonly #ledger: ExecutionLedger;
  readonly #operator: Operator;
  readonly #recorder: JournalRecorder;
  readonly #inputs: SessionInputs;
  readonly #inbox: RecordedInbox;
  readonly #overdue: OverdueRequests;
  readonly #reconciler: Reconciler;
  readonly #watch: BrokerWatch;
  readonly #feedWatch: FeedWatch;
  readonly #patience: StartPatience;
  readonly #engine: Engine;
  readonly #start: SessionStart;
  #orders!: JournaledBrokerage;

  constructor(strategy: StrategyClass, options: LiveOptions, beginnings: Beginnings) {
    this.#options = options;
    this.#beginnings = beginnings;
    const { log, alerts, onNotice, settings = {} } = options;
    const { store, clock, restored, ids } = beginnings;
    const run = (): AlgorithmRun => this.#engine.run;
    const orders = (): JournaledBrokerage => this.#orders;
    const post = (operation: () => void): void => this.#engine.post(operation);
    const intervene = (operation: () => void): void => this.#inbox.intervene(operation);
    const note = (operation: RunOperation): void => this.#inputs.operation(run(), operation);
    const ledger = restoredLedger(restored);
    const notices = new Notices({ store, log, alerts, onNotice });
    const trading = new TradingSwitch(store, (reason) => this.#showSwitch(reason));
    const missing = new MissingExecutions({ orders, run, ids, ledger, clock });
    const inquiry = new OrderInquiry({ orders, ids, ledger, clock, missing });
    this.notices = notices;
    this.trading = trading;
    this.#ledger = ledger;
    this.#operator = new Operator({ run, orders, post, intervene, note, trading });
    this.#recorder = new JournalRecorder({ store, clock, notices, run, unsaved: restored.unsaved });
    this.#overdue = new OverdueRequests({ orders, inquiry, notices });
    const shared = { orders, clock, notices, trading, settings };
    this.#reconciler = new Reconciler({
      ...shared,
      run,
      post,
      note,
      inquiry,
      missing,
      ids,
      ledger,
      store,
      executionsSinceMs: restored.savedMs,
      onSettled: () => void orders().sendHeld(),
    });
    const watched = { clock: options.watchClock ?? clock, notices };
    this.#watch = new BrokerWatch({ ...shared, ...watched, reconciler: this.#reconciler });
    this.#patience = patienceOf(options, beginnings, notices);
    const untilDone: FeedWatchOptions['untilDone'] = (what, attempt) => this.#patience.until(what, attempt);
    this.#feedWatch = new FeedWatch({ ...watched, run, untilDone });
    this.#start = sessionStart(strategy, options, beginnings);
    this.#inputs = new SessionInputs(options.folder, this.#start, {
      // People's wall clock sees to it that it is written.
      clock: systemClock,
      onHealth: (error) => onInputsHealth(error, notices),
      scrubber: options.scrubber,
    });
    this.#inbox = new RecordedInbox(this.#inputs);
    this.#engine = new Engine(new strategy(), this.#engineOptions());
  }

  #showSwitch(reason: string | null): void {
    this.#inbox.intervene(() => {
      const { run } = this.#engine;
      this.#inputs.operation(run, reason === null ? { kind: 'lift' } : { kind: 'pause', reason });
      showPause(run, reason);
    });
  }

  #engineOptions(): EngineOptions {
    const { data, settings, parameters, cash, graceMs } = this.#options;
    const { clock, restored, ids, objectStorage } = this.#beginnings;
    const inputs = this.#inputs;
    const { startUtc, startDay, endDay, risk, missedEventsSinceUtc } = this.#start;
    const parts = { operator: this.#operator, trading: this.trading, notices: this.notices, settings: settings ?? {} };
    return {
      ...data,
      feed: new RecordedFeed(this.#feedWatch.listenTo(data.feed), inputs),
      history: new RecordedHistory(data.history, inputs),
      pace: (run) => new PacedSlices(run, clock, graceMs, inputs),
      inbox: this.#inbox,
      parameters,
      objectStorage: new RecordedStorage(objectStorage, inputs),
      cash,
      onLog: (line) => this.#log(line),
      brokerage: (run) => new RecordedBrokerage(this.#createOrderPath(run), inputs, run),
      fillTiming: 'deferred',
      risk,
      riskState: restored.risk,
      state: restored.state,
      recorder: this.#recorder,
      clientOrderId: (orderId) => ids.of(orderId),
      takeUpAccount: (run) => this.#takeUpAccount(run),
      onFailure: (failure) => {
        const goesOn = onStrategyFailure(failure, parts);
        inputs.failure(failure, goesOn);
        return goesOn;
      },
      missedEventsSinceUtc: missedEventsSinceUtc ?? undefined,
      protectionDeadlineMs: this.#start.protectionDeadlineMs ?? undefined,
      startDay,
      startUtc,
      endDay,
      lastPossibleDay: endDay,
    };
  }

  async #takeUpAccount(run: AlgorithmRun): Promise<void> {
    const save = (): void => {
      this.#recorder.save();
      this.#recorder.snapshot('start');
    };
    const { clock, restored, ids } = this.#beginnings;
    await takeUpAccount(run, restored, {
      clock,
      journaled: this.#orders,
      ids,
      watch: this.#watch,
      patience: this.#patience,
      adopt: (account) => adoptAccount(run, account),
      record: (account) => this.#inputs.account(account),
      save,
    });
    const beginUtc = clock.utcNow();
    this.#inputs.write(['begin', beginUtc]);
    run.dates.startAt(beginUtc);
  }

  #createOrderPath(run: AlgorithmRun): JournaledBrokerage {
    const { brokerage, inFlightDeadlineMs = IN_FLIGHT_DEADLINE_MS, settings } = this.#options;
    const { store, clock, ids } = this.#beginnings;
    this.#orders = new JournaledBrokerage({
      store,
      clock,
      ids,
      inFlightDeadlineMs,
      ledger: this.#ledger,
      brokerage: brokerage(run),
      refusal: (order) => this.#refusalOf(order),
      keepsProtection: (order) => this.#refusalOfGivingUp(order),
      isReconciled: () => this.#isReconciled,
      queuesWhileDisconnected: settings?.whileDisconnected === 'queue',
      signal: this.#recorder.signalOf,
      untilDone: (what, attempt) => this.#patience.until(what, attempt),
      onOverdue: (request) => void this.#overdue.findOut(request),
      onMessage: (message) => this.#watch.onMessage(message),
    });
    return this.#orders;
  }

  #log(line: LogLine): void {
    const { log, onLog } = this.#options;
    if (line.level === 'error') log?.error(line.text, { engineMs: line.timeMs });
    else if (line.level === 'debug') log?.debug(line.text, { engineMs: line.timeMs });
    else log?.info(line.text, { engineMs: line.timeMs });
    onLog?.(line);
  }

  #refusalOfKilled(order: Order): SendRefusal | null {
    if (!this.trading.isKilled || this.#operator.isClosing(order)) return null;
    const text = `Trading was killed: ${this.trading.pausedBecause}. Lift it with lockstep unkill.`;
    return { code: 'KILLED', text };
  }

  /** What protects a position stays while what closes it would not be sent. */
  #refusalOfGivingUp(order: Order): SendRefusal | null {
    const { failure } = this.#beginnings.store;
    if (failure !== null)
      return { code: 'JOURNAL_FAILED', text: `What closes the position could not be sent: ${failure.message}` };
    return this.#refusalOfKilled(order) ?? this.#orders.refusalWhileAway ?? this.#refusalOfUnreconciled();
  }

  get #isReconciled(): boolean {
    return this.#watch.isReconciled && this.#reconciler.isSettled;
  }

  /** What stands against sending an order now, beside the limits that it passed when it was asked for. */
  #refusalOf(order: Order): SendRefusal | null {
    // What protects an entry follows it, whatever has happened since.
    const killed = order.bracketId === 0 ? this.#refusalOfKilled(order) : null;
    if (killed !== null) return killed;
    // A child follows its entry, whatever is known of the rest of the account.
    return order.bracketId === 0 ? this.#refusalOfUnreconciled() : null;
  }

  #refusalOfUnreconciled(): SendRefusal | null {
    if (this.#isReconciled || this.#options.settings?.whileDisconnected === 'queue') return null;
    const text = 'The account was not compared with the broker since the connection was lost: the order was not sent.';
    return { code: 'NOT_RECONCILED', text };
  }

  open(): LiveSession {
    const { store, clock, session } = this.#beginnings;
    const { settings = {}, folder, heartbeat } = this.#options;
    const { trading, notices } = this;
    const operator = this.#operator;
    const isWell = (): boolean =>
      trading.status === 'running' && this.#orders.isReady && this.#watch.isReconciled && store.failure === null;
    return new LiveSession({
      feedWatch: this.#feedWatch,
      upkeep: new Upkeep({ folder, store, session, settings, operator, notices, isKilled: () => trading.isKilled }),
      heartbeat: heartbeat?.(isWell),
      store,
      clock,
      settings,
      session,
      engine: this.#engine,
      orders: this.#orders,
      trading,
      operator,
      watch: this.#watch,
      patience: this.#patience,
      // People live by the wall clock, whatever the session does.
      commands: new CommandWatch({
        store,
        clock: systemClock,
        carryOut: (command) => operator.carryOut(command),
      }),
      recorder: this.#recorder,
      inputs: this.#inputs,
      notices,
      isAsking: () => !this.#reconciler.isIdle || !this.#overdue.isIdle,
    });
  }
}

/** Only before there is anything at the broker is there a time to give up. */
function patienceOf(
  { deployment, settings = {} }: LiveOptions,
  { clock, restored }: Beginnings,
  notices: Notices,
): StartPatience {
  const { brokerWaitMinutes = BROKER_WAIT_MINUTES } = settings;
  const waitMinutes = restored.saved === null ? brokerWaitMinutes : Number.POSITIVE_INFINITY;
  return new StartPatience({ clock, notices, deployment, waitMinutes });
}

/** What the run is made with, as it is recorded. */
function sessionStart(strategy: StrategyClass, options: LiveOptions, beginnings: Beginnings): SessionStart {
  const { deployment, strategyName, strategyHash, versions, parameters, cash, risk, settings, endDay } = options;
  const { clock, restored, session } = beginnings;
  const startUtc = clock.utcNow();
  const startDay = Math.floor(startUtc / MS_PER_DAY);
  const deadlineSeconds = settings?.protectionDeadlineSeconds;
  const runsMissed = settings?.missedSchedules === 'runOnce' && restored.saved !== null;
  return {
    version: 1,
    deployment,
    session,
    strategy: strategyName ?? strategy.name,
    strategyHash: strategyHash ?? '',
    versions: versions ?? {},
    parameters: parameters ?? {},
    startUtc,
    startDay,
    endDay: endDay ?? startDay + NO_LAST_DAY,
    cash: cash ?? null,
    // A gate without limits can be paused.
    risk: risk ?? {},
    riskState: restored.risk ?? null,
    state: restored.state ?? null,
    protectionDeadlineMs: deadlineSeconds === undefined ? null : deadlineSeconds * 1_000,
    missedEventsSinceUtc: runsMissed ? restored.savedMs : null,
    external: settings?.external ?? null,
    calendar: options.data.calendar ?? null,
  };
}

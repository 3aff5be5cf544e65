import { join } from 'node:path';
import {
  type AlgorithmRun,
  type Clock,
  Engine,
  type EngineOptions,
  type LockstepError,
  type LogLine,
  type ObjectStorage,
  type Order,
} from '@lockstep/core';
import { ClientOrderIds } from '../orders/client-order-ids.ts';
import { ExecutionLedger } from '../orders/execution-ledger.ts';
import { JournaledBrokerage, type SendRefusal } from '../orders/journaled-brokerage.ts';
import { OverdueRequests } from '../orders/overdue-requests.ts';
import { OrderInquiry } from '../reconciliation/order-inquiry.ts';
import { Reconciler } from '../reconciliation/reconciler.ts';
import { CommandWatch } from '../store/command-watch.ts';
import { Store } from '../store/store.ts';
import { systemClock } from '../system-clock.ts';
import { beginSession, refuseChangedStrategy, showEarlierStatus, takeUpAccount } from './begin-session.ts';
import { BrokerWatch } from './broker-watch.ts';
import { FeedWatch } from './feed-watch.ts';
import { JournalRecorder } from './journal-recorder.ts';
import type { LiveOptions, StrategyClass } from './live-options.ts';
import { LiveSession } from './live-session.ts';
import { Notices } from './notices.ts';
import { Operator } from './operator.ts';
import { type RestoredRun, restoreRun } from './restore-run.ts';
import { StoreObjectStorage } from './store-object-storage.ts';
import { TradingSwitch } from './trading-switch.ts';
import { onStoreHealth, onStrategyFailure } from './troubles.ts';
import { Upkeep } from './upkeep.ts';

const MS_PER_DAY = 86_400_000;
/** A live session has no last day: a hundred years from now. */
const NO_LAST_DAY = 36_525;
const IN_FLIGHT_DEADLINE_MS = 10_000;
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
    const house = new SessionHouse(strategy, options, { store, clock, restored, ids, objectStorage });
    onHealth = (error) => onStoreHealth(error, house.trading, house.notices);
    await showEarlierStatus(store, house.trading);
    return house.open(seq);
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
  readonly #overdue: OverdueRequests;
  readonly #reconciler: Reconciler;
  readonly #watch: BrokerWatch;
  readonly #engine: Engine;
  #orders!: JournaledBrokerage;

  constructor(strategy: StrategyClass, options: LiveOptions, beginnings: Beginnings) {
    this.#options = options;
    this.#beginnings = beginnings;
    const { log, alerts, onNotice, settings = {} } = options;
    const { store, clock, restored, ids } = beginnings;
    const run = (): AlgorithmRun => this.#engine.run;
    const orders = (): JournaledBrokerage => this.#orders;
    const post = (operation: () => void): void => this.#engine.post(operation);
    const ledger = new ExecutionLedger(restored.executions);
    const notices = new Notices({ store, log, alerts, onNotice });
    const trading = new TradingSwitch(store, (reason) => showPause(run(), reason));
    const inbox = (): JournaledBrokerage['inbox'] => orders().inbox;
    const inquiry = new OrderInquiry({ brokerage: () => orders().inner, inbox, ids, ledger, clock });
    this.notices = notices;
    this.trading = trading;
    this.#ledger = ledger;
    this.#operator = new Operator({ run, orders, post, trading });
    this.#recorder = new JournalRecorder(store, clock, notices, run);
    this.#overdue = new OverdueRequests({ orders, inquiry, notices });
    this.#reconciler = new Reconciler({
      run,
      post,
      orders,
      inquiry,
      ids,
      ledger,
      store,
      clock,
      notices,
      trading,
      settings,
      executionsSinceMs: restored.savedMs,
    });
    this.#watch = new BrokerWatch({
      orders,
      clock,
      notices,
      trading,
      settings,
      reconcile: (cause) => this.#reconciler.reconcile(cause),
    });
    this.#engine = new Engine(new strategy(), this.#engineOptions());
  }

  #engineOptions(): EngineOptions {
    const { data, settings = {}, risk, parameters, cash, graceMs, endDay } = this.#options;
    const { clock, restored, ids, objectStorage } = this.#beginnings;
    const now = clock.utcNow();
    const today = Math.floor(now / MS_PER_DAY);
    const lastDay = endDay ?? today + NO_LAST_DAY;
    const parts = { operator: this.#operator, trading: this.trading, notices: this.notices, settings };
    return {
      ...data,
      clock,
      graceMs,
      parameters,
      objectStorage,
      cash,
      onLog: (line) => this.#log(line),
      brokerage: (run) => this.#createOrderPath(run),
      fillTiming: 'deferred',
      // A gate without limits can be paused.
      risk: risk ?? {},
      riskState: restored.risk,
      state: restored.state,
      recorder: this.#recorder,
      clientOrderId: (orderId) => ids.of(orderId),
      takeUpAccount: (run) =>
        takeUpAccount(run, restored, {
          journaled: this.#orders,
          ledger: this.#ledger,
          watch: this.#watch,
          save: () => {
            this.#recorder.save();
            this.#recorder.snapshot('start');
          },
        }),
      onFailure: (failure) => onStrategyFailure(failure, parts),
      missedEventsSinceUtc:
        settings.missedSchedules === 'runOnce' && restored.saved !== null ? restored.savedMs : undefined,
      startDay: today,
      startUtc: now,
      endDay: lastDay,
      lastPossibleDay: lastDay,
    };
  }

  #createOrderPath(run: AlgorithmRun): JournaledBrokerage {
    const { brokerage, inFlightDeadlineMs = IN_FLIGHT_DEADLINE_MS, settings } = this.#options;
    const { store, clock } = this.#beginnings;
    this.#orders = new JournaledBrokerage({
      store,
      clock,
      inFlightDeadlineMs,
      ledger: this.#ledger,
      brokerage: brokerage(run),
      refusal: (order) => this.#refusalOf(order),
      queuesWhileDisconnected: settings?.whileDisconnected === 'queue',
      signal: this.#recorder.signalOf,
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

  /** What stands against sending an order now, beside the limits that it passed when it was asked for. */
  #refusalOf(order: Order): SendRefusal | null {
    if (this.trading.isKilled && !this.#operator.isFlattening) {
      return {
        code: 'KILLED',
        text: `Trading was killed: ${this.trading.pausedBecause}. Lift it with lockstep unkill.`,
      };
    }
    // A child follows its entry, whatever is known of the rest of the account.
    if (this.#watch.isReconciled || order.bracketId !== 0 || this.#options.settings?.whileDisconnected === 'queue')
      return null;
    const text = 'The account was not compared with the broker since the connection was lost: the order was not sent.';
    return { code: 'NOT_RECONCILED', text };
  }

  open(session: number): LiveSession {
    const { store, clock } = this.#beginnings;
    const { settings = {}, folder, heartbeat } = this.#options;
    const { trading, notices } = this;
    const operator = this.#operator;
    const isWell = (): boolean =>
      trading.status === 'running' && this.#orders.isReady && this.#watch.isReconciled && store.failure === null;
    return new LiveSession({
      feedWatch: new FeedWatch({ run: () => this.#engine.run, clock, notices }),
      upkeep: new Upkeep({ folder, store, settings, operator, notices, isKilled: () => trading.isKilled }),
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
      // People live by the wall clock, whatever the session does.
      commands: new CommandWatch({
        store,
        clock: systemClock,
        carryOut: (command) => operator.carryOut(command),
      }),
      recorder: this.#recorder,
      notices,
      isAsking: () => !this.#reconciler.isIdle || !this.#overdue.isIdle,
    });
  }
}

/** The gate refuses new positions while trading is paused. */
function showPause({ riskGate }: AlgorithmRun, reason: string | null): void {
  if (riskGate === null) return;
  if (reason !== null) riskGate.pause(reason);
  else if (riskGate.state.pause?.untilNextSession === false) riskGate.state.pause = null;
}

import type { BrokerageMessage, Clock, Timer } from '@lockstep/core';
import type { LiveSettings } from '../config/lockstep-config.ts';
import type { JournaledBrokerage } from '../orders/journaled-brokerage.ts';
import { OWN_REFUSALS } from '../orders/own-refusals.ts';
import type { Reconciler, ReconciliationCause } from '../reconciliation/reconciler.ts';
import type { Notices } from './notices.ts';
import type { TradingSwitch } from './trading-switch.ts';

/** Seconds between looks at open orders, however well the stream seems. */
export const ORDER_CHECK_SECONDS = 30;
/** Refusals in a row, within the time below, after which trading pauses. */
const MOST_REFUSALS = 5;
const REFUSALS_WITHIN_MS = 60_000;
/** Wait before a reconciliation that failed is tried again, ms: the first, and the longest. */
const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 30_000;

/** What watching works with. */
export interface BrokerWatchOptions {
  readonly orders: () => JournaledBrokerage;
  readonly reconciler: Reconciler;
  readonly clock: Clock;
  readonly notices: Notices;
  readonly trading: TradingSwitch;
  readonly settings: LiveSettings;
}

/** Keeps an eye on the broker: its connection, its refusals, and, now and then, on whether it still says what we hold true. */
export class BrokerWatch {
  readonly #options: BrokerWatchOptions;
  #timer: Timer | null = null;
  #isClosed = false;
  /** The broker is away, and that was to be expected. */
  #isExpectedAway = false;
  /** A reconciliation has gone through since the broker was last away. */
  #isReconciled = false;
  /** Counts how often the broker was away: an answer from before says nothing. */
  #absences = 0;
  #refusals: number[] = [];
  #trying = 0;

  constructor(options: BrokerWatchOptions) {
    this.#options = options;
  }

  /** Orders may be sent: what we hold true was compared with the broker since it was last away. */
  get isReconciled(): boolean {
    return this.#isReconciled;
  }

  /** No reconciliation waits to be tried again. */
  get isIdle(): boolean {
    return this.#trying === 0;
  }

  /** Begins the looks at the broker. */
  start(): void {
    const { clock, settings } = this.#options;
    const everyMs = (settings.orderCheckSeconds ?? ORDER_CHECK_SECONDS) * 1_000;
    this.#timer = clock.at(clock.utcNow() + everyMs, () => {
      if (this.#isClosed) return;
      this.start();
      void this.#look();
    });
  }

  close(): void {
    this.#isClosed = true;
    this.#timer?.cancel();
    this.#options.reconciler.close();
  }

  async #look(): Promise<void> {
    const { orders, reconciler, notices } = this.#options;
    if (!orders().isReady) {
      if (!this.#isExpectedAway) this.#tellThatAway('It is still away.');
      return;
    }
    if (!this.#isReconciled) return;
    try {
      await reconciler.reconcile('timer');
      notices.settle('RECONCILIATION_FAILED');
    } catch (error) {
      this.#tellOfFailure(error);
    }
  }

  /** Reconciles until it goes through; only then are orders sent. */
  async reconcileUntilDone(cause: ReconciliationCause): Promise<void> {
    const { reconciler, clock, orders, notices } = this.#options;
    this.#isReconciled = false;
    this.#trying += 1;
    const absences = this.#absences;
    const isWanted = (): boolean => !this.#isClosed && !this.#isReconciled && absences === this.#absences;
    for (let wait = FIRST_RETRY_MS; isWanted(); wait = Math.min(2 * wait, LONGEST_RETRY_MS)) {
      try {
        await reconciler.reconcile(cause);
        if (!isWanted()) break;
        this.#isReconciled = true;
        notices.settle('RECONCILIATION_FAILED');
      } catch (error) {
        this.#tellOfFailure(error);
        await new Promise<void>((resolve) => clock.at(clock.utcNow() + wait, resolve));
      }
    }
    this.#trying -= 1;
    if (this.#isReconciled && !this.#isClosed) await orders().sendHeld();
  }

  /** Takes in what the broker told, after the engine got it. */
  onMessage(message: BrokerageMessage): void {
    switch (message.kind) {
      case 'disconnected':
        this.#onDisconnected(message.reason, message.expected);
        break;
      case 'reconnected':
        this.#onReconnected();
        break;
      case 'outcome':
        this.#onOutcome(message);
        break;
      case 'externalExecution':
        this.#onExternal(message.execution.instrument, message.forced);
        break;
      case 'notice':
        if (message.severity !== 'info') this.#tellOfNotice(message);
        break;
      default:
    }
  }

  #onDisconnected(reason: string, expected: boolean): void {
    this.#isReconciled = false;
    this.#absences += 1;
    this.#isExpectedAway = expected;
    if (!expected) this.#tellThatAway(reason);
    else this.#options.notices.tell({ severity: 'info', code: 'BROKER_AWAY', title: `The broker is away: ${reason}` });
  }

  #tellThatAway(reason: string): void {
    this.#options.notices.tell({
      severity: 'error',
      code: 'BROKER_DISCONNECTED',
      title: `The broker is not connected: ${reason}`,
      text: 'Orders are not sent. Stops that rest at the broker are still there. See whether its gateway or service runs.',
    });
  }

  #onReconnected(): void {
    const { notices } = this.#options;
    notices.settle('BROKER_DISCONNECTED');
    notices.tell({ severity: 'info', code: 'BROKER_RECONNECTED', title: 'The broker is connected again.' });
    void this.reconcileUntilDone('reconnect');
  }

  #onOutcome({ request, outcome, orderId, code, text }: Extract<BrokerageMessage, { kind: 'outcome' }>): void {
    const { clock, trading, notices, orders } = this.#options;
    if (outcome === 'unknown') orders().inFlight.hasten(orderId, request, FIRST_RETRY_MS);
    if (request !== 'place' || outcome === 'unknown' || OWN_REFUSALS.has(code)) return;
    if (outcome === 'accepted') {
      this.#refusals = [];
      return;
    }
    const now = clock.utcNow();
    this.#refusals = [...this.#refusals.filter((time) => time > now - REFUSALS_WITHIN_MS), now];
    if (this.#refusals.length < MOST_REFUSALS) return;
    this.#refusals = [];
    const reason = `${MOST_REFUSALS} orders in a row were refused, the last with: ${text} (${code})`;
    trading.pause('refusals', reason);
    notices.tell({
      severity: 'critical',
      code: 'REFUSED_AGAIN_AND_AGAIN',
      title: `Trading is paused: ${reason}.`,
      text: 'Something is wrong with the orders or the account. When it is mended, `lockstep resume`.',
    });
  }

  #onExternal(instrument: string, forced: boolean): void {
    const { notices } = this.#options;
    notices.tell({
      severity: forced ? 'critical' : 'warning',
      code: forced ? 'FORCED_EXECUTION' : 'EXTERNAL_EXECUTION',
      title: forced
        ? `The broker closed a position by itself: ${instrument}.`
        : `Something was traded that is no order of ours: ${instrument}.`,
      text: 'The position is compared with the broker and taken over.',
      subject: instrument,
    });
    void this.#look();
  }

  #tellOfNotice({ severity, code, text }: Extract<BrokerageMessage, { kind: 'notice' }>): void {
    this.#options.notices.tell({ severity, code: 'BROKER_NOTICE', title: `${text} (${code})`, subject: code });
  }

  #tellOfFailure(error: unknown): void {
    this.#options.notices.tell({
      severity: 'error',
      code: 'RECONCILIATION_FAILED',
      title: 'What we hold true could not be compared with the broker; it is tried again.',
      text: error instanceof Error ? error.message : String(error),
    });
  }
}

import {
  type AlgorithmRun,
  type BrokerageCash,
  type BrokerageExecution,
  type BrokerageHolding,
  type BrokerageOrder,
  type Clock,
  Decimal,
  isClosedStatus,
  type Order,
  OrderEvent,
  OrderStatus,
  type Timer,
} from '@lockstep/core';
import type { LiveSettings } from '../config/lockstep-config.ts';
import type { RunOperation } from '../inputs/input-line.ts';
import { toJson } from '../inputs/value-json.ts';
import type { ClientOrderIds } from '../orders/client-order-ids.ts';
import { within } from '../orders/deadline.ts';
import type { ExecutionLedger } from '../orders/execution-ledger.ts';
import type { JournaledBrokerage } from '../orders/journaled-brokerage.ts';
import type { Notices } from '../session/notices.ts';
import type { TradingSwitch } from '../session/trading-switch.ts';
import type { ReconciledRecord } from '../store/journal-record.ts';
import type { Store } from '../store/store.ts';
import { AccountComparison, type Difference } from './account-comparison.ts';
import type { MissingExecutions } from './missing-executions.ts';
import { ANSWER_MS, type OrderInquiry } from './order-inquiry.ts';

export type ReconciliationCause = ReconciledRecord['cause'];

/** Executions older than the last one known by this much are looked at again: brokers list them late. */
const EXECUTION_MARGIN_MS = 5 * 60_000;
/** A broker may come back to executions of this time, ms. */
const CORRECTABLE_MS = 86_400_000;
/** Brokers' endpoints disagree for a while: a difference is believed when it is still the same after this time, ms. */
const DOUBT_MS = 11_000;

/** A difference of positions or cash that may be a delay of the broker's. */
interface Doubt {
  readonly difference: string;
  readonly sinceMs: number;
  /** Executions known when it was seen first. */
  readonly executions: number;
}

/** What a broker says of the whole account. */
interface BrokerState {
  readonly openOrders: readonly BrokerageOrder[];
  /** From when on the executions are all there, epoch ms UTC. */
  readonly executionsSinceMs: number;
  readonly executions: readonly BrokerageExecution[];
  readonly holdings: readonly BrokerageHolding[];
  readonly cash: readonly BrokerageCash[];
}

/** What reconciliation works with. */
export interface ReconcilerOptions {
  readonly run: () => AlgorithmRun;
  /** Carries something out within the engine's step. */
  readonly post: (operation: () => void) => void;
  /** Notes what is about to be done to the run. */
  readonly note: (operation: RunOperation) => void;
  readonly orders: () => JournaledBrokerage;
  readonly inquiry: OrderInquiry;
  readonly missing: MissingExecutions;
  readonly ids: ClientOrderIds;
  readonly ledger: ExecutionLedger;
  readonly store: Store;
  readonly clock: Clock;
  readonly notices: Notices;
  readonly trading: TradingSwitch;
  readonly settings: LiveSettings;
  /** From when on executions may be missing, epoch ms UTC. */
  readonly executionsSinceMs: number;
  /** Positions and cash are known to be the broker's again. */
  readonly onSettled: () => void;
}

/**
 * Compares what we hold true with what the broker says, at the start, after a reconnect and now and then: executions first,
 * then orders, then positions and cash. What is missing comes in by the inbox, like everything a broker tells; what cannot
 * be explained is adopted, closed, or pauses trading. A second time it finds nothing.
 */
export class Reconciler {
  readonly #options: ReconcilerOptions;
  readonly #comparison: AccountComparison;
  #executionsSinceMs: number;
  /** When the broker was asked last, epoch ms UTC. */
  #lookedMs: number;
  #running: Promise<void> | null = null;
  #differences: Difference[] = [];
  /** Since when the broker says something else of an order than what we know, epoch ms UTC. */
  readonly #doubtfulSinceMs = new Map<number, number>();
  /** Orders of others that were told of. */
  readonly #toldOf = new Set<string>();
  #doubt: Doubt | null = null;
  /** Positions and cash were not found equal, or taken over, since the last start or reconnect. */
  #isOpen = false;
  #again: Timer | null = null;

  constructor(options: ReconcilerOptions) {
    this.#options = options;
    this.#executionsSinceMs = options.executionsSinceMs;
    this.#lookedMs = options.executionsSinceMs;
    this.#comparison = new AccountComparison(options);
  }

  /** No reconciliation is under way. */
  get isIdle(): boolean {
    return this.#running === null;
  }

  /** Positions and cash are known to be the broker's, or were when they were compared last. */
  get isSettled(): boolean {
    return !this.#isOpen;
  }

  /** Nothing is looked at again. */
  close(): void {
    this.#again?.cancel();
  }

  /** One at a time: who asks while one is under way gets another one after it. */
  reconcile(cause: ReconciliationCause): Promise<void> {
    const before = this.#running ?? Promise.resolve();
    const next = before.then(() => this.#reconcile(cause));
    const settled = next.finally(() => {
      if (this.#running === settled) this.#running = null;
    });
    settled.catch(() => undefined);
    this.#running = settled;
    return settled;
  }

  async #reconcile(cause: ReconciliationCause): Promise<void> {
    this.#differences = [];
    const state = await this.#ask(cause);
    this.#takeExecutions(state);
    await this.#compareOrders(state.openOrders);
    this.#compareAccount(cause, state);
  }

  async #ask(cause: ReconciliationCause): Promise<BrokerState> {
    const { clock, ledger } = this.#options;
    const broker = this.#options.orders().inner;
    const asked = clock.utcNow();
    const count = ledger.count;
    // What may have been taken back meanwhile may be older than what may have been missed.
    const looksBack = cause !== 'timer' || this.#doubt !== null;
    const sinceMs = looksBack ? asked - CORRECTABLE_MS : this.#executionsSinceMs - EXECUTION_MARGIN_MS;
    const [{ executions, completeFromMs }, openOrders, holdings, cash] = await within(
      clock,
      ANSWER_MS,
      'for the state of the account',
      Promise.all([
        broker.getExecutions(Math.min(sinceMs, this.#executionsSinceMs - EXECUTION_MARGIN_MS)),
        broker.getOpenOrders(),
        broker.getHoldings(),
        broker.getCashBalance(),
      ]),
    );
    // Without an open order nothing of ours was filled meanwhile.
    const couldFill = this.#options.run().book.openOrders().length > 0;
    if (couldFill && completeFromMs > this.#lookedMs) this.#tellOfGap(completeFromMs);
    this.#lookedMs = asked;
    if (ledger.count === count)
      this.#executionsSinceMs = Math.max(this.#executionsSinceMs, asked - EXECUTION_MARGIN_MS);
    return { executions, executionsSinceMs: Math.max(sinceMs, completeFromMs), openOrders, holdings, cash };
  }

  #tellOfGap(completeFromMs: number): void {
    this.#options.notices.tell({
      severity: 'warning',
      code: 'EXECUTIONS_INCOMPLETE',
      title: `The broker lists executions only from ${new Date(completeFromMs).toISOString()} on.`,
      text: 'What was filled before is concluded from orders and positions; fees of those fills are not known.',
    });
  }

  #takeExecutions({ executions, executionsSinceMs }: BrokerState): void {
    const { ids, orders, ledger, missing } = this.#options;
    const { book } = this.#options.run();
    const { inbox } = orders();
    for (const id of missing.look(executions, executionsSinceMs))
      this.#note({ subject: 'execution', key: id, ours: 'booked', theirs: null, action: 'taken back' });
    for (const execution of executions) {
      if (ledger.has(execution.id)) {
        if (execution.fee !== null && ledger.isUnpaid(execution.id)) {
          inbox.message({ kind: 'commission', executionId: execution.id, ...execution.fee });
        } else this.#takeFee(execution);
        continue;
      }
      const orderId = ids.orderOf(execution.clientOrderId);
      if (orderId !== null && missing.holdsBack(orderId, executions, executionsSinceMs)) continue;
      const order = orderId === null ? undefined : (book.order(orderId) ?? book.heldOf(orderId)?.order);
      if (order === undefined) {
        inbox.strange(execution);
        continue;
      }
      const taken = inbox.execution(order, execution, 'reconciliation');
      if (!taken) continue;
      const theirs = `${execution.quantity.toString()} @ ${execution.price.toString()}`;
      this.#note({ subject: 'execution', key: execution.id, ours: null, theirs, action: 'booked' });
    }
  }

  /** A commission that was not told. */
  #takeFee({ id, fee }: BrokerageExecution): void {
    const { ledger, orders } = this.#options;
    const standing = ledger.standing(id);
    if (standing === undefined || fee === null || fee.amount.isZero() || standing.fee !== null) return;
    orders().inbox.message({ kind: 'commission', executionId: id, ...fee });
    this.#note({
      subject: 'execution',
      key: id,
      ours: 'cost unknown',
      theirs: fee.amount.toString(),
      action: 'booked',
    });
  }

  async #compareOrders(openOrders: readonly BrokerageOrder[]): Promise<void> {
    const { ids, orders, inquiry } = this.#options;
    const { book } = this.#options.run();
    const theirs = new Map<number, BrokerageOrder>();
    for (const open of openOrders) {
      const orderId = ids.orderOf(open.clientOrderId);
      // Or a child that waits there for its entry.
      const ours = orderId === null ? undefined : (book.order(orderId) ?? book.heldOf(orderId)?.order);
      if (orderId !== null) theirs.set(orderId, open);
      // A child that waits there for its entry is no order of the run yet.
      if (orderId !== null && book.heldOf(orderId) !== undefined) continue;
      if (ours === undefined) this.#onStranger(open, orderId);
      else if (isClosedStatus(ours.status) && !orders().inFlight.has(ours.id)) await this.#cancelStray(ours, open);
    }
    for (const order of book.openOrders()) {
      if (this.#isUnsent(order)) continue;
      const open = theirs.get(order.id);
      // What is on its way is asked about when its time is up.
      if (orders().inFlight.has(order.id) && open === undefined) continue;
      if (open !== undefined) await inquiry.catchUp(order, open);
      else await this.#askAboutMissing(order);
    }
    for (const child of book.heldOrders()) {
      const entry = book.order(child.bracketId);
      const isUnsent = entry !== undefined && this.#isUnsent(entry);
      if (!theirs.has(child.id) && !isUnsent) await this.#askAboutHeld(child);
    }
  }

  /** It waits here to be handed over, written down or sent: the broker cannot know it. */
  #isUnsent(order: Order): boolean {
    return this.#options.run().processor.waitsInLine(order.id) || this.#options.orders().hasToSend(order);
  }

  /** A child that is to wait at the broker for its entry, and does not: the entry needs another stop when it fills. */
  async #askAboutHeld(child: Order): Promise<void> {
    const { inquiry, orders, clock } = this.#options;
    const found = await inquiry.ask(child);
    if (found !== null || orders().inFlight.has(child.bracketId) || !this.#hasLasted(child)) return;
    this.#note({
      subject: 'order',
      key: String(child.id),
      ours: 'waits',
      theirs: null,
      action: 'counted as cancelled',
    });
    orders().inbox.orderEvent(new OrderEvent(child, clock.utcNow(), OrderStatus.Canceled, 'It is not at the broker.'));
  }

  /** An order that we hold open is not among the broker's open ones: it has filled, ended, or never arrived. */
  async #askAboutMissing(order: Order): Promise<void> {
    const { inquiry, orders } = this.#options;
    const found = await inquiry.ask(order);
    const key = String(order.id);
    if (found === null) {
      // A request of an earlier process whose outcome is not known: it is looked for as long as any other.
      this.#note({ subject: 'order', key, ours: 'open', theirs: null, action: 'asked about' });
      orders().inFlight.begin(order, 'place', null);
    } else if (isClosedStatus(found.status)) {
      this.#note({ subject: 'order', key, ours: 'open', theirs: 'closed', action: 'brought up to date' });
    }
  }

  /** A broker's answer may be older than what we know: what contradicts it is believed when it lasts. */
  #hasLasted({ id }: Order): boolean {
    const now = this.#options.clock.utcNow();
    const since = this.#doubtfulSinceMs.get(id) ?? now;
    this.#doubtfulSinceMs.set(id, since);
    if (now - since < DOUBT_MS) return false;
    this.#doubtfulSinceMs.delete(id);
    return true;
  }

  /** It ended for us, as by a refusal that was none, and lives at the broker. */
  async #cancelStray(order: Order, { filledQuantity }: BrokerageOrder): Promise<void> {
    if (!this.#hasLasted(order)) return;
    this.#note({
      subject: 'order',
      key: String(order.id),
      ours: 'closed',
      theirs: `open, ${filledQuantity.toString()} filled`,
      action: 'cancelled at the broker',
    });
    await this.#options.orders().cancelOrder(order);
  }

  #onStranger(open: BrokerageOrder, orderId: number | null): void {
    const { notices, trading, settings, orders } = this.#options;
    const key = open.brokerIds[0] ?? open.clientOrderId ?? open.instrument;
    if (this.#toldOf.has(key)) return;
    this.#toldOf.add(key);
    orders().inbox.message({ kind: 'externalOrder', order: open });
    const whose =
      orderId === null ? 'made by hand or by another program' : `order ${orderId}, which the journal does not know`;
    notices.tell({
      severity: 'warning',
      code: 'EXTERNAL_ORDER',
      title: `There is an open order at the broker that is not ours: ${open.instrument} ${open.quantity.toString()} (${whose}).`,
      text: 'It is left alone. Cancel it at the broker if it is not wanted.',
      subject: key,
      details: { instrument: open.instrument, quantity: open.quantity.toString(), brokerIds: open.brokerIds },
    });
    if (settings.external === 'pause')
      trading.pause('external', `an order at the broker is not ours: ${open.instrument}`);
  }

  /** What has just been learnt has to be booked before accounts can be compared: that is done within a step. */
  #compareAccount(cause: ReconciliationCause, state: BrokerState): void {
    const { post } = this.#options;
    if (this.#comparison.difference(state) === '') {
      this.#settle(cause);
      return;
    }
    if (cause !== 'timer') this.#isOpen = true;
    post(() => {
      const difference = this.#comparison.difference(state);
      if (difference === '') this.#settle(cause);
      else if (this.#isBelieved(difference)) this.#takeOver(cause, state);
      else this.#lookAgain(cause);
    });
  }

  #settle(cause: ReconciliationCause): void {
    this.#record(cause, Decimal.ZERO);
    this.#close();
  }

  #close(): void {
    const wasOpen = this.#isOpen;
    this.#doubt = null;
    this.#isOpen = false;
    if (wasOpen) this.#options.onSettled();
  }

  /** A difference is believed when it has lasted, and nothing was executed meanwhile that could explain it. */
  #isBelieved(difference: string): boolean {
    const { ledger, clock, inquiry, missing } = this.#options;
    const doubt = this.#doubt;
    const isSame = doubt !== null && doubt.difference === difference && doubt.executions === ledger.count;
    if (isSame && !inquiry.isWaiting && !missing.isWaiting) return clock.utcNow() - doubt.sinceMs >= DOUBT_MS;
    this.#doubt = { difference, sinceMs: clock.utcNow(), executions: ledger.count };
    return false;
  }

  #lookAgain(cause: ReconciliationCause): void {
    const { clock } = this.#options;
    this.#record(cause, Decimal.ZERO);
    this.#again?.cancel();
    this.#again = clock.at(clock.utcNow() + DOUBT_MS, () => {
      this.reconcile(cause).catch(() => this.#lookAgain(cause));
    });
  }

  #takeOver(cause: ReconciliationCause, state: BrokerState): void {
    this.#options.note({ kind: 'account', holdings: toJson(state.holdings), cash: toJson(state.cash) });
    const { differences, value } = this.#comparison.adopt(state);
    for (const difference of differences) this.#note(difference);
    this.#record(cause, value);
    this.#comparison.judge(cause, differences, value);
    this.#close();
  }

  #note(difference: Difference): void {
    this.#differences.push(difference);
  }

  #record(cause: ReconciliationCause, value: Decimal): void {
    const { store } = this.#options;
    for (const difference of this.#differences)
      void store.keep({ kind: 'reconciliationDifference', cause, ...difference });
    const differences = this.#differences.length;
    // A look every half minute that finds nothing is not worth an entry.
    if (differences > 0 || cause !== 'timer') {
      void store.keep({ kind: 'reconciled', cause, differences, valueDifference: value.toString() });
    }
    this.#differences = [];
  }
}
